import { describe, expect, it } from 'vitest';
import { addTrial, addTrialOfBeta, noSuccesses } from '../../src/numeric/success-count.ts';

function expectClose(found: Float64Array, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((probability, k) => {
    expect(Math.abs(probability - expected[k])).toBeLessThan(1e-14);
  });
}

describe('count of successes', () => {
  it('of trials of one probability is binomial', () => {
    const count = noSuccesses(6);
    for (let trial = 0; trial < 12; trial++) addTrial(count, 0.3);
    // scipy 1.17.1: binom.pmf(k, 12, 0.3).
    expectClose(
      count,
      [
        0.013841287200999995, 0.07118376274799997, 0.16779029790600003, 0.23970042557999985, 0.23113969609500007,
        0.15849579160799993,
      ],
    );
  });

  it('of trials of several probabilities is their sum over all outcomes', () => {
    const count = noSuccesses(6);
    for (const success of [0.1, 0.25, 0.5, 0.7, 0.9]) addTrial(count, success);
    // Python: sums over itertools.product([0, 1], repeat=5) of the products of probabilities.
    expectClose(count, [0.010125, 0.129375, 0.38325, 0.36275, 0.106625, 0.007875]);
  });

  it('of trials whose probability is beta distributed is beta-binomial', () => {
    const count = noSuccesses(6);
    for (let trial = 0; trial < 12; trial++) addTrialOfBeta(count, 3, 7, trial);
    // scipy 1.17.1: betabinom.pmf(k, 12, 3, 7).
    expectClose(
      count,
      [
        0.06315789473684208, 0.12631578947368416, 0.16346749226006174, 0.17027863777089774, 0.15325077399380818,
        0.12260061919504665,
      ],
    );
  });

  it('keeps nothing when nothing is to be kept', () => {
    const count = noSuccesses(0);
    addTrial(count, 0.5);
    addTrialOfBeta(count, 1, 1, 0);
    expect(count).toHaveLength(0);
  });
});
