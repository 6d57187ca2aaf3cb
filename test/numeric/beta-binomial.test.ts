import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaBinomialPlace, betaBinomialProbabilities, betaBinomialRange } from '../../src/numeric/beta-binomial.ts';

interface ReferenceCase {
  alpha: number;
  beta: number;
  trials: number;
  probabilities: [number, number][];
}

// scipy.stats.betabinom(trials, alpha, beta).pmf(k), see fixtures/reference/answer-rate/make.py.
const cases: ReferenceCase[] = JSON.parse(
  readFileSync('fixtures/reference/answer-rate/reference.json', 'utf8'),
).beta_binomial;

const laws = fc.record({
  alpha: fc.double({ min: 1e-3, max: 1e4, noNaN: true }),
  beta: fc.double({ min: 1e-3, max: 1e4, noNaN: true }),
});

describe('the beta-binomial law', () => {
  it.each(cases)('has the probabilities of scipy for $alpha, $beta and $trials trials', (one) => {
    const probabilities = betaBinomialProbabilities(one, one.trials);
    // scipy takes differences of log gamma functions of up to 1e5: ten digits, and none of a number below 1e-300.
    for (const [count, expected] of one.probabilities)
      expect(Math.abs(probabilities[count] - expected)).toBeLessThanOrEqual(1e-9 * expected + 1e-300);
  });

  it('is uniform for a uniform chance', () => {
    for (const probability of betaBinomialProbabilities({ alpha: 1, beta: 1 }, 9))
      expect(probability).toBeCloseTo(0.1, 14);
  });

  it('sums to 1 and has the mean of its chance', () => {
    fc.assert(
      fc.property(laws, fc.integer({ min: 0, max: 300 }), (law, trials) => {
        const probabilities = betaBinomialProbabilities(law, trials);
        const sum = probabilities.reduce((a, b) => a + b, 0);
        const mean = probabilities.reduce((a, b, count) => a + b * count, 0);
        const expected = (trials * law.alpha) / (law.alpha + law.beta);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-12);
        expect(Math.abs(mean - expected)).toBeLessThan(1e-9 * (1 + trials));
      }),
    );
  });

  it('places a count between those below it and those up to it', () => {
    for (const { trials, probabilities, ...law } of cases)
      for (const [count, expected] of probabilities) {
        const { below, upTo } = betaBinomialPlace(law, trials, count);
        expect(Math.abs(upTo - below - expected)).toBeLessThan(1e-9 * expected + 1e-12);
      }
    fc.assert(
      fc.property(laws, fc.integer({ min: 0, max: 300 }), fc.nat({ max: 300 }), (law, trials, place) => {
        const count = Math.min(place, trials);
        const below = betaBinomialProbabilities(law, trials)
          .subarray(0, count)
          .reduce((a, b) => a + b, 0);
        expect(Math.abs(betaBinomialPlace(law, trials, count).below - below)).toBeLessThan(1e-12);
      }),
    );
    const law = { alpha: 2, beta: 3 };
    expect(betaBinomialPlace(law, 5, 0).below).toBe(0);
    expect(betaBinomialPlace(law, 5, 3).upTo).toBeCloseTo(betaBinomialPlace(law, 5, 4).below, 15);
    expect(betaBinomialPlace(law, 5, 5).upTo).toBeCloseTo(1, 15);
  });

  it('has central ranges that widen with the level and hold with about that probability', () => {
    fc.assert(
      fc.property(laws, fc.integer({ min: 0, max: 300 }), (law, trials) => {
        const probabilities = betaBinomialProbabilities(law, trials);
        const likeliest = Math.max(...probabilities);
        let before = { least: trials, most: 0 };
        for (const level of [0.5, 0.8, 0.95]) {
          const range = betaBinomialRange(law, trials, { lower: (1 - level) / 2, upper: (1 - level) / 2 });
          const held = probabilities.subarray(range.least, range.most + 1).reduce((a, b) => a + b, 0);
          // Each tail is right to half of the count at its border.
          expect(held).toBeGreaterThan(level - likeliest - 1e-12);
          expect(range.least).toBeLessThanOrEqual(before.least);
          expect(range.most).toBeGreaterThanOrEqual(before.most);
          before = range;
        }
      }),
    );
  });

  it('refuses what is no law, no count and no level', () => {
    expect(() => betaBinomialProbabilities({ alpha: 0, beta: 1 }, 5)).toThrow(RangeError);
    expect(() => betaBinomialProbabilities({ alpha: 1, beta: Number.NaN }, 5)).toThrow(RangeError);
    expect(() => betaBinomialProbabilities({ alpha: 1, beta: 1 }, 2.5)).toThrow('trials must be whole');
    expect(() => betaBinomialRange({ alpha: 1, beta: 1 }, 5, { lower: 0, upper: 0 })).toThrow('must be above 0');
    expect(() => betaBinomialPlace({ alpha: 1, beta: 1 }, 5, 6)).toThrow('no 6 successes of 5');
  });
});
