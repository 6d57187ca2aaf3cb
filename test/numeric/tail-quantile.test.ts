import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tailQuantile } from '../../src/numeric/tail-quantile.ts';

const DRAWS = Float64Array.of(-7.5, -3.25, -1, 0.5, 2, 4.75, 11);

describe('of seven draws', () => {
  // NumPy 1.24.2: numpy.quantile(draws, p, method='weibull').
  test.each([
    [0.125, -7.5],
    [0.2, -4.949999999999999],
    [0.5, 0.5],
    [0.7, 3.649999999999999],
    [0.875, 11],
  ])('the quantile at %d is interpolated between order statistics: %d', (probability, expected) => {
    expect(tailQuantile(DRAWS, probability)).toBeCloseTo(expected, 12);
  });

  // mpmath 1.3.0, 30 digits: the root of 1 - betainc(7/2, 1/2, 0, 7 / (7 + t^2), regularized=True) / 2 = p, times the root mean
  // square of the draws.
  test.each([
    [0.995, 19.422470085320967],
    [0.005, -19.422470085320967],
    [0.05, -10.515094131042032],
  ])('the quantile at %d lies beyond them, at that of Student’s t: %d', (probability, expected) => {
    expect(Math.abs(tailQuantile(DRAWS, probability) / expected - 1)).toBeLessThan(1e-12);
  });

  test('beyond them it is not less than the outermost draw', () => {
    // Student's t would give 10.5 and 7.9.
    expect(tailQuantile(DRAWS, 0.95)).toBe(11);
    expect(tailQuantile(DRAWS, 0.9)).toBe(11);
  });
});

test('it rises with the probability', () => {
  const draws = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 30 });
  const probability = () => fc.double({ min: 0.001, max: 0.999, noNaN: true });
  fc.assert(
    fc.property(draws, probability(), probability(), (some, p, q) => {
      const sorted = Float64Array.from(some).sort();
      const [low, high] = [Math.min(p, q), Math.max(p, q)];
      // Interpolating between equal draws rounds.
      expect(tailQuantile(sorted, low)).toBeLessThanOrEqual(tailQuantile(sorted, high) + 1e-9);
    }),
  );
});

test('without draws there is none', () => {
  expect(() => tailQuantile(new Float64Array(0), 0.5)).toThrow(RangeError);
});
