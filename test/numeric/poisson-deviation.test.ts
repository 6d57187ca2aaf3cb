import fc from 'fast-check';
import { expect, test } from 'vitest';
import { poissonMeanAbsoluteDeviation } from '../../src/numeric/poisson-deviation.ts';

// mpmath 1.3.0, 40 digits: 2 * exp(-m + (k + 1) * log(m) - loggamma(k + 1)) with k = floor(m).
test.each([
  [0.001, 0.00199800099966675],
  [0.5, 0.6065306597126334],
  [1, 0.7357588823428847],
  [1.999999, 1.082682265892631],
  [2.5, 1.2825781034984187],
  [9.75, 2.4942611437466335],
  [15.999, 3.1749609126873217],
  [16, 3.1749610119089864],
  [16.5, 3.2492153937573485],
  [99.99, 7.972195375464983],
  [100, 7.972199361829427],
  [12345.678, 88.65402190429387],
  [1e6, 797.8844943124881],
  [1e9, 25231.32521809899],
  [123456789012.25, 280348.05674058874],
])('a Poisson count with mean %d deviates from it by %d in the mean', (mean, expected) => {
  expect(Math.abs(poissonMeanAbsoluteDeviation(mean) / expected - 1)).toBeLessThan(1e-14);
});

test('a count that is always 0 does not deviate', () => {
  expect(poissonMeanAbsoluteDeviation(0)).toBe(0);
});

test('it is the sum of deviations times probabilities, for any mean', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 60, noNaN: true }), (mean) => {
      let probability = Math.exp(-mean);
      let sum = probability * mean;
      for (let count = 1; count < 300; count++) {
        probability *= mean / count;
        sum += probability * Math.abs(count - mean);
      }
      // The sum has a rounding error for each of its terms.
      expect(Math.abs(poissonMeanAbsoluteDeviation(mean) / sum - 1)).toBeLessThan(1e-12);
    }),
  );
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('%d is not the mean of a count', (mean) => {
  expect(() => poissonMeanAbsoluteDeviation(mean)).toThrow(RangeError);
});
