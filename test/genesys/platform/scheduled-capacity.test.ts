import { describe, expect, test } from 'vitest';
import type { Client } from '../../../src/genesys/client.ts';
import { createPlatformWorkforce } from '../../../src/genesys/platform/platform-workforce.ts';
import type { ScheduleQuestion } from '../../../src/genesys/workforce.ts';
import type { GenesysServer } from '../../genesys-server/server.ts';
import { at, centre, queueNamed, withDialler } from '../dialler-server.ts';

const [germany] = centre.workforce.businessUnits;
const INTRADAY = `/api/v2/workforcemanagement/businessunits/${germany?.id}/intraday`;

const wednesday: ScheduleQuestion = {
  queueId: queueNamed('Sales').id,
  from: at('2026-04-15T08:00+02:00'),
  to: at('2026-04-15T20:00+02:00'),
  intervalMinutes: 30,
};

const scheduled = (client: Client, question: Partial<ScheduleQuestion> = {}) =>
  createPlatformWorkforce(client).scheduled({ ...wednesday, ...question });

const intradays = (server: GenesysServer) =>
  server.requests.filter(({ path }) => path === INTRADAY).map(({ body }) => body as Record<string, unknown>);

const groupsNamed = (...names: string[]) => (germany?.planningGroups ?? []).filter(({ name }) => names.includes(name));

describe('the scheduled agents of a queue', () => {
  test('are the seconds on queue over the length of each interval', () =>
    withDialler(async (client, server) => {
      const { planningGroup, timeZone, records, daysWithout } = await scheduled(client);
      expect(planningGroup).toEqual({
        id: groupsNamed('Sales calls')[0]?.id,
        name: 'Sales calls',
        queueIds: [queueNamed('Sales').id],
      });
      expect(timeZone).toBe('Europe/Berlin');
      expect(daysWithout).toEqual([]);
      // Four of eight from 9 to 17, four from 10 to 18, with lunch from 12:00 to 12:30 and from 13:30 to 14:00.
      const agents = [0, 0, 4, 4, 8, 8, 8, 8, 4, 8, 8, 4, 8, 8, 8, 8, 8, 8, 4, 4, 0, 0, 0, 0];
      expect(records).toEqual(
        agents.map((many, i) => ({
          intervalStart: wednesday.from + 1800 * i,
          intervalEnd: wednesday.from + 1800 * (i + 1),
          agents: many,
          source: 'schedule',
        })),
      );
      expect(intradays(server)).toEqual([
        {
          businessUnitDate: '2026-04-15',
          categories: ['ScheduleData'],
          planningGroupIds: [planningGroup.id],
          intervalLengthMinutes: 30,
        },
      ]);
    }));

  test('by the hour are means, and the intervals that a range cuts are whole', () =>
    withDialler(async (client) => {
      const { records } = await scheduled(client, {
        from: at('2026-04-15T11:20+02:00'),
        to: at('2026-04-15T13:40+02:00'),
        intervalMinutes: 60,
      });
      expect(records.map(({ agents }) => agents)).toEqual([8, 6, 6]);
      expect(records[0]?.intervalStart).toBe(at('2026-04-15T11:00+02:00'));
    }));

  test('come from one question for each day of the business unit, a day of 23 hours too, in order', () =>
    withDialler(async (client, server) => {
      const range = { from: at('2026-03-28T00:00+01:00'), to: at('2026-03-31T00:00+02:00'), intervalMinutes: 60 };
      const { records } = await scheduled(client, range);
      expect(intradays(server).map((body) => body['businessUnitDate'])).toEqual([
        '2026-03-28',
        '2026-03-29',
        '2026-03-30',
      ]);
      expect(records.map(({ intervalStart }) => intervalStart)).toEqual(
        Array.from({ length: 24 + 23 + 24 }, (_, i) => range.from + 3600 * i),
      );
      const busy = records.filter(({ agents }) => agents > 0).map(({ intervalStart }) => intervalStart);
      expect(busy[4]).toBe(at('2026-03-30T09:00+02:00'));
    }));

  test('of days without a published schedule have no records, and the reason is told', () =>
    withDialler(async (client) => {
      const { records, daysWithout } = await scheduled(client, {
        from: at('2026-04-26T00:00+02:00'),
        to: at('2026-04-28T00:00+02:00'),
      });
      expect(records).toHaveLength(48);
      expect(daysWithout).toEqual([{ day: '2026-04-27', reason: 'NoPublishedSchedule' }]);
    }));

  test('are those of the skill that tells planning groups of the queue apart', () =>
    withDialler(async (client) => {
      const queueId = queueNamed('Billing').id;
      const skillId = groupsNamed('Bills in Polish')[0]?.routePaths[0]?.skillIds?.[0] ?? '';
      expect((await scheduled(client, { queueId, skillId })).planningGroup.name).toBe('Bills in Polish');
      await expect(scheduled(client, { queueId })).rejects.toMatchObject({
        exitCode: 5,
        message: expect.stringMatching(/2 planning groups.*Bills in German.*Bills in Polish/),
        hint: expect.stringContaining('skill'),
      });
    }));

  test('of a queue that nobody plans: exit code 5', () =>
    withDialler(async (client) => {
      await expect(scheduled(client, { queueId: queueNamed('Surveys').id })).rejects.toMatchObject({ exitCode: 5 });
    }));
});

describe('an answer about schedules', () => {
  const answering = (body: object, expected: object) =>
    withDialler(async (client, server) => {
      server.inject({ path: INTRADAY, fault: { kind: 'wrong-shape', body } });
      await expect(scheduled(client)).rejects.toMatchObject(expected);
    });

  test('that the service still works on is told as such: exit code 4', () =>
    answering(
      { status: 'Processing', operationId: 'x' },
      {
        exitCode: 4,
        message: expect.stringMatching(/still working.*notifications/),
        hint: expect.stringContaining('observed'),
      },
    ));

  test.each(['Canceled', 'Error'])('that ended as %s: exit code 4', (status) =>
    answering({ status }, { exitCode: 4, message: expect.stringContaining(status) }),
  );

  test('that is complete without a result: exit code 6', () => answering({ status: 'Complete' }, { exitCode: 6 }));

  test('whose intervals do not fill its day: exit code 6', () =>
    answering(
      {
        status: 'Complete',
        result: {
          startDate: '2026-04-14T22:00:00.000Z',
          endDate: '2026-04-15T22:00:00.000Z',
          intervalLengthMinutes: 30,
          intradayDataGroupings: [
            {
              mediaType: 'Voice',
              scheduleDataPerInterval: Array.from({ length: 47 }, () => ({ onQueueTimeSeconds: 0 })),
            },
          ],
        },
      },
      { exitCode: 6, message: expect.stringContaining('47 intervals') },
    ));

  test('without a value for an interval has no record for it, while 0 is 0', () =>
    withDialler(async (client, server) => {
      const values = Array.from({ length: 24 }, (_, i) => (i === 9 ? {} : { onQueueTimeSeconds: i === 10 ? 0 : 3600 }));
      const body = {
        status: 'Complete',
        result: {
          startDate: '2026-04-14T22:00:00.000Z',
          intervalLengthMinutes: 60,
          intradayDataGroupings: [{ mediaType: 'Voice', scheduleDataPerInterval: values }],
        },
      };
      server.inject({ path: INTRADAY, fault: { kind: 'wrong-shape', body } });
      const { records } = await scheduled(client, { intervalMinutes: 60 });
      const agentsAt = (hour: string) =>
        records.find(({ intervalStart }) => intervalStart === at(`2026-04-15T${hour}+02:00`))?.agents;
      expect([agentsAt('08:00'), agentsAt('09:00'), agentsAt('10:00')]).toEqual([1, undefined, 0]);
    }));

  test('comes in spite of faults', () =>
    withDialler(async (client, server) => {
      server.inject({ path: INTRADAY, fault: { kind: 'status', status: 503 } });
      server.inject({ path: INTRADAY, fault: { kind: 'status', status: 429, headers: { 'Retry-After': '1' } } });
      server.inject({ path: INTRADAY, fault: { kind: 'reset' } });
      expect((await scheduled(client)).records).toHaveLength(24);
    }));

  test('needs a permission, which is named: exit code 3', () =>
    withDialler(
      async (client) => {
        await expect(scheduled(client)).rejects.toMatchObject({
          exitCode: 3,
          hint: expect.stringContaining('wfm:intraday:view'),
        });
      },
      { permissions: ['wfm:planningGroup:view', 'wfm:businessUnit:view'] },
    ));
});
