import { describe, expect, test } from 'vitest';
import type { DetailQuestion } from '../../../src/genesys/details.ts';
import { createPlatformDetails } from '../../../src/genesys/platform/platform-details.ts';
import type { Conversation } from '../../../src/series/conversation.ts';
import type { CentreConversation } from '../../genesys-server/centre-conversation.ts';
import { conversationCentre } from '../../genesys-server/conversation-centre.ts';
import type { Fault } from '../../genesys-server/fault.ts';
import type { GenesysServer } from '../../genesys-server/server.ts';
import { sampleSize } from '../../support/sample-size.ts';
import {
  at,
  centre,
  conversationsOf,
  idsBegun,
  idsOf,
  JOBS_KNOW_UNTIL,
  known,
  PRESENT,
  partsOf,
  withDetails,
} from '../detail-server.ts';
import { jumpingClock } from '../jumping-clock.ts';
import { testClient } from '../test-client.ts';

const JOBS = '/api/v2/analytics/conversations/details/jobs';
const QUERY = '/api/v2/analytics/conversations/details/query';
const STATUS = /\/details\/jobs\/0[^/?]+$/;
const RESULTS = /\/details\/jobs\/[^/]+\/results/;

const FROM = at('2026-03-10T09:30Z');
/** Five days that jobs know, in one job. */
const WEEK: DetailQuestion = { from: FROM, to: at('2026-03-15'), selection: 'begun' };
const PAGES_OF_FORTY = { detailJobs: { pageSizeMax: 40 } };

const status = (code: number, headers: Record<string, string> = {}): Fault => ({
  kind: 'status',
  status: code,
  headers,
});

const requestsOf = (server: GenesysServer, method: string, path: string | RegExp) =>
  server.requests.filter(
    (one) => one.method === method && (path instanceof RegExp ? path.test(one.path) : one.path === path),
  );

interface JobBody {
  readonly interval: string;
  readonly startOfDayIntervalMatching?: boolean;
}

const jobsAsked = (server: GenesysServer): JobBody[] =>
  requestsOf(server, 'POST', JOBS).map(({ body }) => body as JobBody);

/** Checks that as many jobs were deleted as were made. */
function expectNothingLeft(server: GenesysServer, jobs: number): void {
  expect(requestsOf(server, 'POST', JOBS).filter((one) => one.status === 202)).toHaveLength(jobs);
  expect(new Set(requestsOf(server, 'DELETE', STATUS).map(({ path }) => path)).size).toBe(jobs);
}

describe('conversations of a long range', () => {
  test('come by jobs of a week up to where those know everything, then by pages', () =>
    withDetails(async (server) => {
      const ids = idsOf(await conversationsOf(server, { from: FROM, to: PRESENT, selection: 'begun' }));
      expect(ids.toSorted()).toEqual(idsBegun(FROM, PRESENT).toSorted());
      expect(jobsAsked(server)).toEqual([
        expect.objectContaining({
          interval: '2026-03-10T09:30:00.000Z/2026-03-17T09:30:00.000Z',
          startOfDayIntervalMatching: true,
        }),
        expect.objectContaining({ interval: '2026-03-17T09:30:00.000Z/2026-03-20T06:00:00.000Z' }),
      ]);
      const intervals = requestsOf(server, 'POST', QUERY).map(({ body }) => (body as JobBody).interval);
      expect(intervals).toContain('2026-03-20T06:00:00.000Z/2026-03-21T00:00:00.000Z');
      expect(intervals).toContain('2026-03-21T00:00:00.000Z/2026-03-21T12:00:00.000Z');
      expectNothingLeft(server, 2);
    }));

  test('are told as they are now, also where jobs know only of their beginning', () =>
    withDetails(async (server) => {
      const from = JOBS_KNOW_UNTIL - 3 * 86_400;
      const conversations = await conversationsOf(server, { from, to: PRESENT, selection: 'begun' });
      const truth = new Map(known.map((one) => [one.id, one]));
      const late = conversations.filter(({ start, end }) => start < JOBS_KNOW_UNTIL && (end ?? 0) > JOBS_KNOW_UNTIL);
      expect(late.length).toBeGreaterThan(1);
      for (const { id, end, sessions } of conversations) {
        expect(end).toBe(ended(truth.get(id)?.endMs));
        expect(sessions.flatMap(({ metrics }) => metrics)).toHaveLength(
          truth.get(id)?.participants.flatMap(({ session }) => session.metrics).length ?? Number.NaN,
        );
      }
    }));

  test('are asked for by a job even when nothing is left for pages, and not asked for again', () =>
    withDetails(async (server) => {
      const ids = idsOf(await conversationsOf(server, WEEK));
      expect(ids.toSorted()).toEqual(idsBegun(FROM, WEEK.to).toSorted());
      expect(requestsOf(server, 'POST', QUERY)).toEqual([]);
      expectNothingLeft(server, 1);
    }));

  test('that a page of results ends before the announced end of the data are a gap', () =>
    withDetails(async (server) => {
      server.inject({
        path: RESULTS,
        fault: { kind: 'wrong-shape', body: { dataAvailabilityDate: '2026-03-14T00:00:00Z' } },
      });
      await expect(conversationsOf(server, WEEK)).rejects.toMatchObject({
        code: 'GCF-CONTRACT',
        message: expect.stringContaining('its data end at 2026-03-14T00:00:00Z, before the range does'),
      });
      expectNothingLeft(server, 1);
    }));

  test('that were unfinished and do not come again are missed', () =>
    withDetails(async (server) => {
      const question: DetailQuestion = { from: JOBS_KNOW_UNTIL - 3 * 86_400, to: PRESENT, selection: 'begun' };
      server.inject({ path: QUERY, times: Number.POSITIVE_INFINITY, fault: { kind: 'wrong-shape', body: {} } });
      await expect(conversationsOf(server, question)).rejects.toMatchObject({
        code: 'GCF-CONTRACT',
        message: expect.stringMatching(/the unfinished conversation c0ffee00-\S+ and \d+ others do not come/),
      });
      expectNothingLeft(server, 1);
    }));
});

describe('a sum over the metrics emitted in a range', () => {
  // Ranges that begin in the data of jobs and end after them, that lie within them, and that begin after them.
  test.each([
    ['2026-03-08T10:07:00.000Z', '2026-03-21T09:00:00.000Z'],
    ['2026-03-10T09:30:00.000Z', '2026-03-11T01:00:00.000Z'],
    ['2026-03-20T23:00:00.000Z', '2026-03-21T11:11:00.000Z'],
  ])('from %s to %s is exactly what the aggregates say', (from, to) =>
    withDetails(async (server) => {
      const [fromSeconds, toSeconds] = [at(from), at(to)];
      const question: DetailQuestion = { from: fromSeconds, to: toSeconds, selection: 'active' };
      const conversations = await conversationsOf(server, question);
      expect(new Set(idsOf(conversations)).size).toBe(conversations.length);
      expect(conversations.some(({ start }) => start < fromSeconds)).toBe(true);
      expect(emittedSums(conversations, fromSeconds, toSeconds)).toEqual(await aggregateSums(server, `${from}/${to}`));
      expectNothingLeft(server, jobsAsked(server).length);
    }),
  );

  test('needs the conversations that began before it, which one by one are not told again', () =>
    withDetails(async (server) => {
      const from = at('2026-03-03');
      const question: DetailQuestion = { from, to: at('2026-03-18'), selection: 'active' };
      const conversations = await conversationsOf(server, question);
      const lakeKnows = (ms: number | undefined) => (ms !== undefined && ms <= JOBS_KNOW_UNTIL * 1000 ? ms : Infinity);
      const active = known.filter(
        ({ startMs, participants }) =>
          startMs < question.to * 1000 &&
          participants.some(({ session }) => session.segments.some((one) => lakeKnows(one.endMs) >= from * 1000)),
      );
      expect(active.filter(({ startMs }) => startMs < from * 1000).length).toBeGreaterThan(1);
      expect(idsOf(conversations).toSorted()).toEqual(active.map(({ id }) => id).toSorted());
      expect(jobsAsked(server).every((body) => !body.startOfDayIntervalMatching)).toBe(true);
      expect(jobsAsked(server)).toHaveLength(3);
    }));
});

describe('a conversation of twenty days', () => {
  const id = 'c0ffee00-0000-4000-8000-00000000abcd';
  const [startMs, endMs] = [at('2026-03-01T08:00Z') * 1000, at('2026-03-21T10:00Z') * 1000];
  const waiting: CentreConversation = {
    id,
    startMs,
    endMs,
    originatingDirection: 'inbound',
    divisionIds: [],
    participants: [
      {
        id: `00000001${id.slice(8)}`,
        purpose: 'acd',
        session: {
          mediaType: 'email',
          direction: 'inbound',
          metrics: [{ name: 'tAnswered', value: endMs - startMs, emitMs: endMs }],
          segments: [{ type: 'interact', startMs, endMs, queueId: centre.queues[0].id }],
        },
      },
    ],
  };
  const source = {
    count: 1,
    at: () => waiting,
    firstFrom: (ms: number) => Number(ms > startMs),
    longestMs: endMs - startMs,
  };
  const alone = { ...centre, details: { ...centre.details, source } };

  // In two jobs, in jobs and pages, after all that jobs know, and on the last day alone.
  test.each([
    ['2026-03-04', '2026-03-17'],
    ['2026-03-12', '2026-03-21T09:00Z'],
    ['2026-03-20T18:00Z', '2026-03-21T11:00Z'],
    ['2026-03-21T09:30Z', '2026-03-21T10:30Z'],
  ])('is told once when it is active from %s to %s', (from, to) =>
    withDetails(
      async (server) => {
        const conversations = await conversationsOf(server, { from: at(from), to: at(to), selection: 'active' });
        expect(idsOf(conversations)).toEqual([id]);
        const wasAnswered = conversations[0].sessions[0].metrics.length > 0;
        expect(wasAnswered).toBe(at(to) > JOBS_KNOW_UNTIL);
      },
      { centre: alone },
    ),
  );

  test('is not told when it is over, nor among those that begin later', () =>
    withDetails(
      async (server) => {
        const from = at('2026-03-21T10:30Z');
        expect(await conversationsOf(server, { from, to: PRESENT, selection: 'active' })).toEqual([]);
        expect(await conversationsOf(server, { ...WEEK, to: PRESENT })).toEqual([]);
      },
      { centre: alone },
    ));
});

describe('very many conversations', () => {
  const count = sampleSize(1_000, 1_000_000);

  test('pass through one by one, none lost and none held', { timeout: sampleSize(20_000, 2_400_000) }, () => {
    const presentMs = Date.UTC(2026, 2, 1);
    const startMs = presentMs - 30 * 86_400_000;
    const crowd = conversationCentre({ seed: 11, count, startMs, presentMs });
    return withDetails(
      async (server) => {
        const came = new Uint8Array(count);
        const heapBefore = process.memoryUsage().heapUsed;
        let mostHeap = 0;
        const question: DetailQuestion = { from: startMs / 1000, to: presentMs / 1000, selection: 'begun' };
        for await (const { conversations } of createPlatformDetails(testClient(server)).conversations(question)) {
          for (const { id } of conversations) came[Number.parseInt(id.slice(-12), 16)]++;
          mostHeap = Math.max(mostHeap, process.memoryUsage().heapUsed);
        }
        expect(came.every((times) => times === 1)).toBe(true);
        // A million of them would take some 5 GB; their ids, by which repetitions are known, take some 200 MB.
        expect(mostHeap - heapBefore).toBeLessThan(1e9);
        expectNothingLeft(server, 5);
      },
      { centre: crowd },
    );
  });
});

describe('a job', () => {
  const weekIds = idsBegun(FROM, WEEK.to);

  test('is waited for and read whole through 429, broken connections, half answers and no JSON in the middle', () =>
    withDetails(
      async (server) => {
        const clock = jumpingClock();
        server.inject({ path: JOBS, fault: { kind: 'reset' } });
        server.inject({ path: STATUS, method: 'GET', after: 1, times: 2, fault: status(429, { 'Retry-After': '7' }) });
        for (const fault of [{ kind: 'cut' }, { kind: 'truncated' }, { kind: 'invalid-json' }, status(503)] as const) {
          server.inject({ path: RESULTS, after: 3, fault });
        }
        expect(idsOf(await conversationsOf(server, WEEK, { clock })).toSorted()).toEqual(weekIds.toSorted());
        expect(clock.waits.slice(1, 3)).toEqual([1000, 1500]);
        expectNothingLeft(server, 1);
      },
      { detailJobs: { states: ['QUEUED', 'PENDING', 'A STATE TO COME', 'FULFILLED'], pageSizeMax: 40 } },
    ));

  test.each([400, 404])('whose cursor has expired (%i) is asked for anew, and nothing comes twice', (code) =>
    withDetails(async (server) => {
      server.inject({ path: RESULTS, after: 4, fault: status(code) });
      const parts = await partsOf(server, WEEK);
      const ids = parts.flatMap(({ conversations }) => idsOf(conversations));
      expect(ids.toSorted()).toEqual(weekIds.toSorted());
      expect(parts.at(-1)).toMatchObject({ count: weekIds.length, isLast: true });
      expectNothingLeft(server, 2);
    }, PAGES_OF_FORTY),
  );

  test('whose cursor expires each time is an error in the words of the service', () =>
    withDetails(async (server) => {
      server.inject({ path: /cursor=/, times: 3, fault: status(410) });
      await expect(conversationsOf(server, WEEK)).rejects.toMatchObject({
        exitCode: 6,
        message: expect.stringMatching(/page 2 of the conversations of 2026-03-10T09:30:00.000Z\/.*410/),
      });
      expectNothingLeft(server, 3);
    }, PAGES_OF_FORTY));

  test.each([
    ['FAILED', 'failed'],
    ['CANCELLED', 'was cancelled at the service'],
    ['EXPIRED', 'expired before its results were read'],
  ])('that ends as %s is an error with the reason, and is deleted', (state, words) =>
    withDetails(
      async (server) => {
        await expect(conversationsOf(server, WEEK)).rejects.toMatchObject({
          code: 'GCF-JOB',
          exitCode: 4,
          message: expect.stringMatching(
            new RegExp(
              `the conversations of 2026-03-10T09:30:00.000Z/2026-03-15T00:00:00.000Z: .*${words}: out of memory`,
            ),
          ),
        });
        expectNothingLeft(server, 1);
      },
      { detailJobs: { states: ['PENDING', state], errorMessage: 'out of memory' } },
    ),
  );

  test('that the service finds too long is asked for in halves', () =>
    withDetails(
      async (server) => {
        expect(idsOf(await conversationsOf(server, WEEK)).toSorted()).toEqual(weekIds.toSorted());
        expectNothingLeft(server, 4);
      },
      { detailJobs: { maxIntervalDays: 2 } },
    ));

  test('at whose results the service keeps failing is asked for in halves, and nothing comes twice', () =>
    withDetails(async (server) => {
      server.inject({ path: /cursor=/, times: 3, fault: status(500) });
      expect(idsOf(await conversationsOf(server, WEEK)).toSorted()).toEqual(weekIds.toSorted());
      expectNothingLeft(server, 3);
    }, PAGES_OF_FORTY));

  test('whose cursor leads in a circle is not read for ever', () =>
    withDetails(async (server) => {
      const circle = { kind: 'wrong-shape', body: { cursor: 'once more' } } as const;
      server.inject({ path: RESULTS, times: 2, fault: circle });
      await expect(conversationsOf(server, WEEK)).rejects.toMatchObject({
        message: expect.stringContaining('the cursor once more comes twice'),
      });
      expectNothingLeft(server, 1);
    }));

  test('is deleted when the consumer stops early', () =>
    withDetails(async (server) => {
      for await (const { count } of createPlatformDetails(testClient(server)).conversations(WEEK)) {
        if (count > 0) break;
      }
      expect(requestsOf(server, 'GET', RESULTS)).toHaveLength(1);
      expectNothingLeft(server, 1);
    }, PAGES_OF_FORTY));

  test('is deleted when the run is stopped while it is read', () =>
    withDetails(async (server) => {
      const run = new AbortController();
      const reading = (async () => {
        const details = createPlatformDetails(testClient(server, { signal: run.signal }));
        for await (const { count } of details.conversations(WEEK)) if (count > 0) run.abort(new Error('stopped'));
      })();
      await expect(reading).rejects.toThrow('stopped');
      expectNothingLeft(server, 1);
    }, PAGES_OF_FORTY));
});

const ended = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : ms / 1000);

/** By group and metric: how often and, of timers, how long in milliseconds. */
type Sums = Record<string, Record<string, { count: number; sum?: number }>>;

function emittedSums(conversations: readonly Conversation[], from: number, to: number): Sums {
  const sums: Sums = {};
  for (const { sessions } of conversations) {
    for (const { mediaType, queueIds, metrics } of sessions) {
      for (const { name, value, emittedAt } of metrics) {
        if (emittedAt < from || emittedAt >= to) continue;
        const key = [mediaType, ...queueIds].join(' ');
        const group = sums[key] ?? {};
        sums[key] = group;
        const before = group[name] ?? { count: 0 };
        group[name] = name.startsWith('n')
          ? { count: before.count + value }
          : { count: before.count + 1, sum: (before.sum ?? 0) + Math.round(value * 1000) };
      }
    }
  }
  return sums;
}

const METRICS =
  `nOffered tAnswered tAbandon tFlowOut tWait tAcd nOverSla tHandle tTalk tTalkComplete tHeld tHeldComplete tAcw tIvr
  nTransferred nBlindTransferred nConsultTransferred`.split(/\s+/);

/** What the aggregates of the same server say, asked without the code under test. */
async function aggregateSums(server: GenesysServer, interval: string): Promise<Sums> {
  const response = await fetch(`${server.apiUrl}/api/v2/analytics/conversations/aggregates/query`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${server.issueToken()}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ interval, groupBy: ['mediaType', 'queueId'], metrics: METRICS }),
  });
  const { results } = (await response.json()) as {
    results: {
      group: { mediaType: string; queueId?: string };
      data: { metrics: { metric: string; stats: { count: number; sum?: number } }[] }[];
    }[];
  };
  return Object.fromEntries(
    results.map(({ group: { mediaType, queueId }, data: [{ metrics }] }) => [
      [mediaType, ...(queueId === undefined ? [] : [queueId])].join(' '),
      Object.fromEntries(
        metrics.map(({ metric, stats: { count, sum } }) => [metric, sum === undefined ? { count } : { count, sum }]),
      ),
    ]),
  );
}
