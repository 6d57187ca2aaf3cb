// Expected values: calendars by hand, and the normal distribution of a sum of normal variables in closed form.
import { describe, expect, test } from 'vitest';
import { levelShape } from '../../../src/models/level-shape/level-shape.ts';
import { pastForecastsOf } from '../../../src/models/past-forecasts-of.ts';
import type { LeadDependence } from '../../../src/models/sample-paths/lead-dependence.ts';
import { pastDependence } from '../../../src/models/sample-paths/past-dependence.ts';
import { periodSums } from '../../../src/models/sample-paths/period-sums.ts';
import { normalQuantile } from '../../../src/numeric/normal.ts';
import { nextUniform, randomStream } from '../../../src/numeric/random-stream.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import { firstIntervals } from '../../../src/series/series.ts';
import { sampleSize } from '../../support/sample-size.ts';
import { numbers, seriesOf } from '../series-of.ts';
import { normalForecast } from './normal-forecast.ts';

const INDEPENDENT: LeadDependence = { parts: [] };
const lasting = (share: number): LeadDependence => ({
  parts: [{ share, halfLifeIntervals: Number.POSITIVE_INFINITY }],
});
const daysFrom = (date: string, days: number, timeZone = 'UTC') =>
  normalForecast(new Array(days).fill(100), new Array(days).fill(10), { start: Date.parse(date) / 1000, timeZone });

describe('periods', () => {
  test('are weeks from Monday, calendar months and everything, as far as they are forecast', () => {
    const sums = periodSums(daysFrom('2026-01-28T00:00:00Z', 12), INDEPENDENT, ['week', 'month', 'all'], 0.8);
    expect(
      sums.map(({ period, start, end, point }) => [
        period,
        ...[start, end].map((at) => new Date(1000 * at).toISOString().slice(0, 10)),
        point,
      ]),
    ).toEqual([
      ['week', '2026-01-28', '2026-02-02', 500],
      ['week', '2026-02-02', '2026-02-09', 700],
      ['month', '2026-01-28', '2026-02-01', 400],
      ['month', '2026-02-01', '2026-02-09', 800],
      ['all', '2026-01-28', '2026-02-09', 1200],
    ]);
  });

  test('are those of the local calendar, also below a day and when clocks change', () => {
    const hours = 48 + 23;
    const forecast = normalForecast(new Array(hours).fill(1), new Array(hours).fill(0.1), {
      start: Date.parse('2026-03-27T23:00:00Z') / 1000,
      step: calendarStep('PT1H'),
      timeZone: 'Europe/Berlin',
    });
    const sums = periodSums(forecast, INDEPENDENT, ['week'], 0.8);
    expect(sums.map(({ point }) => point)).toEqual([47, 24]);
    expect(sums[1].start).toBe(Date.parse('2026-03-29T22:00:00Z') / 1000);
  });

  test('of weeks and months take days or shorter intervals', () => {
    const ofWeeks = normalForecast([100], [10], { step: calendarStep('P1W') });
    expect(() => periodSums(ofWeeks, INDEPENDENT, ['month'], 0.8)).toThrow(RangeError);
    expect(periodSums(ofWeeks, INDEPENDENT, ['all'], 0.8)).toHaveLength(1);
  });
});

describe('bounds', () => {
  test('of a period of one interval are those of the interval', () => {
    const [{ lower, upper }] = periodSums(daysFrom('2026-02-01T00:00:00Z', 1), lasting(0.5), ['month'], 0.8);
    const reach = 10 * normalQuantile(0.9);
    // A thousand paths are read between two of them.
    expect(lower).toBeCloseTo(100 - reach, 3);
    expect(upper).toBeCloseTo(100 + reach, 3);
  });

  test.each([0, 0.3, 1])('of a week whose errors share %d of their variance are those of a normal sum', (share) => {
    const [{ lower, point, upper }] = periodSums(daysFrom('2026-01-05T00:00:00Z', 7), lasting(share), ['week'], 0.8);
    const reach = normalQuantile(0.9) * 10 * Math.sqrt(7 * (1 - share) + 49 * share);
    expect(point).toBe(700);
    // Three standard errors of a decile from 500 draws and their mirror images; tails beyond 99 % are cut off.
    expect(Math.abs((upper - lower) / (2 * reach) - 1)).toBeLessThan(share === 1 ? 1e-3 : 0.12);
  });

  test('never exclude the volume, even where all the intervals are bounded on one side', () => {
    const forecast = normalForecast([1, 1, 1], [0, 0, 0]);
    const upward = forecast.intervals.map((interval) => ({
      ...interval,
      upper: interval.upper.map((value) => value + 5),
    }));
    for (const { lower, point, upper } of periodSums({ ...forecast, intervals: upward }, INDEPENDENT, ['all'], 0.8)) {
      expect(lower).toBeLessThanOrEqual(point);
      expect(upper).toBeGreaterThanOrEqual(point);
    }
  });
});

/** Days whose level comes back to its mean with a half-life of a week, so that errors of a forecast go together. */
function correlatedDays(seed: number, days: number) {
  const random = randomStream(seed);
  const gauss = () => normalQuantile(nextUniform(random));
  let level = 40 * gauss();
  const fading = 2 ** (-1 / 7);
  return seriesOf(
    numbers(days, (day) => {
      level = fading * level + 40 * Math.sqrt(1 - fading * fading) * gauss();
      return Math.max(0, 500 + 60 * (day % 7) + level + 20 * gauss());
    }),
  );
}

test('bounds of 80 % hold the weeks of histories with correlated errors in 80 % of cases, which those of independent errors do not', () => {
  const cases = sampleSize(24, 400);
  const held = { learned: 0, independent: 0 };
  let weeks = 0;
  for (let seed = 0; seed < cases; seed++) {
    const whole = correlatedDays(seed, 27 * 7);
    const history = firstIntervals(whole, 25 * 7);
    const fit = levelShape.fit(history);
    const forecast = fit.forecast(14, [0.8, 0.2, 0.4, 0.6, 0.95, 0.99]);
    const learned = pastDependence(forecast, history, pastForecastsOf(levelShape, fit, history, 14));
    const came = [0, 1].map((week) =>
      whole.values.subarray((25 + week) * 7, (26 + week) * 7).reduce((sum, value) => sum + value, 0),
    );
    const holds = (dependence: LeadDependence): number =>
      periodSums(forecast, dependence, ['week'], 0.8).filter(
        ({ lower, upper }, week) => lower <= came[week] && came[week] <= upper,
      ).length;
    held.learned += holds(learned);
    held.independent += holds(INDEPENDENT);
    weeks += came.length;
  }
  // The two weeks of a history err together: three standard errors of as many cases as there are histories.
  const tolerance = 3 * Math.sqrt((0.8 * 0.2) / cases);
  expect(Math.abs(held.learned / weeks - 0.8)).toBeLessThan(tolerance);
  expect(held.independent / weeks).toBeLessThan(held.learned / weeks - 0.15);
});
