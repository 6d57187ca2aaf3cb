// Expected values: scipy.stats.nbinom; fixtures/reference/negative-binomial/README.md.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { negativeBinomialProbability, negativeBinomialQuantile } from '../../src/numeric/negative-binomial.ts';

interface Reference {
  probabilities: { mean: number; size: number; k: number; probability: number }[];
  quantiles: { mean: number; size: number; probability: number; count: number }[];
}
const reference: Reference = JSON.parse(readFileSync('fixtures/reference/negative-binomial/reference.json', 'utf8'));

test.each(reference.probabilities)('P(count <= $k) at mean $mean and size $size', ({ mean, size, k, probability }) => {
  expect(Math.abs(negativeBinomialProbability({ mean, size }, k) / probability - 1)).toBeLessThan(1e-10);
});

test.each(reference.quantiles)(
  'quantile $probability at mean $mean and size $size',
  ({ mean, size, probability, count }) => {
    expect(negativeBinomialQuantile({ mean, size }, probability)).toBe(count);
  },
);

test('a quantile is the least count that reaches its probability', () => {
  const positive = fc.double({ min: 0.01, max: 2000, noNaN: true });
  const probability = fc.double({ min: 0.001, max: 0.999, noNaN: true });
  fc.assert(
    fc.property(positive, positive, probability, (mean, size, asked) => {
      const count = negativeBinomialQuantile({ mean, size }, asked);
      expect(negativeBinomialProbability({ mean, size }, count)).toBeGreaterThanOrEqual(asked);
      if (count > 0) expect(negativeBinomialProbability({ mean, size }, count - 1)).toBeLessThan(asked);
    }),
  );
});

test('a law without a mean or a size is refused', () => {
  expect(() => negativeBinomialQuantile({ mean: 0, size: 2 }, 0.5)).toThrow(RangeError);
  expect(() => negativeBinomialProbability({ mean: 2, size: Number.NaN }, 1)).toThrow(RangeError);
});
