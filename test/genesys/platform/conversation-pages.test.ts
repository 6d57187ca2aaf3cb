import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DetailFilter, DetailQuestion } from '../../../src/genesys/details.ts';
import { ask } from '../../genesys-server/asking.ts';
import { conversationCentre } from '../../genesys-server/conversation-centre.ts';
import type { GenesysServer } from '../../genesys-server/server.ts';
import { sampleSize } from '../../support/sample-size.ts';
import {
  at,
  centre,
  conversationsOf,
  idsBegun,
  idsOf,
  known,
  PRESENT,
  partsOf,
  withDetails,
} from '../detail-server.ts';

const QUERY = '/api/v2/analytics/conversations/details/query';
const FROM = at('2026-03-10T09:30Z');
const TO = at('2026-03-11T15:00Z');
const QUESTION: DetailQuestion = { from: FROM, to: TO, selection: 'begun' };

const status = (code: number, headers: Record<string, string> = {}) =>
  ({ kind: 'status', status: code, headers }) as const;

interface Asked {
  readonly interval: string;
  readonly paging: { readonly pageNumber: number; readonly pageSize: number };
}

const asked = (server: GenesysServer): Asked[] =>
  server.requests.filter(({ path }) => path === QUERY).map(({ body }) => body as Asked);

describe('conversations of a short range', () => {
  test('are all that began in it, each once, and no job is asked for', () =>
    withDetails(async (server) => {
      const conversations = await conversationsOf(server, QUESTION);
      expect(idsOf(conversations).toSorted()).toEqual(idsBegun(FROM, TO).toSorted());
      expect(conversations.length).toBeGreaterThan(60);
      expect(server.requests.every(({ path }) => path === QUERY)).toBe(true);
    }));

  test('come by days in UTC, in pages of 100 with the order that the service keeps', () =>
    withDetails(async (server) => {
      await conversationsOf(server, QUESTION);
      const pages = asked(server).map(({ interval, paging }) => [interval, paging.pageSize, paging.pageNumber]);
      expect(pages.toSorted()).toEqual([
        ['2026-03-10T09:30:00.000Z/2026-03-11T00:00:00.000Z', 100, 1],
        ['2026-03-11T00:00:00.000Z/2026-03-11T15:00:00.000Z', 100, 1],
      ]);
      expect(asked(server)[0]).toMatchObject({ order: 'asc', orderBy: 'conversationStart' });
    }));

  test('come in parts that know their stretch, how many came, and which is the last', () =>
    withDetails(async (server) => {
      const parts = await partsOf(server, QUESTION);
      for (const from of [FROM, at('2026-03-11')]) {
        const ofStretch = parts.filter((part) => part.from === from);
        const counts = ofStretch.map(({ conversations }) => conversations.length);
        expect(ofStretch.map(({ count }) => count)).toEqual(counts.map((_, i) => sum(counts.slice(0, i + 1))));
        expect(ofStretch.map(({ isLast }) => isLast)).toEqual(counts.map((_, i) => i === counts.length - 1));
        expect(ofStretch.at(-1)?.count).toBe(idsBegun(from, ofStretch[0].to).length);
      }
      expect(parts.map(({ to }) => to)).toContain(TO);
    }));

  test('are in the order of the question within a part', () =>
    withDetails(async (server) => {
      for (const [order, sign] of [
        ['ascending', 1],
        ['descending', -1],
      ] as const) {
        const parts = await partsOf(server, { ...QUESTION, order });
        const starts = parts.map(({ conversations }) => conversations.map(({ start }) => sign * start));
        expect(starts).toEqual(starts.map((one) => one.toSorted((a, b) => a - b)));
      }
      expect(asked(server).map((body) => 'order' in body && body.order)).toContain('desc');
    }));

  test('of a time without any are one empty part', () =>
    withDetails(async (server) => {
      const from = at('2025-06-01');
      const question: DetailQuestion = { from, to: from + 3600, selection: 'begun' };
      expect(await partsOf(server, question)).toEqual([
        { from, to: from + 3600, conversations: [], count: 0, isLast: true },
      ]);
    }));

  test('of a range that does not end after it starts are a mistake of the caller', () =>
    withDetails(async (server) => {
      await expect(partsOf(server, { ...QUESTION, to: FROM })).rejects.toThrow(RangeError);
    }));

  test('are those of the range alone where the service gives whole days', () =>
    withDetails(async (server) => {
      const body = { interval: '2026-03-10T00:00:00.000Z/2026-03-11T00:00:00.000Z' };
      const day = await ask(server, QUERY, { ...body, paging: { pageSize: 100, pageNumber: 1 } });
      server.inject({ path: QUERY, fault: { kind: 'wrong-shape', body: await day.json() } });
      const question: DetailQuestion = { from: FROM, to: FROM + 6 * 3600, selection: 'begun' };
      expect(idsOf(await conversationsOf(server, question)).toSorted()).toEqual(
        idsBegun(question.from, question.to).toSorted(),
      );
    }));

  test('are those of its two parts, wherever it is cut', () =>
    withDetails(async (server) => {
      const length = 6 * 3600;
      const cuts = fc.tuple(fc.integer({ min: 0, max: 20 * 86_400 - length }), fc.integer({ min: 1, max: length - 1 }));
      const begun = async (from: number, to: number) =>
        idsOf(await conversationsOf(server, { from, to, selection: 'begun' }));
      await fc.assert(
        fc.asyncProperty(cuts, async ([offset, cut]) => {
          const from = PRESENT - 20 * 86_400 + offset;
          const parts = [...(await begun(from, from + cut)), ...(await begun(from + cut, from + length))];
          expect(parts.toSorted()).toEqual((await begun(from, from + length)).toSorted());
        }),
        { numRuns: sampleSize(5, 200) },
      );
    }));

  test('are not read for ever from a service that repeats its pages', () =>
    withDetails(async (server) => {
      const first = await ask(server, QUERY, {
        interval: '2026-03-10T09:30:00.000Z/2026-03-12T09:30:00.000Z',
        paging: { pageSize: 100, pageNumber: 1 },
      });
      server.inject({ path: QUERY, times: 2, fault: { kind: 'wrong-shape', body: await first.json() } });
      await expect(conversationsOf(server, { ...QUESTION, to: at('2026-03-11') })).rejects.toMatchObject({
        code: 'GCF-CONTRACT',
        message: expect.stringMatching(/page 2 of .* repeats earlier ones/),
      });
    }));
});

describe('what is told of a conversation', () => {
  test('is what the centre knows, in seconds, without persons', () =>
    withDetails(async (server) => {
      const byId = new Map((await conversationsOf(server, QUESTION)).map((one) => [one.id, one]));
      for (const truth of known.filter(({ id }) => byId.has(id))) {
        const told = byId.get(truth.id);
        expect(told).toMatchObject({
          start: truth.startMs / 1000,
          ...(truth.endMs === undefined ? {} : { end: truth.endMs / 1000 }),
          originatingDirection: truth.originatingDirection,
          divisionIds: truth.divisionIds,
        });
        expect(told?.sessions).toEqual(
          truth.participants.map(({ id, purpose, userId, session: { mediaType, direction, metrics, segments } }) => ({
            id: `5e55${id.slice(4)}`,
            purpose,
            ...(userId === undefined ? {} : { userId }),
            mediaType,
            direction,
            queueIds: [...new Set(segments.flatMap(({ queueId }) => queueId ?? []))],
            requestedSkillIds: [...new Set(segments.flatMap(({ skillIds }) => skillIds ?? []))],
            ...Object.fromEntries(
              segments.flatMap(({ languageId }) => (languageId ? [['requestedLanguageId', languageId]] : [])),
            ),
            wrapUpCodeIds: [...new Set(segments.flatMap(({ wrapUpCode }) => wrapUpCode ?? []))],
            ...Object.fromEntries(
              segments.flatMap(({ disconnectType }) => (disconnectType ? [['disconnectType', disconnectType]] : [])),
            ),
            metrics: metrics.map(({ name, value, emitMs }) => ({
              name,
              value: name.startsWith('t') ? value / 1000 : value,
              emittedAt: emitMs / 1000,
            })),
            segments: segments.map((segment) => ({
              type: segment.type,
              start: segment.startMs / 1000,
              ...(segment.endMs === undefined ? {} : { end: segment.endMs / 1000 }),
              ...(segment.queueId === undefined ? {} : { queueId: segment.queueId }),
              ...(segment.wrapUpCode === undefined ? {} : { wrapUpCodeId: segment.wrapUpCode }),
              ...(segment.disconnectType === undefined ? {} : { disconnectType: segment.disconnectType }),
            })),
          })),
        );
      }
      expect(JSON.stringify([...byId.values()])).not.toMatch(/tel:|Agent /);
    }));

  test('names who handed on, when, from which queue and how', () =>
    withDetails(async (server) => {
      const conversations = await conversationsOf(server, QUESTION);
      const transfers = conversations.flatMap((one) => one.transfers.map((transfer) => ({ id: one.id, ...transfer })));
      const expected = known
        .filter(({ startMs }) => startMs >= FROM * 1000 && startMs < TO * 1000)
        .flatMap(({ id, participants }) =>
          participants.flatMap(({ userId, session: { metrics, segments } }) =>
            metrics
              .filter(({ name }) => name === 'nTransferred')
              .map(({ emitMs }) => ({
                id,
                at: emitMs / 1000,
                kind: metrics.some(({ name }) => name === 'nBlindTransferred') ? 'blind' : 'consult',
                userId,
                fromQueueId: segments[0].queueId,
              })),
          ),
        );
      expect(new Set(transfers)).toEqual(new Set(expected));
      expect(new Set(transfers.map(({ kind }) => kind))).toEqual(new Set(['blind', 'consult']));
    }));

  test('has no end while it runs, and none of the metrics to come', () =>
    withDetails(async (server) => {
      const from = PRESENT - 86_400;
      const conversations = await conversationsOf(server, { from, to: PRESENT, selection: 'begun' });
      const running = known.filter(({ startMs, endMs }) => startMs >= from * 1000 && endMs === undefined);
      expect(idsOf(conversations.filter(({ end }) => end === undefined)).toSorted()).toEqual(
        running.map(({ id }) => id).toSorted(),
      );
      expect(running.length).toBeGreaterThan(2);
      expect(Math.max(...conversations.flatMap(emissions))).toBeLessThanOrEqual(PRESENT);
    }));

  test('holds telephone numbers only when they are asked for', () =>
    withDetails(async (server) => {
      const question = { ...QUESTION, to: FROM + 4 * 3600 };
      const numbers = (await conversationsOf(server, { ...question, withAddresses: true })).flatMap(({ sessions }) =>
        sessions.flatMap(({ addresses }) => addresses?.ani ?? []),
      );
      expect(numbers.length).toBeGreaterThan(2);
      expect(numbers.every((one) => /^tel:\+1555\d{7}$/.test(one))).toBe(true);
    }));
});

describe('filters', () => {
  const [billing, sales] = centre.queues;
  const voiceOfTwoQueues: DetailFilter = {
    type: 'and',
    clauses: [
      {
        type: 'or',
        predicates: [billing, sales].map(({ id }) => ({ dimension: 'queueId', operator: 'matches', value: id })),
      },
    ],
    predicates: [
      { dimension: 'mediaType', operator: 'matches', value: 'voice' },
      { dimension: 'requestedLanguageId', operator: 'exists' },
    ],
  };
  const longHandled: DetailFilter = {
    type: 'and',
    predicates: [
      { dimension: 'originatingDirection', operator: 'matches', value: 'inbound' },
      { metric: 'tHandle', operator: 'matches', range: { gte: 200.5, lt: 900 } },
    ],
  };

  test('in two levels reach the service in its own words and units', () =>
    withDetails(async (server) => {
      const conversations = await conversationsOf(server, {
        ...QUESTION,
        conversationFilters: [longHandled],
        segmentFilters: [voiceOfTwoQueues],
      });
      const expected = known.filter(
        ({ startMs, originatingDirection, participants }) =>
          startMs >= FROM * 1000 &&
          startMs < TO * 1000 &&
          originatingDirection === 'inbound' &&
          participants.some(({ session }) =>
            session.metrics.some(({ name, value }) => name === 'tHandle' && value >= 200_500 && value < 900_000),
          ) &&
          participants.some(({ session }) =>
            session.segments.some(
              ({ queueId, languageId }) =>
                session.mediaType === 'voice' &&
                (queueId === billing.id || queueId === sales.id) &&
                languageId !== undefined,
            ),
          ),
      );
      expect(expected.length).toBeGreaterThan(5);
      expect(idsOf(conversations).toSorted()).toEqual(expected.map(({ id }) => id).toSorted());
    }));

  test('that something does not exist are passed on', () =>
    withDetails(async (server) => {
      const noEnd: DetailFilter = {
        type: 'and',
        predicates: [{ dimension: 'conversationEnd', operator: 'notExists' }],
      };
      const question: DetailQuestion = { from: PRESENT - 86_400, to: PRESENT, selection: 'begun' };
      const running = await conversationsOf(server, { ...question, conversationFilters: [noEnd] });
      expect(running.every(({ end }) => end === undefined)).toBe(true);
      expect(running.length).toBe(
        (await conversationsOf(server, question)).filter(({ end }) => end === undefined).length,
      );
    }));
});

describe('many pages', () => {
  const start = Date.UTC(2026, 2, 2);
  const busy = (count: number) => conversationCentre({ seed: 3, count, startMs: start, presentMs: start + 86_400_000 });
  const day: DetailQuestion = { from: start / 1000, to: start / 1000 + 86_400, selection: 'begun' };
  const idsIn = ({ details: { source } }: ReturnType<typeof busy>) =>
    Array.from({ length: source.count }, (_, i) => source.at(i).id);

  test('come whole when the seventh of twenty is refused, cut off, broken, no JSON and refused again', () => {
    const centre = busy(1_950);
    return withDetails(
      async (server) => {
        for (const fault of [
          status(429, { 'Retry-After': '3' }),
          { kind: 'cut' },
          { kind: 'truncated' },
          { kind: 'invalid-json' },
          status(503),
        ] as const) {
          server.inject({ path: QUERY, after: 6, fault });
        }
        expect(idsOf(await conversationsOf(server, day)).toSorted()).toEqual(idsIn(centre));
        const pages = asked(server).map(({ paging }) => paging.pageNumber);
        expect(pages).toEqual([1, 2, 3, 4, 5, 6, ...Array(6).fill(7), ...Array.from({ length: 13 }, (_, i) => i + 8)]);
      },
      { centre },
    );
  });

  test('come whole when the service fails at one of them until less is asked for', () => {
    const centre = busy(250);
    return withDetails(
      async (server) => {
        // 503 is tried five times more before the day is halved.
        server.inject({ path: QUERY, after: 2, times: 6, fault: status(503) });
        expect(idsOf(await conversationsOf(server, day)).toSorted()).toEqual(idsIn(centre));
        expect([...new Set(asked(server).map(({ interval }) => interval))]).toEqual([
          '2026-03-02T00:00:00.000Z/2026-03-03T00:00:00.000Z',
          '2026-03-02T00:00:00.000Z/2026-03-02T12:00:00.000Z',
          '2026-03-02T12:00:00.000Z/2026-03-03T00:00:00.000Z',
        ]);
      },
      { centre },
    );
  });

  test('that are more than pages show are asked for in halves', () => {
    const centre = busy(250);
    return withDetails(
      async (server) => {
        expect(idsOf(await conversationsOf(server, day)).toSorted()).toEqual(idsIn(centre));
        expect(asked(server).filter(({ paging }) => paging.pageNumber > 2).length).toBeGreaterThan(0);
      },
      { centre, limits: { resultWindow: 200 } },
    );
  });
});

describe('a page that fails', () => {
  const hour: DetailQuestion = { from: FROM, to: FROM + 3600, selection: 'begun' };

  test('for good at an hour is an error that names page and range', () =>
    withDetails(async (server) => {
      server.inject({ path: QUERY, times: 6, fault: status(503) });
      await expect(conversationsOf(server, hour)).rejects.toMatchObject({
        exitCode: 4,
        message: expect.stringMatching(
          /page 1 of the conversations of 2026-03-10T09:30:00.000Z\/2026-03-10T10:30:00.000Z.*503.*refused even for an hour/,
        ),
      });
    }));

  test('by silence is asked for again', () =>
    withDetails(async (server) => {
      server.inject({ path: QUERY, fault: { kind: 'silence' } });
      expect(idsOf(await conversationsOf(server, hour, { timeoutMs: 200 })).toSorted()).toEqual(
        idsBegun(FROM, FROM + 3600).toSorted(),
      );
    }));

  test('in a way that less does not help is final at once', () =>
    withDetails(async (server) => {
      server.inject({ path: QUERY, fault: status(403) });
      await expect(conversationsOf(server, hour)).rejects.toMatchObject({
        exitCode: 3,
        hint: expect.stringContaining('analytics:conversationDetail:view'),
      });
      expect(server.requests).toHaveLength(1);
    }));

  test.each([
    ['has another shape', { conversations: [{ conversationId: 'c' }] }, 'conversationStart'],
    [
      'has a time without its offset',
      conversationWith({ conversationStart: '2026-03-10T10:00:00' }),
      'conversationStart',
    ],
    ['has a metric without its time', conversationWith({}, { name: 'nOffered', value: 1 }), 'emitDate'],
    [
      'has a metric without its value',
      conversationWith({}, { name: 'tAcw', emitDate: '2026-03-10T10:00:00Z' }),
      'value',
    ],
  ])('because it %s breaks the contract', (_, body, field) =>
    withDetails(async (server) => {
      server.inject({ path: QUERY, fault: { kind: 'wrong-shape', body } });
      await expect(conversationsOf(server, hour)).rejects.toMatchObject({
        code: 'GCF-CONTRACT',
        exitCode: 6,
        message: expect.stringMatching(new RegExp(`page 1 of the conversations of .*${field}`)),
      });
    }),
  );

  test('by ending before the announced total is a gap, not an end', () =>
    withDetails(async (server) => {
      server.inject({ path: QUERY, fault: { kind: 'wrong-shape', body: { totalHits: 3 } } });
      await expect(conversationsOf(server, hour)).rejects.toMatchObject({
        code: 'GCF-CONTRACT',
        message: expect.stringContaining('the pages end after 0 of 3 conversations'),
      });
    }));

  test('by announcing more than pages show leads to halves, down to an hour', () =>
    withDetails(async (server) => {
      const many = { kind: 'wrong-shape', body: { conversations: [], totalHits: 100_001 } } as const;
      server.inject({ path: QUERY, times: 2, fault: many });
      const question = { ...hour, to: FROM + 4 * 3600 };
      expect(idsOf(await conversationsOf(server, question)).toSorted()).toEqual(
        idsBegun(FROM, FROM + 4 * 3600).toSorted(),
      );
      server.inject({ path: QUERY, fault: many });
      await expect(conversationsOf(server, hour)).rejects.toMatchObject({
        code: 'GCF-RESULT-WINDOW',
        exitCode: 5,
        message: expect.stringContaining('refused even for an hour'),
      });
    }));
});

function conversationWith(fields: object, metric?: object) {
  const session = { sessionId: 's', metrics: metric === undefined ? [] : [metric] };
  const whole = { conversationId: 'c', conversationStart: '2026-03-10T10:00:00Z', ...fields };
  return { conversations: [{ ...whole, participants: [{ purpose: 'acd', sessions: [session] }] }] };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

const emissions = ({ sessions }: Awaited<ReturnType<typeof conversationsOf>>[number]): number[] =>
  sessions.flatMap(({ metrics }) => metrics.map(({ emittedAt }) => emittedAt));
