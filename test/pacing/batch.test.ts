import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credibleAnswerRate, observed, priorBelief } from '../../src/pacing/answer-rate-belief.ts';
import { largestBatch } from '../../src/pacing/batch.ts';
import { sampleSize } from '../support/sample-size.ts';

/** E[(K - agents)+] / E[K] with K binomial, summed directly over the terms of the binomial. */
function abandonedOfBatch(agents: number, calls: number, answerRate: number): number {
  let probability = (1 - answerRate) ** calls;
  let beyond = 0;
  for (let k = 0; k <= calls; k++) {
    beyond += Math.max(0, k - agents) * probability;
    probability *= ((calls - k) / (k + 1)) * (answerRate / (1 - answerRate));
  }
  return beyond / (calls * answerRate);
}

/** More than any of these batches has. */
const MOST_CALLS = 10_000;
const AGENTS = [1, 2, 5, 10, 20, 50, 100];

describe('largest batch of calls to free agents', () => {
  // Independently computed table of calls per free agent for 3 %, one decimal.
  it.each([
    [0.05, [2.0, 5.0, 10.8, 14.3, 16.8, 18.7, 19.6]],
    [0.1, [1.0, 3.0, 5.6, 7.3, 8.5, 9.4, 9.8]],
    [0.2, [1.0, 1.5, 3.0, 3.7, 4.3, 4.7, 4.9]],
    [0.3, [1.0, 1.5, 2.0, 2.6, 2.9, 3.2, 3.3]],
    [0.5, [1.0, 1.0, 1.4, 1.6, 1.8, 1.9, 2.0]],
  ])('at an answer rate of %f has the calls per agent of the table', (answerRate, ratios) => {
    AGENTS.forEach((agents, i) => {
      const ratio = largestBatch(agents, answerRate, 0.03, MOST_CALLS) / agents;
      expect(Math.abs(ratio - ratios[i])).toBeLessThanOrEqual(0.05 + 1e-9);
    });
  });

  it('is the largest one within the target: one call more is beyond it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0.03, max: 0.9, noNaN: true }),
        fc.double({ min: 0.005, max: 0.2, noNaN: true }),
        (agents, answerRate, target) => {
          const calls = largestBatch(agents, answerRate, target, MOST_CALLS);
          expect(calls).toBeGreaterThanOrEqual(agents);
          expect(abandonedOfBatch(agents, calls, answerRate)).toBeLessThanOrEqual(target * (1 + 1e-9));
          expect(abandonedOfBatch(agents, calls + 1, answerRate)).toBeGreaterThan(target * (1 - 1e-9));
        },
      ),
      { numRuns: sampleSize(40, 2000) },
    );
  });

  // The same source: 20 free agents, a tenth answered, an even prior and the 95 % bound after so many attempts.
  it.each([
    [5000, 158],
    [1000, 145],
    [200, 120],
    [50, 88],
  ])('after %d attempts, at the upper bound of the answer rate, has %d calls', (attempts, calls) => {
    const belief = observed(priorBelief(0.5, 2), attempts, attempts / 10);
    expect(largestBatch(20, credibleAnswerRate(belief, 0.95), 0.03, MOST_CALLS)).toBe(calls);
  });

  it('has 169 calls when the rate is known, fewer the less is known of it', () => {
    const believed = [5000, 1000, 200, 50].map((attempts) =>
      largestBatch(20, priorBelief(0.1, attempts), 0.03, MOST_CALLS),
    );
    expect(largestBatch(20, 0.1, 0.03, MOST_CALLS)).toBe(169);
    expect(largestBatch(20, priorBelief(0.1, 1e9), 0.03, MOST_CALLS)).toBe(169);
    expect([...believed].sort((a, b) => b - a)).toEqual(believed);
    expect(believed[0]).toBeLessThan(169);
  });

  it('stops at the most calls, which nobody answers any other way', () => {
    expect(largestBatch(3, 0.1, 0.03, 5)).toBe(5);
    expect(largestBatch(3, 0, 0.03, 5)).toBe(5);
  });

  it('is empty without agents', () => {
    expect(largestBatch(0, 0.2, 0.03, MOST_CALLS)).toBe(0);
  });

  it.each([
    [-1, 0.2, 0.03],
    [1.5, 0.2, 0.03],
    [3, 1.2, 0.03],
    [3, -0.1, 0.03],
    [3, Number.NaN, 0.03],
    [3, 0.2, 0],
    [3, 0.2, 1],
    [3, 0.2, Number.NaN],
  ])('refuses %d agents, rate %d, target %d', (agents, answerRate, target) => {
    expect(() => largestBatch(agents, answerRate, target, MOST_CALLS)).toThrow(RangeError);
  });
});
