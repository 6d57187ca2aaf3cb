import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seasonalNaive } from '../../../src/models/naive/seasonal-naive.ts';
import { fillUniform, randomStream } from '../../../src/numeric/random-stream.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import { numbers, seriesOf } from '../series-of.ts';

const missing = Number.NaN;
const weekly = (day: number): number => 100 + 10 * (day % 7);

describe('the forecast', () => {
  test('is the value of the same weekday, week after week', () => {
    const history = seriesOf(numbers(28, (day) => weekly(day) + Math.floor(day / 7)));
    const { point, start, closed, components } = seasonalNaive.fit(history).forecast(15, [0.8]);
    expect([...point]).toEqual(numbers(15, (day) => weekly(day) + 3));
    expect(start).toBe(history.start + 28 * 86_400);
    expect([...closed]).toEqual(numbers(15, () => 0));
    expect(components).toEqual({ lastSeason: point });
  });

  test('is the last known value where the latest is missing', () => {
    const history = seriesOf(numbers(28, (day) => (day === 22 ? missing : day)));
    expect([...seasonalNaive.fit(history).forecast(8, [0.8]).point]).toEqual([21, 15, 23, 24, 25, 26, 27, 21]);
  });

  test('is 0 with bounds at 0 where the centre is closed, and says so', () => {
    const history = seriesOf(numbers(28, (day) => (day % 7 === 6 ? missing : weekly(day))));
    const { point, closed, intervals } = seasonalNaive.fit(history).forecast(7, [0.8]);
    expect([...closed]).toEqual([0, 0, 0, 0, 0, 0, 1]);
    expect([point[6], intervals[0].lower[6], intervals[0].upper[6]]).toEqual([0, 0, 0]);
    expect(point[5]).toBe(weekly(5));
  });

  test('below a day is the value of the same time a week ago', () => {
    const history = seriesOf(
      numbers(24 * 14, (hour) => hour),
      { step: calendarStep('PT1H') },
    );
    expect([...seasonalNaive.fit(history).forecast(3, [0.8]).point]).toEqual([168, 169, 170]);
  });

  test('of months without two years is the last value', () => {
    const history = seriesOf([3, 5, 4], { step: calendarStep('P1M') });
    expect([...seasonalNaive.fit(history).forecast(2, [0.8]).point]).toEqual([4, 4]);
  });

  test('is refused for a weekday that was never observed but may be open', () => {
    const history = seriesOf(numbers(8, (day) => (day === 3 ? missing : day)));
    expect(() => seasonalNaive.fit(history).forecast(7, [0.8])).toThrow(/no value in the history/);
  });
});

describe('the bounds', () => {
  test('hold the differences between weeks that were seen, at the lead they are for', () => {
    // The level rises by 1 a week: each value is 1 above the forecast of a week before, 2 above that of two weeks before.
    const history = seriesOf(numbers(140, (day) => weekly(day) + Math.floor(day / 7)));
    const { point, intervals } = seasonalNaive.fit(history).forecast(14, [0.8]);
    const above = intervals[0].upper.map((upper, i) => upper - point[i]);
    expect(above[0]).toBeCloseTo(1, 10);
    expect(above[7]).toBeCloseTo(2, 10);
    expect(intervals[0].lower).toEqual(point);
  });

  test('hold as much of what comes as they say', () => {
    let within = 0;
    for (let draw = 0; draw < 60; draw++) {
      const noise = new Float64Array(378);
      fillUniform(randomStream(draw), noise);
      const values = numbers(378, (day) => weekly(day) + 50 * noise[day]);
      const { intervals } = seasonalNaive.fit(seriesOf(values.slice(0, 350))).forecast(28, [0.8]);
      const [{ lower, upper }] = intervals;
      within += values.slice(350).filter((value, i) => lower[i] <= value && value <= upper[i]).length;
    }
    // 60 times 28 values, of which those of one history share its last week: four standard errors are 4.5 %.
    expect(Math.abs(within / (60 * 28) - 0.8)).toBeLessThan(0.045);
  });

  test('are around the forecast, wider for a higher level, and never close in as the lead grows', () => {
    const histories = fc.array(fc.oneof(fc.nat(1000), fc.constant(missing)), { minLength: 14, maxLength: 80 });
    fc.assert(
      fc.property(histories, (values) => {
        const history = seriesOf([...values, ...numbers(14, (day) => day)]);
        const { point, intervals } = seasonalNaive.fit(history).forecast(21, [0.8, 0.95]);
        const [inner, outer] = intervals;
        for (const [i, value] of point.entries()) {
          expect(inner.lower[i]).toBeLessThanOrEqual(value);
          expect(inner.upper[i]).toBeGreaterThanOrEqual(value);
          expect(outer.lower[i]).toBeLessThanOrEqual(inner.lower[i] + 1e-9);
          expect(outer.upper[i]).toBeGreaterThanOrEqual(inner.upper[i] - 1e-9);
          if (i < 7) continue;
          const width = (at: number) => inner.upper[at] - inner.lower[at];
          expect(width(i)).toBeGreaterThanOrEqual(width(i - 7) - 1e-9);
        }
      }),
    );
  });
});

test('residuals are the differences to the last known value of the weekday before, none in the first week', () => {
  const history = seriesOf(numbers(21, (day) => (day === 8 ? missing : day * day)));
  const residuals = [...seasonalNaive.fit(history).residuals()];
  expect(residuals.slice(0, 9)).toEqual([...numbers(7, () => missing), 49, missing]);
  expect(residuals[15]).toBe(15 ** 2 - 1);
  expect(residuals[16]).toBe(16 ** 2 - 9 ** 2);
});

test.each([
  ['P1D', 14],
  ['PT30M', 672],
  ['P1M', 2],
])('steps %s take %d intervals: a season to forecast from and one to see how it errs', (iso, needed) => {
  expect(seasonalNaive.requiredIntervals({ step: calendarStep(iso) })).toBe(needed);
});
