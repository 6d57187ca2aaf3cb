import { expect, test } from 'vitest';
import { erlangA, serviceLevelA, waitQuantileA } from '../../src/staffing/erlang-a.ts';
import { halfHour, stableA, stableC } from './queues.ts';
import { logUniform, uniform } from './random.ts';
import { demandOf, reference } from './reference.ts';
import { relativeError } from './relative-error.ts';

test.each(reference.erlangA)('$name: every reference value', (row) => {
  const queue = stableA(demandOf(row), row.patienceS, row.agents, row.targetS);
  const pairs: [number, number][] = [
    [queue.erlangs, row.out.load],
    [queue.waitProbability, row.out.pWait],
    [queue.abandonedFraction, row.out.pAbandon],
    [queue.answeredFraction, 1 - row.out.pAbandon],
    [queue.asaSeconds, row.out.asaAnsweredS],
    [queue.meanWaitSeconds, row.out.meanWaitAllS],
    [queue.meanWaitOfAbandonedSeconds, row.out.meanWaitAbandonedS],
    [queue.queueLength, row.out.queueLength],
    [queue.occupancyFraction, row.out.occupancy],
    [serviceLevelA(queue, 'offered'), row.out.serviceLevelOffered],
    [serviceLevelA(queue, 'answered'), row.out.serviceLevelAnswered],
    [serviceLevelA(queue, 'excluding-short-abandons'), row.out.serviceLevelExclShortAbandons],
    [serviceLevelA(queue, 'counting-short-abandons'), row.out.serviceLevelCountShortAbandons],
    [queue.waitsLongerFraction, row.out.pWaitOverT],
  ];
  for (const [value, expected] of pairs) expect(relativeError(value, expected)).toBeLessThan(1e-12);
});

/** Stationary distribution of the birth-death chain, summed state by state from the busiest one out: no integral anywhere. */
function birthDeathChain(erlangs: number, ahtSeconds: number, patienceSeconds: number, agents: number) {
  let below = 0;
  for (let k = agents, p = 1; k > 0 && p > 1e-30 * below; k--) below += p *= k / erlangs;
  let queued = 1;
  let waiting = 0;
  for (let j = 1, p = 1; p > 1e-25 * queued; j++) {
    p *= erlangs / (agents + (j * ahtSeconds) / patienceSeconds);
    queued += p;
    waiting += j * p;
  }
  const queueLength = waiting / (below + queued);
  const abandoned = (queueLength * ahtSeconds) / (patienceSeconds * erlangs);
  return { waitProbability: queued / (below + queued), queueLength, abandoned };
}

test('random queues, from quiet to overloaded by a third: as the birth-death chain', () => {
  const next = uniform(2);
  for (let i = 0; i < 1500; i++) {
    const agents = Math.round(logUniform(next, 1, 2000));
    const erlangs = agents * logUniform(next, 0.6, 1.33);
    const aht = logUniform(next, 10, 3000);
    const patience = aht * logUniform(next, 0.001, 3);
    const queue = stableA(halfHour((erlangs * 1800) / aht, aht), patience, agents, logUniform(next, 1, 300));
    const chain = birthDeathChain(erlangs, aht, patience, agents);
    // The load is a rounded number in the chain, which costs it digits in proportion to agents minus load.
    expect(relativeError(queue.waitProbability, chain.waitProbability)).toBeLessThan(1e-11);
    expect(relativeError(queue.queueLength, chain.queueLength)).toBeLessThan(1e-11);
    expect(relativeError(queue.abandonedFraction, chain.abandoned)).toBeLessThan(1e-11);
  }
});

test('flow is conserved: answered and abandoned contacts are all, and waits split between them', () => {
  const next = uniform(3);
  for (let i = 0; i < 2000; i++) {
    const agents = logUniform(next, 0.2, 5000);
    const aht = logUniform(next, 1, 5000);
    const demand = halfHour((agents * logUniform(next, 0.05, 20) * 1800) / aht, aht);
    const queue = stableA(demand, logUniform(next, 0.01, 1e6), agents, logUniform(next, 0.1, 3000));
    expect(queue.answeredFraction + queue.abandonedFraction).toBeCloseTo(1, 13);
    const split =
      queue.answeredFraction * queue.asaSeconds + queue.abandonedFraction * queue.meanWaitOfAbandonedSeconds;
    expect(relativeError(split, queue.meanWaitSeconds)).toBeLessThan(1e-12);
    expect(queue.answeredWithinFraction + queue.waitsLongerFraction).toBeLessThanOrEqual(1 + 1e-15);
  }
});

test('with patience without end it is Erlang C, and with none Erlang B: fractional agents as well', () => {
  const demand = halfHour(100, 180);
  for (const agents of [11, 12.5, 14]) {
    const queue = stableC(demand, agents);
    const patient = stableA(demand, 1e12, agents, 20);
    expect(relativeError(patient.waitProbability, queue.waitProbability)).toBeLessThan(1e-8);
    expect(relativeError(patient.asaSeconds, queue.asaSeconds)).toBeLessThan(1e-8);
  }
  const impatient = stableA(demand, 1e-6, 10.5, 20);
  const row = reference.erlangBFractionalServers.find(({ servers }) => servers === 10.5);
  expect(relativeError(impatient.abandonedFraction, row?.blocking ?? Number.NaN)).toBeLessThan(1e-6);
});

test('a tail far beyond any contact is still a number with digits: 1e-17 within 1e-10 of the reference', () => {
  const row = reference.erlangA.find(({ name }) => name === '10000 agents critical');
  if (row === undefined) throw new Error('no such row');
  expect(row.out.pWaitOverT).toBeLessThan(1e-16);
  const queue = stableA(demandOf(row), row.patienceS, row.agents, row.targetS);
  expect(relativeError(queue.waitsLongerFraction, row.out.pWaitOverT)).toBeLessThan(1e-10);
});

test('a quantile of the wait is the time after which exactly the rest still waits, and 0 when they do not wait', () => {
  const next = uniform(4);
  for (let i = 0; i < 300; i++) {
    const agents = Math.round(logUniform(next, 1, 500));
    const demand = halfHour(agents * 10 * logUniform(next, 0.8, 2), 180);
    const patience = logUniform(next, 5, 2000);
    const share = 0.02 + 0.97 * next();
    const wait = waitQuantileA(demand, patience, agents, share) ?? Number.NaN;
    const { waitsLongerFraction, waitProbability } = stableA(demand, patience, agents, wait);
    if (waitProbability <= 1 - share) expect(wait).toBe(0);
    else expect(relativeError(waitsLongerFraction, 1 - share)).toBeLessThan(1e-11);
  }
});

test('an interval without contacts is empty', () => {
  expect(erlangA(halfHour(0, 180), 120, 5, 20)).toEqual({ state: 'empty' });
  expect(waitQuantileA(halfHour(0, 180), 120, 5, 0.9)).toBeUndefined();
});

const good = halfHour(100, 180);
test.each([
  ['no agents', good, 120, 0, 20],
  ['negative agents', good, 120, -1, 20],
  ['a patience of zero', good, 0, 14, 20],
  ['a negative patience', good, -120, 14, 20],
  ['patience without end', good, Number.POSITIVE_INFINITY, 14, 20],
  ['a patience that is no number', good, Number.NaN, 14, 20],
  ['a negative time to answer', good, 120, 14, -1],
  ['a time to answer that is no number', good, 120, 14, Number.NaN],
  ['a handle time of zero', { ...good, ahtSeconds: 0 }, 120, 14, 20],
])('%s: refused with a RangeError', (_, demand, patience, agents, within) => {
  expect(() => erlangA(demand, patience, agents, within)).toThrow(RangeError);
});
