import { describe, expect, test } from 'vitest';
import type { VolumeQuestion } from '../../../src/genesys/contact-centre.ts';
import { createPlatform } from '../../../src/genesys/platform/platform.ts';
import type { VolumeProgress } from '../../../src/genesys/platform/volumes.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import { withServer } from '../../genesys-server/asking.ts';
import { type ScriptedVolume, scriptedCentre } from '../../genesys-server/scripted-centre.ts';
import type { GenesysServer } from '../../genesys-server/server.ts';
import { collected, smallCentre, smallQuestion, smallRecords } from '../small-centre.ts';
import { testClient } from '../test-client.ts';

const AGGREGATES = '/api/v2/analytics/conversations/aggregates/query';
const at = (text: string): number => Date.parse(text) / 1000;
const uuid = (i: number): string => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;

const asked = (server: GenesysServer): { interval: string; filter?: unknown }[] =>
  server.requests.filter(({ path }) => path === AGGREGATES).map(({ body }) => body as { interval: string });

const january: VolumeQuestion = {
  from: at('2026-01-05T00:00Z'),
  to: at('2026-01-06T00:00Z'),
  step: calendarStep('P1D'),
  timeZone: 'UTC',
};

const hour = (
  queueId: string,
  start: string,
  nOffered: number,
  more: Partial<ScriptedVolume> = {},
): ScriptedVolume => ({
  queueId,
  mediaType: 'voice',
  start,
  end: new Date(Date.parse(start) + 3_600_000).toISOString(),
  metrics: { nOffered },
  ...more,
});

describe('volumes', () => {
  test('of a local day hold the contacts between local midnights, on days of 23 and 25 hours too', async () => {
    // One contact at every hour from 6 March to 10 March 2026, New York time; on the 8th the clocks go forward.
    const hours = Array.from({ length: 95 }, (_, i) =>
      hour(uuid(1), new Date(Date.parse('2026-03-06T05:00Z') + i * 3_600_000).toISOString(), 1),
    );
    await withServer(
      { centre: scriptedCentre({ queues: [{ id: uuid(1), name: 'Q' }], volumes: hours }) },
      async (server) => {
        const question = {
          ...january,
          from: at('2026-03-06T05:00Z'),
          to: at('2026-03-10T04:00Z'),
          timeZone: 'America/New_York',
        };
        const records = await collected(createPlatform(testClient(server)).volumes(question));
        expect(records.map(({ offered }) => offered)).toEqual([24, 24, 23, 24]);
        const hourly = { ...question, step: calendarStep('PT1H') };
        expect(await collected(createPlatform(testClient(server)).volumes(hourly))).toHaveLength(95);
      },
    );
  });

  test('count what was asked for: direction, media and queues', async () => {
    const noon = '2026-01-05T12:00:00Z';
    const centre = scriptedCentre({
      queues: [],
      volumes: [
        hour(uuid(1), noon, 1),
        hour(uuid(1), noon, 10, { originatingDirection: 'outbound' }),
        hour(uuid(1), noon, 100, { mediaType: 'email' }),
        hour(uuid(2), noon, 1000),
      ],
    });
    await withServer({ centre }, async (server) => {
      const platform = createPlatform(testClient(server));
      const offered = async (wanted: Partial<VolumeQuestion>) =>
        (await collected(platform.volumes({ ...january, ...wanted }))).reduce((sum, record) => sum + record.offered, 0);
      expect(await offered({})).toBe(1111);
      expect(await offered({ direction: 'inbound' })).toBe(1101);
      expect(await offered({ direction: 'inbound', mediaTypes: ['voice'] })).toBe(1001);
      expect(await offered({ direction: 'inbound', mediaTypes: ['voice', 'email'], queueIds: [uuid(1)] })).toBe(101);
      const questions = server.requests.length;
      expect(await offered({ queueIds: [] })).toBe(0);
      expect(await offered({ mediaTypes: [] })).toBe(0);
      expect(server.requests).toHaveLength(questions);
    });
  });

  // The API's documentation: every entry into a queue is offered there, nConversations counts conversations instead.
  test('A.5.6: tell a transfer from a second conversation: it is offered to both queues, and is a conversation of each', async () => {
    const volumes = [uuid(1), uuid(2)].map((queueId) =>
      hour(queueId, '2026-01-05T12:00:00Z', 0, {
        metrics: { nConversations: 1, nOffered: queueId === uuid(1) ? 2 : 1 },
      }),
    );
    await withServer({ centre: scriptedCentre({ queues: [], volumes }) }, async (server) => {
      const records = await collected(createPlatform(testClient(server)).volumes(january));
      expect(records).toMatchObject([
        { queueId: uuid(1), conversations: 1, offered: 2 },
        { queueId: uuid(2), conversations: 1, offered: 1 },
      ]);
    });
  });

  test('of many queues are asked with at most a hundred predicates a query, and come in order of time all the same', async () => {
    const queueIds = Array.from({ length: 230 }, (_, i) => uuid(i));
    const volumes = queueIds.flatMap((id) =>
      ['2026-01-05T01:00Z', '2026-01-05T02:00Z'].map((start) => hour(id, start, 1)),
    );
    await withServer({ centre: scriptedCentre({ queues: [], volumes }) }, async (server) => {
      const question: VolumeQuestion = {
        ...january,
        step: calendarStep('PT1H'),
        direction: 'inbound',
        mediaTypes: ['voice', 'chat'],
        queueIds: [...queueIds, ...queueIds.slice(0, 5)],
      };
      const records = await collected(createPlatform(testClient(server)).volumes(question));
      expect(records).toHaveLength(460);
      expect(new Set(records.map(({ offered }) => offered))).toEqual(new Set([1]));
      const starts = records.map(({ intervalStart }) => intervalStart);
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      const predicates = asked(server).map(({ filter }) => JSON.stringify(filter).match(/"dimension":/g)?.length ?? 0);
      expect(predicates).toEqual([100, 100, 39]);
    });
  });

  test('come in whole parts that follow one another, so that somebody can keep those that came before a failure', () =>
    withServer({ centre: smallCentre }, async (server) => {
      const parts = await collected(createPlatform(testClient(server)).volumeParts(smallQuestion));
      expect(parts.map(({ from, to }) => (to - from) / 86_400)).toEqual([31, 31, 31, 7]);
      expect([parts[0]?.from, ...parts.map(({ to }) => to)]).toEqual([
        ...parts.map(({ from }) => from),
        smallQuestion.to,
      ]);
      expect(parts.flatMap(({ records }) => records)).toEqual(smallRecords);
      for (const { from, to, records } of parts) {
        expect(records.every(({ intervalStart, intervalEnd }) => intervalStart >= from && intervalEnd <= to)).toBe(
          true,
        );
      }
    }));

  test('of an empty range ask nothing, and a range that ends before it starts is a defect', () =>
    withServer({ centre: scriptedCentre({ queues: [], volumes: [] }) }, async (server) => {
      const platform = createPlatform(testClient(server));
      expect(await collected(platform.volumes({ ...january, to: january.from }))).toEqual([]);
      await expect(collected(platform.volumes({ ...january, to: january.from - 86_400 }))).rejects.toThrow(RangeError);
      expect(asked(server)).toEqual([]);
    }));

  test('are halved at borders of the grid, down to a size that the service takes, and later chunks start at that size', () =>
    withServer(
      { centre: scriptedCentre({ queues: [], volumes: [] }), limits: { maxIntervalDays: 4 } },
      async (server) => {
        const question = { ...january, to: at('2026-03-08T00:00Z') };
        const progress: unknown[] = [];
        await collected(createPlatform(testClient(server), (one) => progress.push(one)).volumes(question));
        const accepted = server.requests.filter(({ path, status }) => path === AGGREGATES && status === 200);
        const spans = accepted
          .map(({ body }) =>
            (body as { interval: string }).interval.split('/').map((end) => Date.parse(end) / 86_400_000),
          )
          .sort(([a = 0], [b = 0]) => a - b);
        expect(Math.max(...spans.map(([start = 0, end = 0]) => end - start))).toBeLessThanOrEqual(4);
        expect(spans.slice(1).map(([start]) => start)).toEqual(spans.slice(0, -1).map(([, end]) => end));
        expect(spans.flat().every(Number.isInteger)).toBe(true);
        expect(progress).toEqual([
          { partsDone: 1, partsTotal: 2, intervalsPerQuery: 4, queuesListed: 0, queuesUnlisted: 0 },
          { partsDone: 2, partsTotal: 2, intervalsPerQuery: 4, queuesListed: 0, queuesUnlisted: 0 },
        ]);
      },
    ));

  test('tell how many queues have contacts without being listed, as where a role is granted in half of the divisions', () => {
    const volumes = [1, 2, 3, 4, 5].flatMap((i) =>
      ['2026-01-05T12:00:00Z', '2026-02-20T12:00:00Z'].map((start) => hour(uuid(i), start, i)),
    );
    const queues = [1, 2, 6].map((i) => ({ id: uuid(i), name: `Queue ${i}` }));
    return withServer({ centre: scriptedCentre({ queues, volumes }) }, async (server) => {
      const progress: VolumeProgress[] = [];
      const platform = createPlatform(testClient(server), (one) => progress.push(one));
      const records = await collected(platform.volumes({ ...january, to: at('2026-03-06T00:00Z') }));
      expect(records).toHaveLength(10);
      expect(progress.map(({ queuesListed, queuesUnlisted }) => [queuesListed, queuesUnlisted])).toEqual([
        [3, 3],
        [3, 3],
      ]);
    });
  });
});
