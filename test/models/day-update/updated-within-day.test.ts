import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { updatedWithinDay } from '../../../src/models/day-update/updated-within-day.ts';
import type { ForecastingModel } from '../../../src/models/forecasting-model.ts';
import { levelShape } from '../../../src/models/level-shape/level-shape.ts';
import { seasonalNaive } from '../../../src/models/naive/seasonal-naive.ts';
import { calendarStep, gridOf } from '../../../src/series/calendar-step.ts';
import { wallSecondsAt } from '../../../src/series/time-zone.ts';
import { sampleSize } from '../../support/sample-size.ts';
import { even, numbers, seriesOf } from '../series-of.ts';

const missing = Number.NaN;
const HOURLY = { step: calendarStep('PT1H') };
const ofHour = (hour: number): number => 40 + 30 * Math.sin((2 * Math.PI * ((hour % 24) - 6)) / 24);
const relative = (ours: number, expected: number): number => Math.abs(ours / expected - 1);

/** Days that are busier or quieter than usual as a whole, each by a factor of its own. */
const busyness = (hour: number): number => 0.7 + 0.6 * even(Math.floor(hour / 24));
const forecastOf = (values: readonly number[], horizon: number, model: ForecastingModel = levelShape) =>
  updatedWithinDay(model).fit(seriesOf(values, HOURLY)).forecast(horizon, [0.8]);

describe.each([levelShape, seasonalNaive])('$name, updated within the day,', (model) => {
  test('follows a busy morning where mornings told of the rest of the day, and not where they did not', () => {
    const noon = 24 * 42 + 12;
    const busyMorning = (hour: number): number => (hour >= 24 * 42 ? 1.3 : busyness(hour));
    const lasting = numbers(noon, (hour) => ofHour(hour) * busyMorning(hour));
    // In this history the second half of a day is as usual, whatever its first half was.
    const passing = numbers(noon, (hour) => ofHour(hour) * (hour % 24 < 12 ? busyMorning(hour) : 1));
    const [followed, ignored] = [lasting, passing].map((values) => forecastOf(values, 12, model).point);
    const usual = numbers(12, (i) => ofHour(12 + i)).reduce((sum, value) => sum + value, 0);
    const total = (point: Float64Array): number => point.reduce((sum, value) => sum + value, 0);
    expect(relative(total(followed), 1.3 * usual)).toBeLessThan(0.08);
    expect(relative(total(ignored), usual)).toBeLessThan(0.08);
  });

  test('of days that all go as forecast changes nothing', () => {
    const { point, components } = forecastOf(numbers(24 * 35 + 9, ofHour), 48, model);
    for (const [i, value] of point.entries()) expect(relative(value, ofHour(9 + i))).toBeLessThan(1e-9);
    for (const change of components['update']) expect(Math.abs(change)).toBeLessThan(1e-6);
  });

  test('leaves later days to the model, which sees the morning too', () => {
    const values = numbers(24 * 35 + 9, (hour) => ofHour(hour) * busyness(hour) + even(hour));
    const plain = model.fit(seriesOf(values, HOURLY)).forecast(72, [0.8]);
    const updated = forecastOf(values, 72, model);
    expect(updated.start).toBe(plain.start);
    expect(updated.point.slice(15)).toEqual(plain.point.slice(15));
    expect(updated.intervals[0].upper.slice(15)).toEqual(plain.intervals[0].upper.slice(15));
    expect(updated.point.slice(0, 15)).not.toEqual(plain.point.slice(0, 15));
  });

  test('is the model itself at the start of a day, and while nothing of the day is known', () => {
    const values = numbers(24 * 35, (hour) => ofHour(hour) * busyness(hour));
    for (const history of [values, [...values, missing, missing]]) {
      const plain = model.fit(seriesOf(history, HOURLY)).forecast(30, [0.8]);
      expect(forecastOf(history, 30, model)).toEqual(plain);
    }
  });

  test('counts missing intervals of the morning as nothing, not as 0', () => {
    const values = numbers(24 * 42 + 12, (hour) => ofHour(hour) * (hour >= 24 * 42 ? 1.3 : busyness(hour)));
    const gaps = values.map((value, hour) => (hour === 24 * 42 + 7 || hour === 24 * 42 + 9 ? missing : value));
    const [whole, partly] = [values, gaps].map((each) => forecastOf(each, 12, model).point);
    for (const [i, value] of partly.entries()) expect(relative(value, whole[i])).toBeLessThan(0.05);
  });
});

test('bounds close in as the day goes on, where mornings tell of the rest', () => {
  const values = numbers(24 * 60, (hour) => ofHour(hour) * busyness(hour) + 3 * even(hour));
  const eveningWidth = (known: number): number => {
    const { intervals } = forecastOf(values.slice(0, 24 * 50 + known), 24 - known);
    const [{ lower, upper }] = intervals;
    return upper.subarray(-6).reduce((sum, bound, i) => sum + bound - lower.subarray(-6)[i], 0);
  };
  const dayAhead = levelShape.fit(seriesOf(values.slice(0, 24 * 50), HOURLY)).forecast(24, [0.8]);
  const [{ lower, upper }] = dayAhead.intervals;
  const aheadWidth = upper.subarray(-6).reduce((sum, bound, i) => sum + bound - lower.subarray(-6)[i], 0);
  expect(eveningWidth(12)).toBeLessThan(0.5 * aheadWidth);
  expect(eveningWidth(17)).toBeLessThan(1.2 * eveningWidth(12));
});

test('80 % bounds hold four of five values of days that differ by chance', () => {
  let [held, all] = [0, 0];
  for (let day = 40; day < sampleSize(52, 140); day++) {
    const values = numbers(24 * (day + 1), (hour) => ofHour(hour) * busyness(hour) * (0.8 + 0.4 * even(7 * hour)));
    const [{ lower, upper }] = forecastOf(values.slice(0, 24 * day + 12), 12, seasonalNaive).intervals;
    for (let i = 0; i < 12; i++)
      held += Number(lower[i] <= values[24 * day + 12 + i] && values[24 * day + 12 + i] <= upper[i]);
    all += 12;
  }
  // 144 values, those of a day not quite independent: three standard errors.
  expect(Math.abs(held / all - 0.8)).toBeLessThan(0.11);
});

test('a day of 23 or 25 hours and closed hours shift no hour', () => {
  // London; clocks go forward on 29 March 2026 and back on 25 October, and the history ends at noon of that day.
  for (const [start, days] of [
    ['2026-02-16T00:00:00Z', 41],
    ['2026-09-13T23:00:00Z', 41],
  ] as const) {
    const zone = { start: Date.parse(start) / 1000, timeZone: 'Europe/London', ...HOURLY };
    const starts = gridOf(zone.start, zone.step, zone.timeZone, 24 * (days + 2));
    const hourOf = (instant: number): number => (wallSecondsAt(zone.timeZone, instant) / 3600) % 24;
    const expected = [...starts].map((instant) =>
      hourOf(instant) >= 8 && hourOf(instant) < 18 ? 50 + hourOf(instant) : missing,
    );
    const noon = starts.findIndex((instant, i) => i >= 24 * days && hourOf(instant) === 12);
    const forecast = updatedWithinDay(levelShape)
      .fit(seriesOf(expected.slice(0, noon), zone))
      .forecast(24, [0.8]);
    for (let i = 0; i < 24; i++) {
      const value = expected[noon + i];
      expect(forecast.closed[i]).toBe(Number.isNaN(value) ? 1 : 0);
      if (Number.isNaN(value)) expect([forecast.point[i], forecast.intervals[0].upper[i]]).toEqual([0, 0]);
      else expect(relative(forecast.point[i], value)).toBeLessThan(1e-9);
    }
  }
});

test('any history has finite bounds that hold the forecast and are not negative, and components that add up', () => {
  const histories = fc.tuple(fc.integer({ min: 15, max: 30 }), fc.integer({ min: 1, max: 23 }), fc.nat(1000));
  const check = ([days, known, seed]: [number, number, number]): void => {
    const values = numbers(24 * days + known, (hour) =>
      even(hour + seed) < 0.02 ? missing : Math.floor(20 * even((hour + seed) ** 2)),
    );
    const forecast = forecastOf(values, 40);
    const [{ lower, upper }] = forecast.intervals;
    for (const [i, value] of forecast.point.entries()) {
      const rising = [0, lower[i], value, upper[i]];
      expect(rising.every(Number.isFinite)).toBe(true);
      expect([...rising].sort((a, b) => a - b)).toEqual(rising);
      const sum = Object.values(forecast.components).reduce((total, part) => total + part[i], 0);
      expect(Math.abs(sum - value)).toBeLessThanOrEqual(1e-9 * Math.max(1, value));
    }
  };
  fc.assert(fc.property(histories, check), { numRuns: sampleSize(4, 60) });
});

test('a history in another unit has the same forecast in that unit', () => {
  const values = numbers(24 * 20 + 9, (hour) => Math.floor(20 * even(hour ** 2)));
  const [one, thousand] = [1, 1000].map((unit) =>
    forecastOf(
      values.map((value) => unit * value),
      15,
      seasonalNaive,
    ),
  );
  for (const [i, value] of one.point.entries())
    expect(Math.abs(thousand.point[i] - 1000 * value)).toBeLessThanOrEqual(1e-9 * 1000 * value);
});

test.each([
  ['whole days', seriesOf(numbers(60, (day) => 10 + day)), /below a day/],
  [
    'negative values',
    seriesOf(
      numbers(24 * 30 + 5, (hour) => hour - 3),
      HOURLY,
    ),
    /negative/,
  ],
])('%s are refused', (_, history, message) => {
  expect(() => updatedWithinDay(levelShape).fit(history)).toThrow(RangeError);
  expect(() => updatedWithinDay(levelShape).fit(history)).toThrow(message);
});

test('a history is long enough with a day more than the model needs', () => {
  const needed = levelShape.requiredIntervals(HOURLY);
  expect(updatedWithinDay(levelShape).requiredIntervals(HOURLY)).toBe(needed + 24);
});
