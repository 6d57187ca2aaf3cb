import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shrunkProfile } from '../../../src/models/answer-rate/hour-profile.ts';
import { sampleSize } from '../../support/sample-size.ts';
import { conditioned } from './dense-normal.ts';

/** Variances from 1e-4 to 10 leave a condition number of 1e5 or more, of the 16 digits of the dense matrices. */
const expectNear = (value: number, expected: number): void =>
  expect(Math.abs(value - expected)).toBeLessThan(1e-8 * (1 + Math.abs(expected)));

const variance = fc.double({ min: 1e-4, max: 2, noNaN: true });
// The seven hours of a week that share an hour of the day; NaN was never seen.
const cells = fc.array(
  fc.record({
    mean: fc.double({ min: -3, max: 3, noNaN: true }),
    precision: fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 1000, noNaN: true })),
  }),
  { minLength: 7, maxLength: 7 },
);

describe('the profile of the week', () => {
  it('is what conditioning hour of day and hours of week at once gives', () => {
    fc.assert(
      fc.property(
        fc.record({ hourOfDay: variance, hourOfWeek: variance }),
        cells,
        fc.integer({ min: 0, max: 23 }),
        (assumed, seen, hour) => {
          const precisions = new Float64Array(168);
          const weighted = new Float64Array(168);
          for (const [weekday, { mean, precision }] of seen.entries()) {
            precisions[weekday * 24 + hour] = precision;
            weighted[weekday * 24 + hour] = precision * mean;
          }
          const profile = shrunkProfile({ precisions, weighted }, assumed);
          const covariance = seen.map((_, i) =>
            seen.map((_, j) => assumed.hourOfDay + (i === j ? assumed.hourOfWeek : 0)),
          );
          const unit = (weekday: number) => seen.map((_, i) => (i === weekday ? 1 : 0));
          const measured = seen.flatMap(({ mean, precision }, weekday) =>
            precision === 0 ? [] : [{ coefficients: unit(weekday), value: mean, variance: 1 / precision }],
          );
          for (const weekday of seen.keys()) {
            const exact = conditioned(covariance, measured, unit(weekday));
            expectNear(profile.hours[weekday * 24 + hour].mean, exact.mean);
            expectNear(profile.hours[weekday * 24 + hour].variance, exact.variance);
            expectNear(profile.logLikelihood, exact.logLikelihood);
          }
        },
      ),
      { numRuns: sampleSize(50, 3000) },
    );
  });
});
