import { describe, expect, test } from 'vitest';
import { stlModel } from '../../../src/models/stl-forecast/stl-model.ts';
import { fillUniform, randomStream } from '../../../src/numeric/random-stream.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import { numbers, seriesOf } from '../series-of.ts';

const missing = Number.NaN;
const WEEK = [120, 110, 105, 100, 108, 40, 30];
const weekly = (day: number): number => WEEK[day % 7];

describe('the forecast', () => {
  test('of a season without noise is that season', () => {
    const { point, components } = stlModel.fit(seriesOf(numbers(70, weekly))).forecast(10, [0.8]);
    // Loess and the search for the trend leave some rounding.
    for (const [i, value] of point.entries()) expect(Math.abs(value / weekly(i) - 1)).toBeLessThan(1e-6);
    expect(Object.keys(components)).toEqual(['trend', 'weekly']);
    expect(point).toEqual(components['trend'].map((trend, i) => trend + components['weekly'][i]));
  });

  test('has the week after a closed day where it belongs', () => {
    const history = seriesOf(numbers(70, (day) => (day % 7 === 2 ? missing : weekly(day))));
    const { point, closed, intervals } = stlModel.fit(history).forecast(7, [0.8]);
    expect([...closed]).toEqual([0, 0, 1, 0, 0, 0, 0]);
    expect([point[2], intervals[0].lower[2], intervals[0].upper[2]]).toEqual([0, 0, 0]);
    for (const i of [0, 1, 3, 4, 5, 6]) expect(Math.abs(point[i] / weekly(i) - 1)).toBeLessThan(1e-6);
  });

  test('does not depend on what stands in for a missing value: there is nothing there', () => {
    const history = seriesOf(numbers(70, (day) => (day % 9 === 4 ? missing : weekly(day))));
    const { point } = stlModel.fit(history).forecast(7, [0.8]);
    for (const [i, value] of point.entries()) expect(Math.abs(value / weekly(i) - 1)).toBeLessThan(1e-3);
  });

  test('of half-hours has the day and the week', () => {
    const level = (slot: number) =>
      50 + 30 * Math.sin((2 * Math.PI * (slot % 12)) / 12) + 10 * (Math.floor(slot / 12) % 7);
    const history = seriesOf(numbers(12 * 7 * 6, level), { step: calendarStep('PT2H') });
    const { point, components } = stlModel.fit(history).forecast(84, [0.8]);
    expect(Object.keys(components)).toEqual(['trend', 'daily', 'weekly']);
    for (const [i, value] of point.entries()) expect(Math.abs(value - level(i))).toBeLessThan(1);
  });

  test('of months without two years is a damped trend alone', () => {
    const history = seriesOf(
      numbers(12, () => 7),
      { step: calendarStep('P1M') },
    );
    const { point, components } = stlModel.fit(history).forecast(3, [0.8]);
    expect(Object.keys(components)).toEqual(['trend']);
    for (const value of point) expect(value).toBeCloseTo(7, 9);
  });
});

test('bounds hold about as much of what comes as they say, around the forecast', () => {
  let within = 0;
  for (let draw = 0; draw < 40; draw++) {
    const noise = new Float64Array(196);
    fillUniform(randomStream(draw), noise);
    const values = numbers(196, (day) => weekly(day) + 30 * noise[day]);
    const { point, intervals } = stlModel.fit(seriesOf(values.slice(0, 168))).forecast(28, [0.8]);
    const [{ lower, upper }] = intervals;
    for (const [i, value] of values.slice(168).entries()) {
      if (lower[i] <= value && value <= upper[i]) within++;
      expect(lower[i]).toBeLessThanOrEqual(point[i]);
      expect(upper[i]).toBeGreaterThanOrEqual(point[i]);
    }
  }
  // 40 times 28 values, of which those of one history share its fit: four standard errors are 6 %.
  expect(Math.abs(within / (40 * 28) - 0.8)).toBeLessThan(0.06);
});

test('residuals are missing where the history is, and small where it is a season', () => {
  const history = seriesOf(numbers(70, (day) => (day % 9 === 4 || day % 7 === 2 ? missing : weekly(day))));
  const residuals = stlModel.fit(history).residuals();
  for (const [day, residual] of residuals.entries()) {
    if (Number.isNaN(history.values[day])) expect(residual).toBeNaN();
    else expect(Math.abs(residual)).toBeLessThan(1);
  }
});

test('three seasons do not show how far its forecasts are off', () => {
  expect(stlModel.requiredIntervals({ step: calendarStep('P1D') })).toBe(28);
  expect(() => stlModel.fit(seriesOf(numbers(21, weekly))).forecast(7, [0.8])).toThrow(
    /3 seasons of open times are too few/,
  );
});
