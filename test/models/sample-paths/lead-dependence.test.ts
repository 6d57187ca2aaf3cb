// Expected values: correlations of a stated mixture.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { errorCorrelation } from '../../../src/models/sample-paths/error-correlation.ts';
import { fitLeadDependence, type LeadDependence } from '../../../src/models/sample-paths/lead-dependence.ts';

const correlationAt = ({ parts }: LeadDependence, distance: number): number =>
  parts.reduce((sum, { share, halfLifeIntervals }) => sum + share * 2 ** (-distance / halfLifeIntervals), 0);

const pairsOf = (leads: number): Float64Array =>
  Float64Array.from({ length: leads }, (_, distance) => leads - distance);

test('a mixture of a lasting part and one that fades is found again', () => {
  const given = {
    parts: [
      { share: 0.2, halfLifeIntervals: Number.POSITIVE_INFINITY },
      { share: 0.5, halfLifeIntervals: 4 },
    ],
  };
  const correlations = Float64Array.from({ length: 28 }, (_, distance) => correlationAt(given, distance));
  const fitted = fitLeadDependence(correlations, pairsOf(28));
  // Parts that fade alike are told apart slowly, and what they add up to hardly depends on it.
  for (const distance of [1, 3, 7, 14, 27])
    expect(Math.abs(correlationAt(fitted, distance) - correlationAt(given, distance))).toBeLessThan(0.01);
});

test('distances that nothing is known of follow from the others', () => {
  const correlations = Float64Array.from({ length: 28 }, (_, distance) => (distance < 14 ? 0.3 : Number.NaN));
  expect(correlationAt(fitLeadDependence(correlations, pairsOf(28)), 27)).toBeCloseTo(0.3, 2);
});

test('any correlations give shares from 0 that add up to at most 1', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1, max: 1 }), { minLength: 1, maxLength: 40 }), (correlations) => {
      const { parts } = fitLeadDependence(Float64Array.from(correlations), pairsOf(correlations.length));
      expect(parts.every(({ share }) => share > 0)).toBe(true);
      expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-12);
    }),
    { numRuns: 50 },
  );
});

test('errors that are all off by the same go wholly together, and those that are not known say nothing', () => {
  const missing = Number.NaN;
  const { byDistance } = errorCorrelation([Float64Array.of(1, missing, 1), Float64Array.of(-2, missing, -2)], 4);
  expect([...byDistance]).toEqual([1, missing, 1, missing]);
});

test('a day that is far off counts for three standard deviations', () => {
  const { byDistance } = errorCorrelation([Float64Array.of(30, 1)], 2);
  expect(byDistance[1]).toBe(3 / ((9 + 1) / 2));
});
