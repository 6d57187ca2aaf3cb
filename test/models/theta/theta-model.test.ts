import { describe, expect, test } from 'vitest';
import { classicalSeason, withoutSeason } from '../../../src/models/theta/classical-season.ts';
import { showsSeason } from '../../../src/models/theta/seasonal-test.ts';
import { thetaModel } from '../../../src/models/theta/theta-model.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import { even, numbers, seriesOf } from '../series-of.ts';

const missing = Number.NaN;
const WEEK = [120, 110, 105, 100, 108, 40, 30];
const weekly = (day: number): number => WEEK[day % 7];

describe('the forecast', () => {
  test('of a season without noise is that season, in parts that add up', () => {
    const { point, components } = thetaModel.fit(seriesOf(numbers(70, weekly))).forecast(10, [0.8]);
    for (const [i, value] of point.entries()) expect(Math.abs(value / weekly(i) - 1)).toBeLessThan(1e-9);
    expect(point).toEqual(components['trend'].map((trend, i) => trend + components['weekly'][i]));
  });

  test('of a line rises by half of its slope, from its end on', () => {
    // All of a line is trend: without a season, smoothing lags behind and the drift makes up for half.
    const history = seriesOf(
      numbers(40, (month) => 10 + 2 * month),
      { step: calendarStep('P1M') },
    );
    const { point } = thetaModel.fit(history).forecast(4, [0.8]);
    for (const i of [1, 2, 3]) expect(point[i] - point[i - 1]).toBeCloseTo(1, 9);
  });

  test('has the week after closed and missing days where it belongs', () => {
    const history = seriesOf(numbers(140, (day) => (day % 7 === 2 || day % 11 === 4 ? missing : weekly(day))));
    const { point, closed, intervals } = thetaModel.fit(history).forecast(7, [0.8]);
    expect([...closed]).toEqual([0, 0, 1, 0, 0, 0, 0]);
    expect([point[2], intervals[0].lower[2], intervals[0].upper[2]]).toEqual([0, 0, 0]);
    for (const i of [0, 1, 3, 4, 5, 6]) expect(Math.abs(point[i] / weekly(i) - 1)).toBeLessThan(1e-6);
  });
});

test('bounds are around the forecast and widen with the lead within a slot', () => {
  const history = seriesOf(numbers(84, (day) => weekly(day) * (0.8 + 0.4 * even(day))));
  const { point, intervals } = thetaModel.fit(history).forecast(21, [0.8, 0.95]);
  const [inner, outer] = intervals;
  for (const [i, value] of point.entries()) {
    expect(inner.lower[i]).toBeLessThan(value);
    expect(inner.upper[i]).toBeGreaterThan(value);
    expect(outer.upper[i]).toBeGreaterThan(inner.upper[i]);
    if (i >= 7) expect(inner.upper[i] - inner.lower[i]).toBeGreaterThanOrEqual(inner.upper[i - 7] - inner.lower[i - 7]);
  }
});

test('residuals are missing where the history is', () => {
  const history = seriesOf(numbers(70, (day) => (day % 9 === 4 ? missing : weekly(day) + even(day))));
  for (const [day, residual] of thetaModel.fit(history).residuals().entries())
    expect(Number.isNaN(residual)).toBe(Number.isNaN(history.values[day]));
});

test('a week is seen where there is one, in noise it is not, nor in two seasons', () => {
  const noise = (day: number) => even(day * day);
  expect(showsSeason(Float64Array.from(numbers(70, (day) => weekly(day) + noise(day))), 7)).toBe(true);
  expect(showsSeason(Float64Array.from(numbers(28, weekly)), 7)).toBe(true);
  expect(showsSeason(Float64Array.from(numbers(14, weekly)), 7)).toBe(false);
  expect(showsSeason(Float64Array.from(numbers(70, (day) => 5 + noise(day))), 7)).toBe(false);
  expect(showsSeason(Float64Array.from(numbers(70, () => 5)), 7)).toBe(false);
});

test('the season is factors, and addends where values are negative or a slot holds nothing', () => {
  const three = [1.5, 1, 0.5];
  const factors = classicalSeason(Float64Array.from(numbers(30, (i) => 10 * three[i % 3])), 3);
  expect(factors.kind).toBe('factor');
  for (const [slot, factor] of factors.bySlot.entries()) expect(factor).toBeCloseTo(three[slot], 12);
  const negative = Float64Array.from(numbers(30, (i) => [4, -1, -3][i % 3]));
  expect(classicalSeason(negative, 3).kind).toBe('addend');
  expect(withoutSeason(negative, classicalSeason(negative, 3)).every((value) => Math.abs(value) < 1e-12)).toBe(true);
  expect(classicalSeason(Float64Array.from(numbers(30, (i) => [4, 0, 3][i % 3])), 3).kind).toBe('addend');
});

test('a slot that never has a whole season around it hides the season', () => {
  const values = Float64Array.from(numbers(42, (day) => (day % 7 === 3 && day !== 3 ? missing : weekly(day))));
  expect(() => classicalSeason(values, 7)).toThrow(/too many values are missing/);
});
