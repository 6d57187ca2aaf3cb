// Student's t: scipy.stats.t.ppf(0.9, [1, 2]) of SciPy 1.11.
import { describe, expect, test } from 'vitest';
import { meanOfDays } from '../../../src/models/mean-of-days/mean-of-days.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import { numbers, seriesOf } from '../series-of.ts';

const T_OF_ONE = 3.0776835371752527;
const T_OF_TWO = 1.8856180831641267;
const HOURLY = { step: calendarStep('PT1H') };

describe('days', () => {
  test('are forecast by their mean, with the bounds of one more value of a sample', () => {
    const { point, intervals } = meanOfDays.fit(seriesOf([100, 160])).forecast(3, [0.8]);
    expect([...point]).toEqual([130, 130, 130]);
    // Variance of the sample 1800, and of its mean half of that.
    expect(intervals[0].upper[0]).toBeCloseTo(130 + T_OF_ONE * Math.sqrt(1800 * 1.5), 8);
    expect(intervals[0].lower[0]).toBe(0);
  });

  test('of counts vary at least as Poisson counts do', () => {
    const { intervals } = meanOfDays.fit(seriesOf([50, 50, Number.NaN, 50])).forecast(1, [0.8]);
    expect(intervals[0].lower[0]).toBeCloseTo(50 - T_OF_TWO * Math.sqrt(50 * (4 / 3)), 8);
    expect(intervals[0].upper[0]).toBeCloseTo(50 + T_OF_TWO * Math.sqrt(50 * (4 / 3)), 8);
  });

  test('below 0 have bounds that may be so, too', () => {
    const { point, intervals } = meanOfDays.fit(seriesOf([-100, 40])).forecast(1, [0.8]);
    expect(point[0]).toBe(-30);
    expect(intervals[0].lower[0]).toBeCloseTo(-30 - T_OF_ONE * Math.sqrt(9800 * 1.5), 8);
  });

  test('of which one is known say nothing about how much days differ', () => {
    expect(() => meanOfDays.fit(seriesOf([Number.NaN, 7]))).toThrow(RangeError);
  });
});

test('hours have the mean of their time of day', () => {
  const { point, intervals } = meanOfDays
    .fit(
      seriesOf(
        numbers(48, (hour) => 10 + (hour % 24)),
        HOURLY,
      ),
    )
    .forecast(30, [0.8]);
  expect([...point.subarray(0, 30)]).toEqual(numbers(30, (hour) => 10 + (hour % 24)));
  expect(intervals[0].upper[3]).toBeCloseTo(13 + T_OF_ONE * Math.sqrt(13 * 1.5), 8);
});

test('residuals are values less their mean, and missing where nothing was observed', () => {
  expect([...meanOfDays.fit(seriesOf([1, Number.NaN, 3])).residuals()]).toEqual([-1, Number.NaN, 1]);
});
