import { describe, expect, test } from 'vitest';
import type { Client } from '../../../src/genesys/client.ts';
import { createPlatformWorkforce } from '../../../src/genesys/platform/platform-workforce.ts';
import type { ObservedQuestion } from '../../../src/genesys/workforce.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import { at, campaignNamed, centre, queueNamed, withDialler } from '../dialler-server.ts';

const STATUSES = '/api/v2/analytics/users/aggregates/query';
const SALES = queueNamed('Sales');

/** Tuesday and Wednesday in Berlin. */
const twoDays: ObservedQuestion = {
  queueId: SALES.id,
  from: at('2026-03-31T00:00+02:00'),
  to: at('2026-04-02T00:00+02:00'),
  step: calendarStep('PT1H'),
  timeZone: 'Europe/Berlin',
};

const observed = (client: Client, question: Partial<ObservedQuestion> = {}) =>
  createPlatformWorkforce(client).observed({ ...twoDays, ...question });

/** A centre whose queue Sales has so many members, of whom every agent but the first is unknown to analytics. */
const crowded = (many: number) => {
  const known = centre.workforce.members(SALES.id)[0];
  const members = Array.from({ length: many }, (_, i) => ({ id: `user-${i}`, name: `Agent ${i}`, joined: true }));
  return {
    ...centre,
    queues: [SALES],
    workforce: { ...centre.workforce, members: () => (known === undefined ? members : [known, ...members.slice(1)]) },
  };
};

describe('the observed agents of a queue', () => {
  test('are the time on queue, idle or not, over the length of the interval', () =>
    withDialler(async (client) => {
      const { records } = await observed(client);
      const borders = Array.from({ length: 49 }, (_, i) => (twoDays.from + 3600 * i) * 1000);
      const expected = borders.slice(1).map((end, i) =>
        centre.workforce.members(SALES.id).reduce((agents, { id }) => {
          const [statuses] = centre.workforce.statuses(id, [borders[i] ?? 0, end]);
          const { OFF_QUEUE: off = 0 } = statuses ?? {};
          return agents + 1 - off / 3_600_000;
        }, 0),
      );
      expect(records.map(({ intervalStart }) => intervalStart * 1000)).toEqual(borders.slice(0, -1));
      for (const [i, { agents, source }] of records.entries()) {
        expect(agents).toBeCloseTo(expected[i] ?? Number.NaN, 9);
        expect(source).toBe('observed');
      }
      expect(Math.max(...expected)).toBeGreaterThan(5);
      // Nobody works at night: that is told, and so 0.
      expect(records[2]?.agents).toBe(0);
    }));

  test('had as much work as the handle times of their campaign say', () =>
    withDialler(async (client) => {
      const { records } = await observed(client);
      const onQueueSeconds = records.reduce((sum, { agents }) => sum + agents * 3600, 0);
      const handleSeconds = centre.outbound
        .calls(campaignNamed('Spring Offers').id, twoDays.from * 1000, twoDays.to * 1000)
        .reduce((sum, { handling }) => sum + ((handling?.talkMs ?? 0) + (handling?.acwMs ?? 0)) / 1000, 0);
      expect(handleSeconds).toBeLessThan(onQueueSeconds);
      expect(handleSeconds).toBeGreaterThan(onQueueSeconds / 2);
    }));

  test('of whom nothing is told have no records, which is not the same as nobody', () =>
    withDialler(async (client) => {
      const { members, records } = await observed(client, {
        from: at('2026-01-25T00:00+01:00'),
        to: at('2026-01-27T00:00+01:00'),
      });
      expect(members).toHaveLength(8);
      expect(records).toHaveLength(24);
      expect(records[0]?.intervalStart).toBe(at('2026-01-26T00:00+01:00'));
    }));

  test('are listed with the number of queues that they are shared with', () =>
    withDialler(async (client) => {
      const { members } = await observed(client);
      expect(members.map(({ queues }) => queues)).toEqual([2, 2, 1, 1, 1, 1, 1, 1]);
      // The first of Sales is a member of Accounts too, but not active there.
      const accounts = await observed(client, { queueId: queueNamed('Accounts').id });
      expect(accounts.members.map(({ queues }) => queues)).toEqual([1, 1, 1]);
    }));

  test('are asked about a hundred at a time, whatever the pages of the listing', () =>
    withDialler(
      async (client, server) => {
        const { members, records } = await observed(client);
        expect(members).toHaveLength(230);
        expect(records).toHaveLength(48);
        expect(Math.max(...records.map(({ agents }) => agents))).toBeLessThanOrEqual(1);
        const predicates = server.requests
          .filter(({ path }) => path === STATUSES)
          .map(({ body }) => (body as { filter: { predicates: unknown[] } }).filter.predicates.length);
        expect(predicates).toEqual([100, 100, 30]);
      },
      { centre: crowded(230) },
    ));

  test('of a queue without members are nobody that could be told of', () =>
    withDialler(
      async (client, server) => {
        expect(await observed(client)).toEqual({ members: [], records: [] });
        expect(server.requests.filter(({ path }) => path === STATUSES)).toEqual([]);
      },
      { centre: { ...centre, workforce: { ...centre.workforce, members: () => [] } } },
    ));

  test('come whole in spite of faults, in the pieces that the service takes', () =>
    withDialler(
      async (client, server) => {
        const expected = await observed(client);
        server.inject({ path: STATUSES, fault: { kind: 'status', status: 503 } });
        server.inject({ path: STATUSES, fault: { kind: 'status', status: 429, headers: { 'Retry-After': '1' } } });
        server.inject({ path: /\/members/, times: 2, fault: { kind: 'reset' } });
        expect(await observed(client)).toEqual(expected);
        expect(expected.records).toHaveLength(48);
      },
      { limits: { maxIntervalDays: 1 } },
    ));

  test('fail when the members of one queue stay away: exit code 4', () =>
    withDialler(async (client, server) => {
      const path = `/api/v2/routing/queues/${queueNamed('Billing').id}/members`;
      server.inject({ path, times: 6, fault: { kind: 'status', status: 503 } });
      await expect(observed(client)).rejects.toMatchObject({ exitCode: 4 });
    }));

  test('cannot be on queue for longer than an interval lasts: exit code 6', () =>
    withDialler(async (client, server) => {
      const metrics = [{ metric: 'tAgentRoutingStatus', qualifier: 'IDLE', stats: { sum: 3_700_000 } }];
      const interval = '2026-03-31T08:00:00.000Z/2026-03-31T09:00:00.000Z';
      const userId = centre.workforce.members(SALES.id)[0]?.id;
      const body = { results: [{ group: { userId }, data: [{ interval, metrics }] }] };
      server.inject({ path: STATUSES, fault: { kind: 'wrong-shape', body } });
      await expect(observed(client)).rejects.toMatchObject({
        exitCode: 6,
        message: expect.stringContaining('longer than'),
      });
    }));

  test.each([
    ['routing:queue:view', []],
    ['analytics:userAggregate:view', ['routing:queue:view']],
  ])('need the permission %s, which is named: exit code 3', (missing, permissions) =>
    withDialler(
      async (client) => {
        await expect(observed(client)).rejects.toMatchObject({ exitCode: 3, hint: expect.stringContaining(missing) });
      },
      { permissions },
    ),
  );
});
