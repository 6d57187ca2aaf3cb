import { expect, test } from 'vitest';
import { erlangAWithRetrials, type StableRetrials } from '../../src/staffing/retrials.ts';
import { halfHour, stableA } from './queues.ts';
import { reference } from './reference.ts';
import { relativeError } from './relative-error.ts';

function stable(...input: Parameters<typeof erlangAWithRetrials>): StableRetrials {
  const result = erlangAWithRetrials(...input);
  if (result.state !== 'stable') throw new Error(`expected a steady state: ${result.state}`);
  return result;
}

test.each(reference.retrials)('$freshCallsPerInterval contacts, $retryProbability come back: the reference', (row) => {
  const demand = {
    contactsPerInterval: row.freshCallsPerInterval,
    intervalSeconds: row.intervalS,
    ahtSeconds: row.ahtS,
  };
  const { attemptsPerInterval, perAttempt, lostFraction } = stable(
    demand,
    row.patienceS,
    row.agents,
    row.targetS,
    row.retryProbability,
  );
  expect(relativeError(attemptsPerInterval, row.out.totalCallsPerInterval)).toBeLessThan(1e-12);
  expect(relativeError(perAttempt.abandonedFraction, row.out.pAbandonPerAttempt)).toBeLessThan(1e-12);
  // Whoever is not answered is lost: customers less answers per customer.
  const answers = (perAttempt.answeredFraction * attemptsPerInterval) / row.freshCallsPerInterval;
  expect(lostFraction).toBeCloseTo(1 - answers, 12);
});

test('when nobody comes back it is Erlang A', () => {
  const { attemptsPerInterval, perAttempt } = stable(halfHour(110, 180), 120, 10, 20, 0);
  expect(attemptsPerInterval).toBeCloseTo(110, 10);
  expect(perAttempt.abandonedFraction).toBeCloseTo(stableA(halfHour(110, 180), 120, 10, 20).abandonedFraction, 12);
});

test('when everybody comes back until answered, nobody is lost, and all must fit into the capacity', () => {
  const { lostFraction, perAttempt, attemptsPerInterval } = stable(halfHour(95, 180), 120, 10, 20, 1);
  expect(lostFraction).toBe(0);
  expect(perAttempt.answeredFraction * attemptsPerInterval).toBeCloseTo(95, 9);
  expect(erlangAWithRetrials(halfHour(100, 180), 120, 10, 20, 1)).toEqual({ state: 'unstable' });
});

test('an interval without contacts is empty; a share outside 0 to 1 is refused', () => {
  expect(erlangAWithRetrials(halfHour(0, 180), 120, 10, 20, 0.5)).toEqual({ state: 'empty' });
  for (const share of [-0.1, 1.1, 50, Number.NaN])
    expect(() => erlangAWithRetrials(halfHour(100, 180), 120, 10, 20, share)).toThrow(RangeError);
});
