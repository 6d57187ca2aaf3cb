import { describe, expect, test } from 'vitest';
import type { Routing, RoutingQuestion } from '../../../src/genesys/routing.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import { agent, QUEUE, SKILL } from '../../genesys-server/routing-centre.ts';
import { at } from '../dialler-server.ts';
import { centre, withRouting } from '../routing-server.ts';

const AGGREGATES = '/api/v2/analytics/conversations/aggregates/query';
const STATUSES = '/api/v2/analytics/users/aggregates/query';

/** All of the history: two weeks of half-hours. */
const everything: RoutingQuestion = {
  from: at('2026-03-02T00:00Z'),
  to: at('2026-03-16T00:00Z'),
  step: calendarStep('PT30M'),
  timeZone: 'UTC',
  queueIds: Object.values(QUEUE),
  agentIds: Array.from({ length: 12 }, (_, i) => agent(i + 1)),
};

const oneDay: RoutingQuestion = { ...everything, from: at('2026-03-03T00:00Z'), to: at('2026-03-04T00:00Z') };

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

const isSorted = (records: readonly { readonly intervalStart: number }[]): boolean =>
  records.every(({ intervalStart }, i) => i === 0 || (records[i - 1]?.intervalStart ?? 0) <= intervalStart);

describe('the demand of queues', () => {
  test('is what was simulated: counts, waits and handle times of each queue and set of skills', () =>
    withRouting(async (routing) => {
      const records = await all(routing.demand(everything));
      expect(isSorted(records)).toBe(true);
      for (const { queueId, skillIds } of [
        { queueId: QUEUE.orders, skillIds: [SKILL.orders] },
        { queueId: QUEUE.support, skillIds: [SKILL.technical, SKILL.french] },
        { queueId: QUEUE.billing, skillIds: [SKILL.invoices, SKILL.complaints] },
      ]) {
        const told = records.filter((one) => one.queueId === queueId && `${one.skillIds}` === `${skillIds.toSorted()}`);
        const true_ = centre.contacts.filter(
          ({ kind }) => kind.queueId === queueId && `${kind.skillIds}` === `${skillIds}`,
        );
        const answered = true_.flatMap(({ handling }) => handling ?? []);
        expect(sum(told, ({ offered }) => offered)).toBe(true_.length);
        expect(sum(told, (one) => one.answered)).toBe(answered.length);
        expect(sum(told, ({ abandoned }) => abandoned)).toBe(true_.length - answered.length);
        expect(sum(told, ({ handled }) => handled)).toBe(answered.length);
        expect(sum(told, ({ waits }) => waits)).toBe(true_.length);
        expect(sum(told, ({ waitSeconds }) => waitSeconds)).toBeCloseTo(
          sum(true_, ({ offeredMs, endMs }) => endMs - offeredMs) / 1000,
          3,
        );
        expect(sum(told, ({ handleSeconds }) => handleSeconds)).toBeCloseTo(
          sum(answered, ({ handleMs }) => handleMs) / 1000,
          3,
        );
        const inTime = true_.filter(({ handling, offeredMs, endMs }) => handling && endMs - offeredMs <= 20_000).length;
        expect(sum(told, ({ serviceLevelNumerator }) => serviceLevelNumerator)).toBe(inTime);
        expect(sum(told, ({ serviceLevelDenominator }) => serviceLevelDenominator)).toBe(true_.length);
      }
    }));

  test('counts a contact that asks for two skills once', () =>
    withRouting(async (routing, server) => {
      const records = await all(routing.demand(oneDay));
      const ofDay = centre.contacts.filter(
        ({ offeredMs }) => offeredMs >= oneDay.from * 1000 && offeredMs < oneDay.to * 1000,
      );
      expect(sum(records, ({ offered }) => offered)).toBe(ofDay.length);
      expect(server.requests.at(-1)?.body).toMatchObject({ flattenMultivaluedDimensions: true });
    }));

  test('is of one set of skills in whatever order the service joins them', () =>
    withRouting(async (routing, server) => {
      const interval = '2026-03-03T09:00:00.000Z/2026-03-03T09:30:00.000Z';
      const group = (requestedRoutingSkillId: string, count: number) => ({
        group: { queueId: QUEUE.orders, mediaType: 'voice', requestedRoutingSkillId },
        data: [{ interval, metrics: [{ metric: 'nOffered', stats: { count } }] }],
      });
      const body = { results: [group('b,a', 2), group('a, b', 3), group('', 4)] };
      server.inject({ path: AGGREGATES, fault: { kind: 'wrong-shape', body } });
      const records = await all(routing.demand(oneDay));
      expect(records.map(({ skillIds, offered }) => ({ skillIds, offered }))).toEqual([
        { skillIds: ['a', 'b'], offered: 5 },
        { skillIds: [], offered: 4 },
      ]);
    }));
});

describe('the work of agents', () => {
  test('is what was simulated, to the millisecond, for every agent, queue and set of skills', () =>
    withRouting(async (routing) => {
      const records = await all(routing.work(everything));
      expect(isSorted(records)).toBe(true);
      for (const agentId of everything.agentIds) {
        const told = records.filter((one) => one.agentId === agentId);
        const handlings = centre.contacts.flatMap(({ handling }) => (handling?.agentId === agentId ? [handling] : []));
        expect(sum(told, ({ handled }) => handled)).toBe(handlings.length);
        expect(sum(told, ({ handleSeconds }) => handleSeconds)).toBeCloseTo(
          sum(handlings, ({ handleMs }) => handleMs) / 1000,
          3,
        );
        expect(sum(told, ({ notResponding }) => notResponding)).toBe(
          sum(centre.contacts, ({ unanswered }) => unanswered.filter((ring) => ring.agentId === agentId).length),
        );
      }
    }));

  test('is also that for queues that were not asked for', () =>
    withRouting(async (routing) => {
      const records = await all(routing.work({ ...oneDay, queueIds: [QUEUE.billing], agentIds: [agent(5)] }));
      expect(new Set(records.map(({ queueId }) => queueId))).toEqual(new Set([QUEUE.support]));
    }));

  test('leaves out direct calls, which no queue has sent', () =>
    withRouting(async (routing, server) => {
      const interval = '2026-03-03T09:00:00.000Z/2026-03-03T09:30:00.000Z';
      const metrics = [{ metric: 'tHandle', stats: { count: 1, sum: 60_000 } }];
      const body = { results: [{ group: { userId: agent(1), mediaType: 'voice' }, data: [{ interval, metrics }] }] };
      server.inject({ path: AGGREGATES, fault: { kind: 'wrong-shape', body } });
      expect(await all(routing.work(oneDay))).toEqual([]);
    }));
});

describe('the time of agents on queue', () => {
  test('has no record of an interval without any, and holds the work', () =>
    withRouting(async (routing) => {
      const records = await all(routing.presence(everything));
      expect(isSorted(records)).toBe(true);
      expect(records.every(({ onQueueSeconds }) => onQueueSeconds > 0 && onQueueSeconds <= 1800)).toBe(true);
      for (const agentId of everything.agentIds) {
        const busyMs = sum(centre.contacts, ({ handling }) => (handling?.agentId === agentId ? handling.handleMs : 0));
        const onQueueSeconds = sum(records, (one) => (one.agentId === agentId ? one.onQueueSeconds : 0));
        expect(busyMs / 1000).toBeLessThan(onQueueSeconds);
        expect(busyMs / 1000).toBeGreaterThan(0.1 * onQueueSeconds);
      }
    }));
});

describe('records of the routing', () => {
  const kinds: readonly [string, string, (routing: Routing) => AsyncIterable<unknown>][] = [
    ['demand', AGGREGATES, (routing) => routing.demand(everything)],
    ['work', AGGREGATES, (routing) => routing.work(everything)],
    ['presence', STATUSES, (routing) => routing.presence(everything)],
  ];

  test.each(kinds)('of %s come whole in spite of faults, in the pieces that the service takes', (_, path, ask) =>
    withRouting(
      async (routing, server) => {
        const records = await all(ask(routing));
        server.inject({ path, fault: { kind: 'status', status: 503 } });
        server.inject({ path, fault: { kind: 'reset' } });
        expect(await all(ask(routing))).toEqual(records);
        expect(records.length).toBeGreaterThan(0);
      },
      { limits: { maxIntervalDays: 4 } },
    ),
  );

  test.each(kinds)('of %s that stay away are a failure that says how far it got: exit code 4', (_, path, ask) =>
    withRouting(async (routing, server) => {
      // Four parts are fetched at a time, of which two are asked for; the first is answered.
      server.inject({ path, after: 1, times: Number.POSITIVE_INFINITY, fault: { kind: 'status', status: 503 } });
      await expect(all(ask(routing))).rejects.toMatchObject({
        exitCode: 4,
        message: expect.stringMatching(/stopped after [01] of 2 parts/),
      });
    }),
  );

  test.each(kinds)('of %s that was not asked for break the contract: exit code 6', (_, path, ask) =>
    withRouting(async (routing, server) => {
      const body = { results: [{ group: { userId: 'somebody', queueId: 'some-queue' }, data: [] }] };
      server.inject({ path, fault: { kind: 'wrong-shape', body } });
      await expect(all(ask(routing))).rejects.toMatchObject({ exitCode: 6 });
    }),
  );

  test.each([
    ['demand', 'analytics:conversationAggregate:view'],
    ['work', 'analytics:conversationAggregate:view'],
    ['presence', 'analytics:userAggregate:view'],
  ] as const)('of %s need the permission %s, which is named: exit code 3', (kind, permission) =>
    withRouting(
      async (routing) => {
        await expect(all<unknown>(routing[kind](oneDay))).rejects.toMatchObject({
          exitCode: 3,
          hint: expect.stringContaining(permission),
        });
      },
      { permissions: [] },
    ),
  );

  test('of nobody are none, without a request', () =>
    withRouting(async (routing, server) => {
      const nobody = { ...oneDay, queueIds: [], agentIds: [] };
      for (const kind of ['demand', 'work', 'presence'] as const) {
        expect(await all<unknown>(routing[kind](nobody))).toEqual([]);
      }
      expect(server.requests).toEqual([]);
    }));
});
