import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { levelShape } from '../../../src/models/level-shape/level-shape.ts';
import { calendarStep, gridOf } from '../../../src/series/calendar-step.ts';
import type { Series } from '../../../src/series/series.ts';
import { wallSecondsAt } from '../../../src/series/time-zone.ts';
import { sampleSize } from '../../support/sample-size.ts';
import { even, numbers, seriesOf } from '../series-of.ts';

const missing = Number.NaN;
const HOURLY = { step: calendarStep('PT1H') };
const weekly = (day: number): number => 100 + 10 * (day % 7);
const ofHour = (hour: number): number =>
  20 + 15 * Math.sin((2 * Math.PI * (hour % 24)) / 24) + (hour % 168 < 120 ? 10 : 0);
const relative = (ours: number, expected: number): number => Math.abs(ours / expected - 1);

describe('days', () => {
  test('of an even week go on as they were, without a doubt', () => {
    const { point, intervals } = levelShape.fit(seriesOf(numbers(140, weekly))).forecast(14, [0.8]);
    for (const [i, value] of point.entries()) expect(value).toBeCloseTo(weekly(i), 9);
    for (const [i, value] of intervals[0].lower.entries()) expect(value).toBeCloseTo(weekly(i), 9);
    for (const [i, value] of intervals[0].upper.entries()) expect(value).toBeCloseTo(weekly(i), 9);
  });

  test('start at a new level within two weeks of a step, and keep the shape of the week', () => {
    const { point } = levelShape
      .fit(seriesOf(numbers(140, (day) => weekly(day) * (day < 126 ? 1 : 2))))
      .forecast(7, [0.8]);
    for (const [i, value] of point.entries()) expect(relative(value, 2 * weekly(i))).toBeLessThan(0.02);
  });

  test('are not moved by an outage or a flood', () => {
    const disturbed = numbers(140, (day) => (day === 120 ? 0 : day === 133 ? 5000 : weekly(day)));
    const { point } = levelShape.fit(seriesOf(disturbed)).forecast(7, [0.8]);
    for (const [i, value] of point.entries()) expect(relative(value, weekly(i))).toBeLessThan(1e-9);
  });

  test('that are closed each week are 0, say so, and shift no other weekday', () => {
    const history = seriesOf(numbers(140, (day) => (day % 7 > 4 ? missing : weekly(day))));
    const { point, closed, intervals } = levelShape.fit(history).forecast(8, [0.8]);
    expect([...closed]).toEqual([0, 0, 0, 0, 0, 1, 1, 0]);
    expect([point[5], intervals[0].lower[6], intervals[0].upper[6]]).toEqual([0, 0, 0]);
    for (const day of [0, 1, 2, 3, 4, 7]) expect(point[day]).toBeCloseTo(weekly(day), 9);
  });

  test('that were closed once, or are missing, shift no weekday and count as nothing, not as 0', () => {
    const gaps = [3, 40, 41, 42, 100, 137];
    const history = seriesOf(numbers(140, (day) => (gaps.includes(day) ? missing : weekly(day))));
    const { point } = levelShape.fit(history).forecast(7, [0.8]);
    for (const [i, value] of point.entries()) expect(value).toBeCloseTo(weekly(i), 9);
  });

  test('that were low on the same date in two years are low again', () => {
    // From Monday, 6 January 2025: 1 October is day 268, 633 and 998; no weekday rule meets it in two years.
    const history = seriesOf(numbers(980, (day) => (day === 268 || day === 633 ? 30 : weekly(day) + 5 * even(day))));
    const { point } = levelShape.fit(history).forecast(28, [0.8]);
    const others = [...point.keys()].filter((i) => i !== 18);
    for (const i of others) expect(relative(point[i], weekly(980 + i) + 2.5)).toBeLessThan(0.05);
    expect(point[18]).toBeLessThan(0.5 * weekly(998));
  });

  test('at the end of each month are higher where they were', () => {
    const isLast = (day: number): boolean => new Date(Date.UTC(2025, 0, 7 + day)).getUTCDate() === 1;
    const history = seriesOf(numbers(364, (day) => weekly(day) * (isLast(day) ? 1.4 : 1) * (0.9 + 0.2 * even(day))));
    const { point, components } = levelShape.fit(history).forecast(31, [0.8]);
    const last = [...point.keys()].findIndex((i) => isLast(364 + i));
    expect(components['calendar'][last]).toBeGreaterThan(0.05 * weekly(364 + last));
    expect(components['calendar'][last - 10]).toBeLessThan(0.02 * weekly(364 + last - 10));
  });

  test('of a history in another unit are the same in that unit', () => {
    const history = numbers(200, (day) => weekly(day) + Math.round(30 * even(day)));
    const [one, thousand] = [1, 1000].map((factor) =>
      levelShape.fit(seriesOf(history.map((value) => value * factor))).forecast(14, [0.8]),
    );
    for (const [i, value] of one.point.entries()) expect(relative(thousand.point[i], 1000 * value)).toBeLessThan(1e-9);
    for (const [i, value] of one.intervals[0].upper.entries())
      expect(relative(thousand.intervals[0].upper[i], 1000 * value)).toBeLessThan(1e-9);
  });

  test('have residuals of their last weeks, one week ahead', () => {
    const history = seriesOf(numbers(140, (day) => (day === 130 ? 50 : day === 132 ? missing : weekly(day))));
    const residuals = levelShape.fit(history).residuals();
    expect(residuals).toHaveLength(140);
    expect(residuals[130]).toBeCloseTo(50 - weekly(130), 9);
    expect(residuals[131]).toBeCloseTo(0, 9);
    expect(residuals[132]).toBeNaN();
    expect(residuals[5]).toBeNaN();
  });
});

describe('intervals below a day', () => {
  test('of an even week go on as they were', () => {
    const { point } = levelShape.fit(seriesOf(numbers(168 * 6, ofHour), HOURLY)).forecast(168, [0.8]);
    for (const [i, value] of point.entries()) expect(relative(value, ofHour(i))).toBeLessThan(1e-9);
  });

  test('outside opening hours are 0 and closed, before and after a change of clocks', () => {
    // London; clocks go forward on 29 March 2026, back on 25 October.
    for (const start of ['2026-02-16T00:00:00Z', '2026-09-13T23:00:00Z']) {
      const zone = { start: Date.parse(start) / 1000, timeZone: 'Europe/London', ...HOURLY };
      const starts = gridOf(zone.start, zone.step, zone.timeZone, 24 * 56);
      const hourOf = (instant: number): number => (wallSecondsAt(zone.timeZone, instant) / 3600) % 24;
      const expected = [...starts].map((instant) =>
        hourOf(instant) >= 8 && hourOf(instant) < 18 ? 50 + hourOf(instant) : missing,
      );
      const history = 24 * 40;
      const { point, closed } = levelShape.fit(seriesOf(expected.slice(0, history), zone)).forecast(24 * 16, [0.8]);
      for (const [i, value] of expected.slice(history).entries()) {
        expect(closed[i]).toBe(Number.isNaN(value) ? 1 : 0);
        if (Number.isNaN(value)) expect(point[i]).toBe(0);
        else expect(relative(point[i], value)).toBeLessThan(1e-9);
      }
    }
  });

  test('after a holiday are as before it', () => {
    const holiday = (hour: number): boolean => hour >= 168 * 7 && hour < 168 * 7 + 24;
    const history = seriesOf(
      numbers(168 * 8, (hour) => (holiday(hour) ? 1 : ofHour(hour))),
      HOURLY,
    );
    const { point } = levelShape.fit(history).forecast(168, [0.8]);
    for (const [i, value] of point.entries()) expect(relative(value, ofHour(i))).toBeLessThan(0.01);
  });

  test('go on from the middle of a day', () => {
    const history = seriesOf(numbers(168 * 4 + 13, ofHour), HOURLY);
    for (const horizon of [5, 30, 200]) {
      const { point } = levelShape.fit(history).forecast(horizon, [0.8]);
      for (const [i, value] of point.entries()) expect(relative(value, ofHour(13 + i))).toBeLessThan(1e-9);
    }
  });

  test('of a longer history than half a year are learned from its last half-year', () => {
    const values = numbers(168 * 30, (hour) => ofHour(hour) + 5 * even(hour));
    const [whole, half] = [values, values.slice(168 * 4)].map((each) =>
      levelShape.fit(seriesOf(each, HOURLY)).forecast(24, [0.8]),
    );
    // The calendar is that of the end in the one, and four weeks earlier in the other: without effects of days of the month.
    for (const [i, value] of whole.point.entries()) expect(relative(value, half.point[i])).toBeLessThan(0.02);
  });

  test('have residuals one week ahead, also where the history is longer than what is learned from', () => {
    const residuals = levelShape.fit(seriesOf(numbers(168 * 28, ofHour), HOURLY)).residuals();
    expect(residuals).toHaveLength(168 * 28);
    expect(residuals[0]).toBeNaN();
    for (const residual of residuals.subarray(168 * 26)) expect(residual).toBeCloseTo(0, 9);
  });
});

describe('any history that does', () => {
  const daily = fc
    .array(fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 500 }) }, fc.constant(missing), fc.constant(0)), {
      minLength: 21,
      maxLength: 120,
    })
    .map((values) => seriesOf(values));
  const hourly = fc.tuple(fc.integer({ min: 14, max: 40 }), fc.nat(1000), fc.nat(23)).map(([days, seed, more]) =>
    seriesOf(
      numbers(24 * days + more, (hour) =>
        even(hour + seed) < 0.02 ? missing : Math.floor(40 * even((hour + seed) ** 2)),
      ),
      HOURLY,
    ),
  );

  let forecasts = 0;
  const checkForecast = (history: Series, horizon: number): void => {
    let forecast: ReturnType<ReturnType<typeof levelShape.fit>['forecast']>;
    try {
      forecast = levelShape.fit(history).forecast(horizon, [0.5, 0.8, 0.95]);
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
      return;
    }
    forecasts++;
    const { point, intervals, components } = forecast;
    const [narrow, middle, wide] = intervals;
    for (const [i, value] of point.entries()) {
      const rising = [
        0,
        wide.lower[i],
        middle.lower[i],
        narrow.lower[i],
        value,
        narrow.upper[i],
        middle.upper[i],
        wide.upper[i],
      ];
      expect(rising.every(Number.isFinite)).toBe(true);
      expect([...rising].sort((a, b) => a - b)).toEqual(rising);
      const sum = Object.values(components).reduce((total, part) => total + part[i], 0);
      expect(Math.abs(sum - value)).toBeLessThanOrEqual(1e-9 * Math.max(1, value));
    }
  };

  test('has finite bounds that hold the forecast, nest by level and are never negative, and components that add up', () => {
    const runs = { daily: sampleSize(40, 2000), hourly: sampleSize(8, 200) };
    fc.assert(fc.property(daily, fc.integer({ min: 1, max: 60 }), checkForecast), { numRuns: runs.daily });
    fc.assert(fc.property(hourly, fc.integer({ min: 1, max: 400 }), checkForecast), { numRuns: runs.hourly });
    // Few such histories are too empty.
    expect(forecasts).toBeGreaterThan(0.8 * (runs.daily + runs.hourly));
  });
});

describe('what is refused', () => {
  const refusal = (history: Series) => () => levelShape.fit(history).forecast(7, [0.8]);

  test.each([
    ['negative values', numbers(28, (day) => day - 3), {}, /negative/],
    ['nothing but zeros', numbers(28, () => 0), {}, /no value of the history is above 0/],
    ['days that are mostly 0', numbers(70, (day) => (day % 3 === 0 ? 5 : 0)), {}, /most days of the history are 0/],
    ['a single week', numbers(7, weekly), {}, /how far off/],
    ['months', numbers(36, weekly), { step: calendarStep('P1M') }, /days or shorter/],
    ['hours that are negative', numbers(336, (hour) => hour - 3), HOURLY, /negative/],
    ['hours of nothing', numbers(336, () => 0), HOURLY, /no value of the history is above 0/],
    ['hours of a week', numbers(168, ofHour), HOURLY, /how far off/],
    [
      'a time that was never observed',
      numbers(180, (hour) => (hour === 30 ? missing : ofHour(hour))),
      HOURLY,
      /no value in the history/,
    ],
  ] as const)('%s', (_, values, other, message) => {
    expect(refusal(seriesOf(values, other))).toThrow(RangeError);
    expect(refusal(seriesOf(values, other))).toThrow(message);
  });
});
