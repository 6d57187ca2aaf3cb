import { describe, expect, test } from 'vitest';
import type { Client } from '../../../src/genesys/client.ts';
import type { OutboundQuestion } from '../../../src/genesys/dialler.ts';
import { createPlatformDialler } from '../../../src/genesys/platform/platform-dialler.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import type { OutboundCall } from '../../genesys-server/centre.ts';
import { at, campaignNamed, centre, withDialler } from '../dialler-server.ts';
import { collected } from '../small-centre.ts';

const AGGREGATES = '/api/v2/analytics/conversations/aggregates/query';
const ZONE = 'Europe/Berlin';
const SPRING = campaignNamed('Spring Offers');
const BILLS = campaignNamed('Overdue Bills');

/** Friday to Monday in Berlin, over the change of clocks. */
const weekend: OutboundQuestion = {
  from: at('2026-03-27T00:00+01:00'),
  to: at('2026-03-31T00:00+02:00'),
  step: calendarStep('PT1H'),
  timeZone: ZONE,
  campaignIds: [SPRING.id],
};

const historyOf = (client: Client, question: OutboundQuestion) =>
  collected(createPlatformDialler(client).outboundHistory(question));

/** Counted call by call, by hours since the epoch: not by the code under test, and not by the server's sums. */
function countedByHour(calls: readonly OutboundCall[]) {
  const counts = new Map<
    number,
    { attempted: number; connected: number; abandoned: number; handled: number; handleMs: number }
  >();
  const hourOf = (ms: number) => {
    const start = Math.floor(ms / 3_600_000) * 3600;
    const hour = counts.get(start) ?? { attempted: 0, connected: 0, abandoned: 0, handled: 0, handleMs: 0 };
    counts.set(start, hour);
    return hour;
  };
  for (const { startMs, ringMs, isAnswered, handling } of calls) {
    hourOf(startMs).attempted++;
    if (!isAnswered) continue;
    hourOf(startMs + ringMs).connected++;
    if (handling === undefined) {
      hourOf(startMs + ringMs + 2000).abandoned++;
      continue;
    }
    const handleMs = handling.talkMs + handling.acwMs;
    const end = hourOf(handling.startMs + handleMs);
    end.handled++;
    end.handleMs += handleMs;
  }
  return counts;
}

describe('outbound history', () => {
  test('has what happened to the calls, hour by hour, and nothing for hours in which nothing did', () =>
    withDialler(async (client) => {
      const records = await historyOf(client, weekend);
      const counted = countedByHour(centre.outbound.calls(SPRING.id, weekend.from * 1000, weekend.to * 1000));
      expect(records).toEqual(
        [...counted]
          .sort(([a], [b]) => a - b)
          .map(([intervalStart, { handleMs, ...counts }]) => ({
            intervalStart,
            intervalEnd: intervalStart + 3600,
            campaignId: SPRING.id,
            ...counts,
            handleSeconds: handleMs / 1000,
          })),
      );
      // Berlin's Sunday is closed, and so are its nights: 9 to 18 on Friday and Monday, 10 to 14 on Saturday.
      const dialled = records.filter(({ attempted }) => attempted > 0).map(({ intervalStart }) => intervalStart);
      const hours = (from: string, many: number) => Array.from({ length: many }, (_, i) => at(from) + 3600 * i);
      expect(dialled).toEqual([
        ...hours('2026-03-27T09:00+01:00', 9),
        ...hours('2026-03-28T10:00+01:00', 4),
        ...hours('2026-03-30T09:00+02:00', 9),
      ]);
    }));

  test('keeps what ended after the last attempt: work on it is no attempt, and its answer rate is not 0', () =>
    withDialler(async (client) => {
      const late = (await historyOf(client, weekend)).filter(({ attempted }) => attempted === 0);
      expect(late.length).toBeGreaterThan(0);
      expect(late.every(({ handled, handleSeconds }) => handled > 0 && handleSeconds > 0)).toBe(true);
    }));

  test('by quarters of an hour adds up to the hours', () =>
    withDialler(async (client) => {
      const quarters = await historyOf(client, { ...weekend, step: calendarStep('PT15M') });
      const hours = await historyOf(client, weekend);
      for (const { intervalStart, intervalEnd, attempted, handleSeconds } of hours) {
        const within = quarters.filter((one) => one.intervalStart >= intervalStart && one.intervalEnd <= intervalEnd);
        expect(within.reduce((sum, one) => sum + one.attempted, 0)).toBe(attempted);
        expect(within.reduce((sum, one) => sum + one.handleSeconds, 0)).toBeCloseTo(handleSeconds, 6);
      }
      expect(quarters.length).toBeGreaterThan(hours.length);
    }));

  test('of several campaigns tells them apart, and asks for no other', () =>
    withDialler(async (client) => {
      const both = await historyOf(client, { ...weekend, campaignIds: [SPRING.id, BILLS.id, SPRING.id] });
      const spring = await historyOf(client, weekend);
      expect(both.filter(({ campaignId }) => campaignId === SPRING.id)).toEqual(spring);
      expect(new Set(both.map(({ campaignId }) => campaignId))).toEqual(new Set([SPRING.id, BILLS.id]));
      const starts = both.map(({ intervalStart }) => intervalStart);
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    }));

  test('of no campaign asks nothing', () =>
    withDialler(async (client, server) => {
      expect(await historyOf(client, { ...weekend, campaignIds: [] })).toEqual([]);
      expect(server.requests).toEqual([]);
    }));

  test('of a campaign that never dialled is empty', () =>
    withDialler(async (client) => {
      const campaignIds = ['99999999-0000-4000-8000-000000000000'];
      expect(await historyOf(client, { ...weekend, campaignIds })).toEqual([]);
    }));
});

describe('outbound history comes out whole', () => {
  /** More than a week, which is as much as one query takes. */
  const nineDays = { ...weekend, from: at('2026-03-22T00:00+01:00'), step: calendarStep('PT15M') };

  test.each([
    ['too many requests', { kind: 'status', status: 429, headers: { 'Retry-After': '1' } }],
    ['an unwell service', { kind: 'status', status: 503 }],
    ['broken connections', { kind: 'reset' }],
    ['half answers', { kind: 'truncated' }],
  ] as const)('in spite of %s', (_, fault) =>
    withDialler(async (client, server) => {
      const expected = await historyOf(client, nineDays);
      server.inject({ path: AGGREGATES, times: 2, fault });
      expect(await historyOf(client, nineDays)).toEqual(expected);
    }),
  );

  test('when the service takes only two days at a time', () =>
    withDialler(
      async (client, server) => {
        const records = await historyOf(client, weekend);
        expect(records.filter(({ attempted }) => attempted > 0)).toHaveLength(22);
        expect(server.requests.some(({ status }) => status === 400)).toBe(true);
      },
      { limits: { maxIntervalDays: 2 } },
    ));

  test('or fails, saying how far it got: exit code 4', () =>
    withDialler(async (client, server) => {
      server.inject({ path: AGGREGATES, after: 1, times: Number.POSITIVE_INFINITY, fault: { kind: 'reset' } });
      await expect(historyOf(client, nineDays)).rejects.toMatchObject({
        exitCode: 4,
        message: expect.stringMatching(/outbound history.*stopped after [01] of 2 parts/),
      });
    }));

  test('by jobs when it would take very many queries', () =>
    withDialler(async (client, server) => {
      const campaignIds = Array.from({ length: 1500 }, (_, i) => `${i}`);
      const from = at('2026-02-02T00:00+01:00');
      const range = { from, to: at('2026-03-09T00:00+01:00'), step: calendarStep('PT15M'), timeZone: ZONE };
      await historyOf(client, { ...range, campaignIds });
      expect(server.requests.filter(({ path }) => path === AGGREGATES)).toEqual([]);
      expect(server.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/jobs'))).toHaveLength(
        15,
      );
    }));

  test('and a group that was not asked for is not taken: exit code 6', () =>
    withDialler(async (client, server) => {
      const group = { outboundCampaignId: 'somebody else' };
      server.inject({ path: AGGREGATES, fault: { kind: 'wrong-shape', body: { results: [{ group, data: [] }] } } });
      await expect(historyOf(client, weekend)).rejects.toMatchObject({
        exitCode: 6,
        message: expect.stringContaining('somebody else'),
      });
    }));

  test('and without the permission: exit code 3, naming it', () =>
    withDialler(
      async (client) => {
        await expect(historyOf(client, weekend)).rejects.toMatchObject({
          exitCode: 3,
          hint: expect.stringContaining('analytics:conversationAggregate:view'),
        });
      },
      { permissions: [] },
    ));
});
