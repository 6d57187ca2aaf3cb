import { describe, expect, test } from 'vitest';
import { calendarStep } from '../../src/series/calendar-step.ts';
import {
  closedOnWeekdays,
  closedOutside,
  closeForecastTimes,
  closeTimes,
  neverClosed,
} from '../../src/series/closed-times.ts';
import type { Forecast } from '../../src/series/forecast.ts';
import { openingHours } from '../../src/series/opening-hours.ts';
import type { Series } from '../../src/series/series.ts';
import { utc } from './volume-record.ts';

/** Days from Monday, 1 January 2024. */
const daily = (days: number): Series => ({
  start: utc('2024-01-01'),
  step: calendarStep('P1D'),
  timeZone: 'UTC',
  unit: 'contacts',
  values: new Float64Array(days).fill(3),
  closed: new Uint8Array(days),
});

function forecastOf(series: Series, value: number): Forecast {
  const all = () => new Float64Array(series.values.length).fill(value);
  const { start, step, timeZone, unit, closed } = series;
  const intervals = [{ levelFraction: 0.8, lower: all().map((x) => x - 1), upper: all().map((x) => x + 1) }];
  return { start, step, timeZone, unit, point: all(), intervals, components: { trend: all() }, closed };
}

describe('a forecast', () => {
  test('A.1.2: is 0 with bounds of 0 on closed weekdays, and unchanged on others', () => {
    const forecast = closeForecastTimes(forecastOf(daily(7), 12), closedOnWeekdays(calendarStep('P1D'), [6, 0]));
    expect([...forecast.point]).toEqual([12, 12, 12, 12, 12, 0, 0]);
    expect([...(forecast.intervals[0]?.lower ?? [])]).toEqual([11, 11, 11, 11, 11, 0, 0]);
    expect([...(forecast.intervals[0]?.upper ?? [])]).toEqual([13, 13, 13, 13, 13, 0, 0]);
    expect([...forecast.closed]).toEqual([0, 0, 0, 0, 0, 1, 1]);
    expect([...(forecast.components['trend'] ?? [])]).toEqual([12, 12, 12, 12, 12, 12, 12]);
  });

  test('of weeks or longer steps has no closed weekday', () => {
    const weekly = forecastOf({ ...daily(4), step: calendarStep('P1W') }, 12);
    expect(closeForecastTimes(weekly, closedOnWeekdays(weekly.step, [1]))).toBe(weekly);
  });

  test('without closed weekdays stays as it is', () => {
    const forecast = forecastOf(daily(7), 12);
    expect(closeForecastTimes(forecast, neverClosed(forecast.step))).toBe(forecast);
    expect(closeTimes(daily(7), neverClosed(forecast.step)).closed).toEqual(new Uint8Array(7));
  });
});

describe('opening hours', () => {
  test('close every interval in which the centre is at no time open', () => {
    const closed = closedOutside(calendarStep('PT30M'), openingHours('Mon-Fri 08:15-18:00, Sat 09:00-13:00'));
    const open = (weekday: number) =>
      Array.from({ length: 48 }, (_, slot) => slot).filter((slot) => closed[weekday * 48 + slot] === 0);
    expect([open(0), open(1)[0], open(1).at(-1), open(5), open(6)[0], open(6).length]).toEqual([
      [],
      16,
      35,
      open(1),
      18,
      8,
    ]);
  });

  test('close the days on which there are none', () => {
    expect([...closedOutside(calendarStep('P1D'), openingHours('Mon-Fri 08:00-18:00'))]).toEqual([1, 0, 0, 0, 0, 0, 1]);
  });
});
