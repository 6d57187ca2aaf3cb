import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestBatch } from '../../src/pacing/batch.ts';
import { callsToAdd } from '../../src/pacing/predictive-calls.ts';
import { sampleSize } from '../support/sample-size.ts';

const none = new Float64Array(0);

/** E[(K - F)+] / E[K] over all outcomes of a few calls and a few busy agents. */
function abandonedByEnumeration(idle: number, finish: readonly number[], calls: readonly number[]): number {
  const outcomes = (probabilities: readonly number[]): [number, number][] =>
    probabilities.reduce<[number, number][]>(
      (all, p) =>
        all.flatMap(([count, weight]): [number, number][] => [
          [count, weight * (1 - p)],
          [count + 1, weight * p],
        ]),
      [[0, 1]],
    );
  let beyond = 0;
  for (const [freed, one] of outcomes(finish))
    for (const [answers, other] of outcomes(calls)) beyond += Math.max(0, answers - idle - freed) * one * other;
  return beyond / calls.reduce((sum, p) => sum + p, 0);
}

const probability = fc.double({ min: 0.02, max: 0.98, noNaN: true });

describe('calls that a predictive dialler adds', () => {
  it('are a batch when nothing rings and nobody is busy', () => {
    for (const agents of [1, 5, 20])
      expect(
        callsToAdd({ idleAgents: agents, finishProbabilities: none, answerProbabilities: none }, 0.1, 0.03, 1000),
      ).toBe(largestBatch(agents, 0.1, 0.03, 1000));
  });

  it('are the most within the target by counting over all outcomes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3 }),
        fc.array(probability, { maxLength: 3 }),
        fc.array(probability, { maxLength: 4 }),
        fc.double({ min: 0.2, max: 0.9, noNaN: true }),
        fc.double({ min: 0.01, max: 0.3, noNaN: true }),
        (idleAgents, finish, ringing, answerRate, target) => {
          const state = {
            idleAgents,
            finishProbabilities: Float64Array.from(finish),
            answerProbabilities: Float64Array.from(ringing),
          };
          const added = callsToAdd(state, answerRate, target, 6);
          const share = (calls: number) =>
            abandonedByEnumeration(idleAgents, finish, [...ringing, ...new Array(calls).fill(answerRate)]);
          // Terms below 1e-9 are left out, so only differences beyond that decide.
          if (added > 0) expect(share(added)).toBeLessThanOrEqual(target + 1e-7);
          if (added < 6) expect(share(added + 1)).toBeGreaterThan(target - 1e-7);
        },
      ),
      { numRuns: sampleSize(30, 2000) },
    );
  });

  it('are more when busy agents will soon be free, fewer when calls already ring', () => {
    const state = { idleAgents: 5, finishProbabilities: none, answerProbabilities: none };
    const plain = callsToAdd(state, 0.1, 0.03, 1000);
    const soonFree = { ...state, finishProbabilities: new Float64Array(10).fill(0.3) };
    const ringing = { ...state, answerProbabilities: new Float64Array(10).fill(0.1) };
    expect(callsToAdd(soonFree, 0.1, 0.03, 1000)).toBeGreaterThan(plain);
    expect(callsToAdd(ringing, 0.1, 0.03, 1000)).toBe(plain - 10);
  });

  it('are no more than asked for, and none without agents', () => {
    expect(callsToAdd({ idleAgents: 5, finishProbabilities: none, answerProbabilities: none }, 0.1, 0.03, 7)).toBe(7);
    expect(callsToAdd({ idleAgents: 0, finishProbabilities: none, answerProbabilities: none }, 0.1, 0.03, 7)).toBe(0);
  });

  it.each([
    [-1, 0.1, 0.03],
    [1, 1.5, 0.03],
    [1, Number.NaN, 0.03],
    [1, 0.1, 0],
    [1, 0.1, 1],
  ])('refuses %d idle agents, rate %d, target %d', (idleAgents, answerRate, target) => {
    const state = { idleAgents, finishProbabilities: none, answerProbabilities: none };
    expect(() => callsToAdd(state, answerRate, target, 10)).toThrow(RangeError);
  });
});
