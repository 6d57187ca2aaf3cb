import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { etsModel } from '../../../src/models/ets/ets-model.ts';
import { fillUniform, randomStream } from '../../../src/numeric/random-stream.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import { sampleSize } from '../../support/sample-size.ts';
import { even, numbers, seriesOf } from '../series-of.ts';

const missing = Number.NaN;
const WEEK = [120, 110, 105, 100, 108, 40, 30];
const weekly = (day: number): number => WEEK[day % 7];
const noisy = (day: number): number => weekly(day) * (0.9 + 0.2 * even(day));

describe('the forecast', () => {
  test('of a season without noise is that season, in parts that add up', () => {
    const { point, components } = etsModel.fit(seriesOf(numbers(70, weekly))).forecast(10, [0.8]);
    for (const [i, value] of point.entries()) expect(Math.abs(value / weekly(i) - 1)).toBeLessThan(1e-4);
    expect(Object.keys(components)).toEqual(['trend', 'weekly']);
    expect(point).toEqual(components['trend'].map((trend, i) => trend + components['weekly'][i]));
  });

  test('of a constant is that constant, with hardly any width', () => {
    const { point, intervals } = etsModel.fit(seriesOf(numbers(40, () => 7))).forecast(3, [0.8]);
    for (const [i, value] of point.entries()) {
      expect(Math.abs(value - 7)).toBeLessThan(1e-6);
      expect(intervals[0].upper[i] - intervals[0].lower[i]).toBeLessThan(1e-4);
    }
  });

  test('has the week after a closed day where it belongs', () => {
    const history = seriesOf(numbers(70, (day) => (day % 7 === 2 ? missing : weekly(day))));
    const { point, closed, intervals } = etsModel.fit(history).forecast(7, [0.8]);
    expect([...closed]).toEqual([0, 0, 1, 0, 0, 0, 0]);
    expect([point[2], intervals[0].lower[2], intervals[0].upper[2]]).toEqual([0, 0, 0]);
    for (const i of [0, 1, 3, 4, 5, 6]) expect(Math.abs(point[i] / weekly(i) - 1)).toBeLessThan(1e-4);
  });

  test('keeps weekdays where they are across missing days', () => {
    const history = seriesOf(numbers(140, (day) => (day % 9 === 4 ? missing : weekly(day))));
    const { point } = etsModel.fit(history).forecast(7, [0.8]);
    for (const [i, value] of point.entries()) expect(Math.abs(value / weekly(i) - 1)).toBeLessThan(0.01);
  });

  test('of days with a zero has additive parts only, and is there', () => {
    const history = seriesOf(numbers(84, (day) => (day === 30 ? 0 : noisy(day))));
    expect(etsModel.fit(history).forecast(7, [0.8]).point.every(Number.isFinite)).toBe(true);
  });
});

test('bounds hold about as much of what comes as they say', () => {
  const draws = sampleSize(6, 60);
  let within = 0;
  for (let draw = 0; draw < draws; draw++) {
    const noise = new Float64Array(196);
    fillUniform(randomStream(draw), noise);
    const values = numbers(196, (day) => weekly(day) * (0.8 + 0.4 * noise[day]));
    const [{ lower, upper }] = etsModel.fit(seriesOf(values.slice(0, 168))).forecast(28, [0.8]).intervals;
    within += values.slice(168).filter((value, i) => lower[i] <= value && value <= upper[i]).length;
  }
  // Draws of 28 values, of which those of one history share its fit; uniform errors are not normal: 80 % of normal is 74 % of theirs.
  expect(Math.abs(within / (draws * 28) - 0.74)).toBeLessThan(0.09);
});

test('bounds are around the forecast, wider for a higher level, of whatever history', () => {
  const value = fc.oneof({ weight: 6, arbitrary: fc.nat(500) }, fc.constant(missing));
  fc.assert(
    fc.property(fc.array(value, { minLength: 15, maxLength: 45 }), (values) => {
      const history = seriesOf([...values, ...numbers(15, (day) => 50 + 20 * even(day))]);
      const { point, intervals } = etsModel.fit(history).forecast(10, [0.8, 0.95]);
      const [inner, outer] = intervals;
      for (const [i, each] of point.entries()) {
        expect(inner.lower[i]).toBeLessThanOrEqual(each);
        expect(inner.upper[i]).toBeGreaterThanOrEqual(each);
        expect(outer.lower[i]).toBeLessThanOrEqual(inner.lower[i]);
        expect(outer.upper[i]).toBeGreaterThanOrEqual(inner.upper[i]);
      }
    }),
    { numRuns: sampleSize(10, 300) },
  );
});

test('residuals are missing where the history is', () => {
  const history = seriesOf(numbers(70, (day) => (day % 9 === 4 ? missing : noisy(day))));
  for (const [day, residual] of etsModel.fit(history).residuals().entries())
    expect(Number.isNaN(residual)).toBe(Number.isNaN(history.values[day]));
});

test.each([
  ['P1D', 28],
  ['PT30M', 1344],
  ['P1M', 10],
])('steps %s take %d intervals: four seasons, and ten values', (iso, needed) => {
  expect(etsModel.requiredIntervals({ step: calendarStep(iso) })).toBe(needed);
});

test('four values are too few', () => {
  expect(() => etsModel.fit(seriesOf([3, 4, missing, 5, 6]))).toThrow(/takes 5 values or more, not 4/);
});
