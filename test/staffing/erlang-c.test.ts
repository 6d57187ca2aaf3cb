import { expect, test } from 'vitest';
import { spareErlangs } from '../../src/staffing/demand.ts';
import { answeredWithinC, erlangC, waitQuantileC, waitsLongerC } from '../../src/staffing/erlang-c.ts';
import { halfHour, stableC } from './queues.ts';
import { logUniform, uniform } from './random.ts';
import { demandOf, reference } from './reference.ts';
import { relativeError } from './relative-error.ts';

test.each(reference.erlangC)('$name: every reference value', (row) => {
  const queue = stableC(demandOf(row), row.agents);
  const pairs: [number, number][] = [
    [queue.erlangs, row.out.load],
    [queue.waitProbability, row.out.pWait],
    [queue.asaSeconds, row.out.asaS],
    [queue.meanWaitOfDelayedSeconds, row.out.meanWaitOfDelayedS],
    [queue.queueLength, row.out.queueLength],
    [queue.occupancyFraction, row.out.occupancy],
    [answeredWithinC(queue, row.targetS), row.out.serviceLevel],
    [waitQuantileC(queue, 0.9), row.out.p90WaitS],
  ];
  for (const [value, expected] of pairs) expect(relativeError(value, expected)).toBeLessThan(1e-12);
});

test.each(reference.unstable)('$agents agents for 10 Erlangs are unstable, said so and without a number', (row) => {
  expect(row.out.stable).toBe(false);
  expect(erlangC(demandOf(row), row.agents)).toEqual({ state: 'unstable', erlangs: row.out.load });
});

test('an interval without contacts is empty, with and without agents', () => {
  expect(erlangC(halfHour(0, 180), 5)).toEqual({ state: 'empty' });
  expect(erlangC(halfHour(0, 180), 0)).toEqual({ state: 'empty' });
});

test('a load below the agents by one part in 10^13 is stable, and at or above them is not, whatever rounding says', () => {
  // 0.1 as a double is 0.1000000000000000055511151231257827: 0.1 * 30 is above 3, though it rounds to 3.
  const demand = { contactsPerInterval: 0.1, intervalSeconds: 1, ahtSeconds: 30 };
  expect(erlangC(demand, 3).state).toBe('unstable');
  expect(erlangC({ ...demand, contactsPerInterval: 0.1 * (1 - 1e-13) }, 3).state).toBe('stable');
});

test('agents minus load is right to the last digits, against exact integer arithmetic', () => {
  const next = uniform(1);
  const scale = 2n ** 60n;
  const exact = (x: number): bigint => BigInt(x * 2 ** 60);
  for (let i = 0; i < 2000; i++) {
    const contacts = Math.fround(logUniform(next, 1, 1e4)) + next() * 1e-3;
    const aht = Math.fround(logUniform(next, 1, 1e3)) + next() * 1e-3;
    const agents = Math.floor((contacts * aht) / 1800) + 1;
    const numerator = BigInt(agents * 1800) * scale * scale - exact(contacts) * exact(aht);
    // Top 80 bits are enough for a double; what they leave out is below 2^-26 of a unit.
    const expected = Number(numerator >> 40n) / 2 ** 80 / 1800;
    expect(relativeError(spareErlangs(halfHour(contacts, aht), agents), expected)).toBeLessThan(1e-14);
  }
});

test('fractional agents lie between their whole neighbours, and the service level rises with every tenth of an agent', () => {
  const demand = halfHour(100, 180);
  let before = 0;
  for (let tenths = 101; tenths < 200; tenths++) {
    const level = answeredWithinC(stableC(demand, tenths / 10), 20);
    expect(level).toBeGreaterThan(before);
    before = level;
  }
});

test('fractional agents agree with Erlang B: C = B / (1 - ρ (1 - B)), the reference row 13.25 agents at 10 Erlangs', () => {
  const row = reference.erlangBFractionalServers.find(({ servers }) => servers === 13.25);
  const blocking = row?.blocking ?? Number.NaN;
  const expected = blocking / (1 - (10 / 13.25) * (1 - blocking));
  expect(relativeError(stableC(halfHour(100, 180), 13.25).waitProbability, expected)).toBeLessThan(1e-14);
});

test('the share that waits longer keeps its digits where the service level is all but 1', () => {
  const queue = stableC(halfHour(100, 180), 14);
  // 0.17413... * e^(-4 * 1800 / 180)
  const expected = 0.17413193359504983 * Math.exp(-40);
  expect(relativeError(waitsLongerC(queue, 1800), expected)).toBeLessThan(1e-13);
  expect(waitsLongerC(queue, 20) + answeredWithinC(queue, 20)).toBeCloseTo(1, 15);
});

test('a quantile of the wait is the time that exactly that share does not exceed, and 0 when they do not wait', () => {
  const queue = stableC(halfHour(100, 180), 14);
  for (const share of [0.83, 0.9, 0.99, 0.9999]) {
    expect(answeredWithinC(queue, waitQuantileC(queue, share))).toBeCloseTo(share, 14);
  }
  expect(waitQuantileC(queue, 0.8)).toBe(0);
});

const good = halfHour(100, 180);
test.each([
  ['negative contacts', { ...good, contactsPerInterval: -1 }, 14],
  ['contacts that are no number', { ...good, contactsPerInterval: Number.NaN }, 14],
  ['a handle time of zero', { ...good, ahtSeconds: 0 }, 14],
  ['a negative handle time', { ...good, ahtSeconds: -180 }, 14],
  ['an interval of zero', { ...good, intervalSeconds: 0 }, 14],
  ['a load in the wrong units', { ...good, contactsPerInterval: 1e12 }, 14],
  ['negative agents', good, -1],
  ['agents that are no number', good, Number.NaN],
])('%s: refused with a RangeError', (_, demand, agents) => {
  expect(() => erlangC(demand, agents)).toThrow(RangeError);
});

test('a wait below 0 and a quantile of 0 or 1 are refused', () => {
  const queue = stableC(good, 14);
  expect(() => answeredWithinC(queue, -1)).toThrow(RangeError);
  expect(() => waitsLongerC(queue, Number.NaN)).toThrow(RangeError);
  for (const share of [0, 1, 90, Number.NaN]) expect(() => waitQuantileC(queue, share)).toThrow(RangeError);
});
