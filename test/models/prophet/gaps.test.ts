import { expect, test } from 'vitest';
import { PROPHET_DEFAULTS } from '../../../src/models/prophet/options.ts';
import { fitProphetToSeries, forecastProphet } from '../../../src/models/prophet/prophet.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import type { Series } from '../../../src/series/series.ts';

const dailySeries = (values: readonly number[]): Series => ({
  start: Date.UTC(2024, 0, 1) / 1000,
  step: calendarStep('P1D'),
  timeZone: 'UTC',
  unit: 'contacts',
  values: Float64Array.from(values),
  closed: new Uint8Array(values.length),
});

/** A line and a week, without noise: whoever leaves the gap alone finds both again. */
const volume = (day: number): number => 300 + 2 * day + [40, 30, 20, 10, 0, -40, -60][day % 7];
const isGap = (day: number): boolean => day >= 30 && day < 51;
const WEEKS = 24 * 7;

const forecastOf = (valueInGap: (day: number) => number) => {
  const values = Array.from({ length: WEEKS }, (_, day) => (isGap(day) ? valueInGap(day) : volume(day)));
  return forecastProphet(fitProphetToSeries(dailySeries(values), PROPHET_DEFAULTS), 28, [0.8]);
};

test('A.1.7: three weeks without data are not resampled: the forecast is that of the days that are there', () => {
  const { point } = forecastOf(() => Number.NaN);
  for (const [i, forecast] of point.entries()) {
    const truth = volume(WEEKS + i);
    expect(Math.abs(forecast - truth) / truth).toBeLessThan(0.02);
  }
});

test('A.1.7: three weeks taken for zeros widen the bounds many times over', () => {
  const width = ({ intervals: [{ lower, upper }] }: ReturnType<typeof forecastOf>) => upper[0] - lower[0];
  expect(width(forecastOf(() => 0))).toBeGreaterThan(10 * width(forecastOf(() => Number.NaN)));
});
