import { describe, expect, test } from 'vitest';
import { dayTotals } from '../../../src/models/day-totals/day-totals.ts';
import { fitByDayTotals } from '../../../src/models/day-totals/fit-by-day-totals.ts';
import { sharesOfDays } from '../../../src/models/day-totals/shares-of-days.ts';
import { thetaSteps } from '../../../src/models/theta/theta-model.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import { even, numbers, seriesOf } from '../series-of.ts';

const missing = Number.NaN;
const step = calendarStep('PT6H');
const DAY = [0.1, 0.4, 0.3, 0.2];
const WEEK = [100, 90, 80, 80, 90, 40, 20];
const volume = (i: number): number => WEEK[Math.floor(i / 4) % 7] * DAY[i % 4];

describe('shares of a day', () => {
  const weekdays = Uint8Array.of(0, 0, 1, 1);

  test('are the means of the last eight values over those of the weekday', () => {
    const values = Float64Array.from(numbers(40, (i) => (i < 8 ? 1000 : [3, 1, 5, 5][i % 4])));
    expect([...sharesOfDays({ values, season: 4 }, weekdays)]).toEqual([0.75, 0.25, 0.5, 0.5]);
  });

  test('are usual for a slot never seen, and even where there was nothing', () => {
    const values = Float64Array.from(numbers(40, (i) => [6, missing, 0, 0][i % 4]));
    expect([...sharesOfDays({ values, season: 4 }, weekdays)]).toEqual([0.5, 0.5, 0.5, 0.5]);
  });
});

describe('totals of days', () => {
  const shares = Float64Array.from(DAY);
  const slotsOf = (count: number) => ({
    slots: Int32Array.from(numbers(count, (i) => i % 4)),
    days: Float64Array.from(numbers(count, (i) => 20_094 + Math.floor(i / 4))),
  });

  test('come to what was observed over its share, and are missing where that is less than half', () => {
    const values = [10, 40, 30, 20, 10, 40, 30, missing, 10, 40, missing, 20, missing, missing, missing, 20];
    const totals = dayTotals(seriesOf(values, { step }), slotsOf(16), shares);
    expect([...totals.values].map((value) => Math.round(1e9 * value) / 1e9)).toEqual([100, 100, 100, missing]);
    expect(totals.step.iso).toBe('P1D');
  });

  test('leave an unfinished last day out, and mark days without open slots as closed', () => {
    const { slots, days } = slotsOf(10);
    slots.fill(-1, 4, 8);
    const totals = dayTotals(seriesOf(numbers(10, volume), { step }), { slots, days }, shares);
    expect(totals.values).toHaveLength(2);
    expect([...totals.closed]).toEqual([0, 1]);
  });
});

describe('a model of days below a day', () => {
  test('continues days of one shape, in parts that add up', () => {
    const fit = fitByDayTotals(seriesOf(numbers(28 * 8, volume), { step }), thetaSteps);
    const { point, components } = fit.forecast(28, [0.8]);
    for (const [i, value] of point.entries()) expect(Math.abs(value / volume(i) - 1)).toBeLessThan(1e-9);
    expect(Object.keys(components)).toEqual(['trend', 'weekly']);
    for (const [i, value] of point.entries())
      expect(Math.abs(components['trend'][i] + components['weekly'][i] - value)).toBeLessThan(1e-9);
  });

  test('goes on where the history stops amid a day', () => {
    const fit = fitByDayTotals(seriesOf(numbers(28 * 8 - 3, volume), { step }), thetaSteps);
    const { point } = fit.forecast(7, [0.8]);
    for (const [i, value] of point.entries()) expect(Math.abs(value / volume(28 * 8 - 3 + i) - 1)).toBeLessThan(1e-9);
    expect(fit.residuals().subarray(-1)[0]).toBeNaN();
  });

  test('has 0 with bounds at 0 for nights and days that are closed', () => {
    const closed = (i: number) => i % 4 === 0 || Math.floor(i / 4) % 7 === 6;
    const history = seriesOf(
      numbers(28 * 8, (i) => (closed(i) ? missing : volume(i))),
      { step },
    );
    const forecast = fitByDayTotals(history, thetaSteps).forecast(28, [0.8]);
    for (const i of forecast.point.keys()) {
      expect(forecast.closed[i]).toBe(closed(i) ? 1 : 0);
      if (closed(i)) expect([forecast.point[i], forecast.intervals[0].upper[i]]).toEqual([0, 0]);
      else expect(Math.abs(forecast.point[i] / volume(i) - 1)).toBeLessThan(1e-9);
    }
  });

  test('keeps times of day in place where clocks change', () => {
    // From 3 February 2025, midnight in New York, over 9 March: that day has no interval from 2 to 3.
    const start = Date.UTC(2025, 1, 3, 5) / 1000;
    const hourly = (hour: number) => 10 + 5 * Math.sin((2 * Math.PI * (hour % 24)) / 24) + (Math.floor(hour / 24) % 7);
    const skipped = 34 * 24 + 2;
    const wall = (i: number) => (i < skipped ? i : i + 1);
    const history = seriesOf(
      numbers(56 * 24 - 1, (i) => hourly(wall(i))),
      { step: calendarStep('PT1H'), timeZone: 'America/New_York', start },
    );
    const { point } = fitByDayTotals(history, thetaSteps).forecast(168, [0.8]);
    for (const [i, value] of point.entries()) expect(Math.abs(value / hourly(56 * 24 + i) - 1)).toBeLessThan(0.01);
  });

  test('has bounds that join what is unsure of the day and of its share', () => {
    const noisy = (i: number) => volume(i) * (0.8 + 0.4 * even(i));
    const { point, intervals } = fitByDayTotals(seriesOf(numbers(28 * 8, noisy), { step }), thetaSteps).forecast(
      28,
      [0.8],
    );
    const values = numbers(28, (i) => noisy(28 * 8 + i));
    const [{ lower, upper }] = intervals;
    const within = values.filter((value, i) => lower[i] <= value && value <= upper[i]).length;
    expect(within / 28).toBeGreaterThan(0.6);
    for (const [i, value] of point.entries()) {
      expect(lower[i]).toBeLessThan(value);
      expect(upper[i]).toBeGreaterThan(value);
    }
  });

  test('takes a week to know its slots', () => {
    expect(() => fitByDayTotals(seriesOf(numbers(8, volume), { step }), thetaSteps)).toThrow(/less than a week/);
  });
});
