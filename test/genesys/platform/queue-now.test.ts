import { describe, expect, test } from 'vitest';
import { createPlatformWorkforce } from '../../../src/genesys/platform/platform-workforce.ts';
import { at, queueNamed, withDialler } from '../dialler-server.ts';

const OBSERVATIONS = '/api/v2/analytics/queues/observations/query';
const { id: queueId } = queueNamed('Sales');

describe('the present of a queue', () => {
  test('counts its agents by what they do', () =>
    withDialler(
      async (client) => {
        const { agents, waiting, interacting } = await createPlatformWorkforce(client).now(queueId);
        if (agents === undefined) throw new Error('no agents told');
        expect(Object.values(agents).reduce((sum, many) => sum + many, 0)).toBe(8);
        expect(agents.interacting).toBeGreaterThan(3);
        expect([waiting, interacting]).toEqual([0, agents.interacting]);
      },
      { limits: { presentMs: at('2026-03-31T11:00+02:00') * 1000 } },
    ));

  test('takes a status that is not told beside others as nobody, and voice contacts only', () =>
    withDialler(async (client, server) => {
      const status = (qualifier: string, count: number) => ({
        metric: 'oUserRoutingStatuses',
        qualifier,
        stats: { count },
      });
      const results = [
        { group: { queueId }, data: [status('IDLE', 2), status('OFF_QUEUE', 5)] },
        { group: { queueId, mediaType: 'voice' }, data: [{ metric: 'oWaiting', stats: { count: 3 } }] },
        { group: { queueId, mediaType: 'chat' }, data: [{ metric: 'oWaiting', stats: { count: 9 } }] },
      ];
      server.inject({ path: OBSERVATIONS, fault: { kind: 'wrong-shape', body: { results } } });
      expect(await createPlatformWorkforce(client).now(queueId)).toEqual({
        agents: { idle: 2, interacting: 0, communicating: 0, notResponding: 0, offQueue: 5 },
        waiting: 3,
        interacting: 0,
      });
    }));

  test('has no agents, rather than 0 of them, when the service tells of none', () =>
    withDialler(async (client, server) => {
      server.inject({ path: OBSERVATIONS, fault: { kind: 'wrong-shape', body: {} } });
      expect(await createPlatformWorkforce(client).now(queueId)).toEqual({ waiting: 0, interacting: 0 });
    }));

  test('needs a permission, which is named: exit code 3', () =>
    withDialler(
      async (client) => {
        await expect(createPlatformWorkforce(client).now(queueId)).rejects.toMatchObject({
          exitCode: 3,
          hint: expect.stringContaining('analytics:queueObservation:view'),
        });
      },
      { permissions: [] },
    ));
});
