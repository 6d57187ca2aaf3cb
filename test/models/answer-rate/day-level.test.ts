import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { believedDay, filterDayLevel, knownWeekdayFraction } from '../../../src/models/answer-rate/day-level.ts';
import { sampleSize } from '../../support/sample-size.ts';
import { conditioned } from './dense-normal.ts';

/** Variances from 1e-4 to 10 leave a condition number of 1e5 or more, of the 16 digits of the dense matrices. */
const expectNear = (value: number, expected: number): void =>
  expect(Math.abs(value - expected)).toBeLessThan(1e-8 * (1 + Math.abs(expected)));

const variance = fc.double({ min: 1e-4, max: 2, noNaN: true });
const variances = fc.record({ drift: variance, weekday: variance, shock: variance });
const observations = fc
  .array(
    fc.record({ gap: fc.integer({ min: 1, max: 4 }), logit: fc.double({ min: -4, max: 4, noNaN: true }), variance }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((days) => {
    let day = -days[0].gap;
    return days.map(({ gap, ...rest }) => {
      day += gap;
      return { day, weekday: (day + 3) % 7, ...rest };
    });
  });

describe('the level of a rate from day to day', () => {
  it('is what conditioning all days at once gives', () => {
    fc.assert(
      fc.property(variances, observations, fc.integer({ min: 1, max: 9 }), (assumed, days, ahead) => {
        const level = filterDayLevel(days, assumed);
        // Unknowns: the level of the first day, its steps, the weekdays, the shocks of the observed days.
        const steps = days[days.length - 1].day + ahead;
        const size = 1 + steps + 7 + days.length;
        const unknownVariance = (i: number) => {
          if (i === 0) return Math.PI ** 2;
          if (i <= steps) return assumed.drift;
          return i <= steps + 7 ? assumed.weekday : assumed.shock;
        };
        const covariance = Array.from({ length: size }, (_, i) =>
          Array.from({ length: size }, (_, j) => (i === j ? unknownVariance(i) : 0)),
        );
        const rowOf = (day: number, weekday: number, shock?: number) =>
          Array.from({ length: size }, (_, i) =>
            i <= day || i === steps + 1 + weekday || (shock !== undefined && i === steps + 8 + shock) ? 1 : 0,
          );
        const measured = days.map(({ day, weekday, logit, variance }, i) => ({
          coefficients: rowOf(day, weekday, i),
          value: logit,
          variance,
        }));
        const last = days.length - 1;
        const { day, weekday } = days[last];
        const today = conditioned(covariance, measured, rowOf(day, weekday, last));
        expectNear(level.logLikelihood, today.logLikelihood);
        expectNear(level.days[last].mean, today.mean);
        expectNear(level.days[last].variance, today.variance);
        const later = conditioned(covariance, measured, rowOf(day + ahead, (weekday + ahead) % 7));
        const believed = believedDay(level, assumed, day + ahead, (weekday + ahead) % 7);
        expectNear(believed.mean, later.mean);
        expectNear(believed.variance, later.variance);
        const asked = Array.from({ length: size }, (_, i) => (i === steps + 1 + weekday ? 1 : 0));
        const known = 1 - conditioned(covariance, measured, asked).variance / assumed.weekday;
        expectNear(knownWeekdayFraction(level, assumed, weekday), known);
      }),
      { numRuns: sampleSize(50, 3000) },
    );
  });

  it('has the law of Jeffreys before any day', () => {
    // Mean 0 and variance 2 trigamma(1/2): scipy.special.polygamma(1, 0.5) is 4.934802200544679.
    const assumed = { drift: 0.1, weekday: 0.2, shock: 0.3 };
    const { mean, variance } = believedDay(filterDayLevel([], assumed), assumed, 0, 3);
    expect(mean).toBe(0);
    expect(variance).toBeCloseTo(2 * 4.934802200544679 + 0.2, 12);
  });
});
