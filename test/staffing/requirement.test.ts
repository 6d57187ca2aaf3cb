import { expect, test } from 'vitest';
import type { ServiceLevelDefinition } from '../../src/series/service-level.ts';
import type { Demand } from '../../src/staffing/demand.ts';
import { serviceLevelA } from '../../src/staffing/erlang-a.ts';
import { requiredAgentsA, requiredAgentsC } from '../../src/staffing/requirement.ts';
import type { Targets } from '../../src/staffing/targets.ts';
import { sampleSize } from '../support/sample-size.ts';
import { halfHour, stableA } from './queues.ts';
import { logUniform, uniform } from './random.ts';

const CASES = sampleSize(20_000, 100_000);

import { demandOf, reference } from './reference.ts';

/** Leaves out what the reference row leaves out. */
function targetsOf(row: (typeof reference.required)[number]): Targets {
  return {
    ...(row.targetServiceLevel !== null && row.targetS !== null
      ? { serviceLevel: { fraction: row.targetServiceLevel, withinSeconds: row.targetS } }
      : {}),
    ...(row.maxOccupancy === null ? {} : { maxOccupancyFraction: row.maxOccupancy }),
    ...(row.targetAsaS === null ? {} : { maxAsaSeconds: row.targetAsaS }),
  };
}

test.each(reference.required)('Erlang C: the reference count of $out.agents agents for $out.load Erlangs', (row) => {
  expect(requiredAgentsC(demandOf(row), targetsOf(row))).toBe(row.out.agents);
});

test.each(reference.requiredErlangA)('Erlang A: the reference count of $out.agents agents', (row) => {
  const targets = {
    serviceLevel: { fraction: row.targetServiceLevelOffered, withinSeconds: row.targetS },
    ...(row.maxAbandonment === null ? {} : { maxAbandonedFraction: row.maxAbandonment }),
  };
  expect(requiredAgentsA(demandOf(row), row.patienceS, targets)).toBe(row.out.agents);
});

/** Counts up from one agent by the textbook recurrence of Erlang B and plain formulas; shares nothing with the search. */
function slowSearch(demand: Demand, targets: Targets): number {
  const load = (demand.contactsPerInterval * demand.ahtSeconds) / demand.intervalSeconds;
  const { serviceLevel, maxAsaSeconds, maxOccupancyFraction } = targets;
  let blocking = 1;
  for (let agents = 1; ; agents++) {
    blocking = (load * blocking) / (agents + load * blocking);
    if (agents <= load) continue;
    if (maxOccupancyFraction !== undefined && load / agents > maxOccupancyFraction) continue;
    const wait = (agents * blocking) / (agents - load * (1 - blocking));
    const pace = (agents - load) / demand.ahtSeconds;
    if (serviceLevel && 1 - wait * Math.exp(-pace * serviceLevel.withinSeconds) < serviceLevel.fraction) continue;
    if (maxAsaSeconds !== undefined && wait / pace > maxAsaSeconds) continue;
    return agents;
  }
}

test(`Erlang C: ${CASES.toLocaleString('en')} random cases of all target kinds, 0.05 to 20,000 Erlangs, equal a slow independent search`, () => {
  const next = uniform(5);
  const different: unknown[] = [];
  for (let i = 0; i < CASES; i++) {
    const aht = logUniform(next, 5, 5000);
    const demand = halfHour((logUniform(next, 0.05, 20_000) * 1800) / aht, aht);
    const kinds = 1 + Math.floor(7 * next());
    const targets: Targets = {
      ...(kinds & 1 ? { serviceLevel: { fraction: 0.02 + 0.97 * next(), withinSeconds: 300 * next() } } : {}),
      ...(kinds & 2 ? { maxAsaSeconds: logUniform(next, 0.1, 600) } : {}),
      ...(kinds & 4 ? { maxOccupancyFraction: 0.3 + 0.7 * next() } : {}),
    };
    const agents = requiredAgentsC(demand, targets);
    if (agents !== slowSearch(demand, targets)) different.push({ demand, targets, agents });
  }
  expect(different).toEqual([]);
});

const DEFINITIONS: readonly ServiceLevelDefinition[] = [
  'offered',
  'answered',
  'excluding-short-abandons',
  'counting-short-abandons',
];

test('Erlang A: random cases of all target kinds are minimal: the count meets every target, one agent less does not', () => {
  const next = uniform(6);
  for (let i = 0; i < 1000; i++) {
    const aht = logUniform(next, 10, 2000);
    const demand = halfHour((logUniform(next, 0.1, 1500) * 1800) / aht, aht);
    const patience = logUniform(next, 5, 2000);
    const kinds = 1 + Math.floor(15 * next());
    const within = 120 * next();
    const fraction = 0.3 + 0.69 * next();
    const definition = DEFINITIONS[i % 4];
    const asa = logUniform(next, 0.5, 100);
    const occupancy = 0.4 + 0.6 * next();
    const abandoned = logUniform(next, 0.005, 0.4);
    const agents = requiredAgentsA(demand, patience, {
      ...(kinds & 1 ? { serviceLevel: { fraction, withinSeconds: within, definition } } : {}),
      ...(kinds & 2 ? { maxAsaSeconds: asa } : {}),
      ...(kinds & 4 ? { maxOccupancyFraction: occupancy } : {}),
      ...(kinds & 8 ? { maxAbandonedFraction: abandoned } : {}),
    });
    const meets = (count: number): boolean => {
      const queue = stableA(demand, patience, count, within);
      return (
        (!(kinds & 1) || serviceLevelA(queue, definition) >= fraction) &&
        (!(kinds & 2) || queue.asaSeconds <= asa) &&
        (!(kinds & 4) || queue.occupancyFraction <= occupancy) &&
        (!(kinds & 8) || queue.abandonedFraction <= abandoned)
      );
    };
    expect(meets(agents)).toBe(true);
    if (agents > 1) expect(meets(agents - 1)).toBe(false);
  }
});

test('Erlang A: every measure improves with every agent, so that a smallest count exists', () => {
  const next = uniform(7);
  for (let i = 0; i < 400; i++) {
    const aht = logUniform(next, 10, 2000);
    const agents = Math.round(logUniform(next, 1, 300));
    const demand = halfHour((agents * logUniform(next, 0.4, 6) * 1800) / aht, aht);
    const patience = logUniform(next, 1, 5000);
    const within = 200 * next();
    const few = stableA(demand, patience, agents, within);
    const more = stableA(demand, patience, agents + 1, within);
    // Two rounded values that are all but equal may come in either order.
    const slack = 1 + 1e-12;
    expect(more.asaSeconds).toBeLessThanOrEqual(few.asaSeconds * slack);
    expect(more.occupancyFraction).toBeLessThanOrEqual(few.occupancyFraction * slack);
    expect(more.abandonedFraction).toBeLessThanOrEqual(few.abandonedFraction * slack);
    for (const definition of DEFINITIONS)
      expect(serviceLevelA(more, definition) * slack).toBeGreaterThanOrEqual(serviceLevelA(few, definition));
  }
});

test('a target that the decimals hit exactly is met, though its double lies on the other side', () => {
  // 7 Erlangs at 70 percent are 10 agents; the double 0.7 is below 7/10.
  expect(requiredAgentsC(halfHour(70, 180), { maxOccupancyFraction: 0.7 })).toBe(10);
  // One agent at 0.25 Erlangs answers 75 percent at once; one at 0.1 keeps 9/10 free.
  const atOnce = (fraction: number): Targets => ({ serviceLevel: { fraction, withinSeconds: 0 } });
  expect(requiredAgentsC(halfHour(2.5, 180), atOnce(0.75))).toBe(1);
  expect(requiredAgentsC(halfHour(1, 180), atOnce(0.9))).toBe(1);
});

test('nothing arrives: nobody is needed', () => {
  expect(requiredAgentsC(halfHour(0, 180), { maxOccupancyFraction: 0.8 })).toBe(0);
  expect(requiredAgentsA(halfHour(0, 180), 120, { maxAbandonedFraction: 0.05 })).toBe(0);
});

const within = (fraction: number, withinSeconds = 20): Targets => ({ serviceLevel: { fraction, withinSeconds } });
test.each<[string, Targets]>([
  ['no target', {}],
  ['a service level of 0', within(0)],
  ['a service level of 1, which no number of agents reaches', within(1)],
  ['a service level of 100', within(100)],
  ['a service level of 80', within(80)],
  ['a service level that is no number', within(Number.NaN)],
  ['a negative time to answer', within(0.8, -1)],
  ['no time to answer', within(0.8, Number.NaN)],
  ['a speed of answer of 0', { maxAsaSeconds: 0 }],
  ['an occupancy of 0', { maxOccupancyFraction: 0 }],
  ['an occupancy of 85', { maxOccupancyFraction: 85 }],
])('%s: refused with a RangeError by both formulas', (_, targets) => {
  expect(() => requiredAgentsC(halfHour(100, 180), targets)).toThrow(RangeError);
  expect(() => requiredAgentsA(halfHour(100, 180), 120, targets)).toThrow(RangeError);
});

test('an abandonment target of 0, 1 or 5 is refused, and any under Erlang C, which knows no abandonment', () => {
  for (const maxAbandonedFraction of [0, 1, 5])
    expect(() => requiredAgentsA(halfHour(100, 180), 120, { maxAbandonedFraction })).toThrow(RangeError);
  expect(() => requiredAgentsC(halfHour(100, 180), { ...within(0.8), maxAbandonedFraction: 0.05 })).toThrow(
    /no abandonment/,
  );
});

test('targets that need more than a million agents are refused, not cut off', () => {
  const crowd = halfHour(1e9, 1800);
  expect(() => requiredAgentsC(crowd, within(0.8))).toThrow(/more than 1000000 agents/);
  expect(() => requiredAgentsC(halfHour(100, 180), { maxOccupancyFraction: 1e-6 })).toThrow(/more than 1000000/);
  expect(() => requiredAgentsA(halfHour(100, 180), 120, { maxOccupancyFraction: 1e-6 })).toThrow(/more than 1000000/);
});
