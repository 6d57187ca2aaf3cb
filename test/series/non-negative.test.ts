import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarStep } from '../../src/series/calendar-step.ts';
import type { Forecast } from '../../src/series/forecast.ts';
import { clampAtZero } from '../../src/series/non-negative.ts';

function forecastOf(points: readonly (readonly [lower: number, point: number, upper: number])[]): Forecast {
  const column = (i: 0 | 1 | 2) => Float64Array.from(points, (row) => row[i]);
  return {
    start: 0,
    step: calendarStep('P1D'),
    timeZone: 'UTC',
    unit: 'contacts',
    point: column(1),
    intervals: [{ levelFraction: 0.8, lower: column(0), upper: column(2) }],
    components: { trend: column(1) },
    closed: new Uint8Array(points.length),
  };
}

test('A.1.8: bounds below zero become 0 on both sides, so the lower is not above the upper', () => {
  const { point, intervals, components } = clampAtZero(forecastOf([[-5, -3, -1]]));
  expect([point[0], intervals[0]?.lower[0], intervals[0]?.upper[0]]).toEqual([0, 0, 0]);
  expect(components['trend']?.[0]).toBe(-3);
});

test('a forecast above zero stays as it is', () => {
  const forecast = forecastOf([
    [1, 2, 3],
    [0, 0, 4],
  ]);
  expect(clampAtZero(forecast)).toEqual(forecast);
});

test('bounds and point are 0 or more and in order, whatever a model gave, and moved no further than needed', () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number, number)), (points) => {
      const { point, intervals } = clampAtZero(forecastOf(points));
      for (const [i, [lower, given, upper]] of points.entries()) {
        const [low, high] = [intervals[0]?.lower[i] ?? -1, intervals[0]?.upper[i] ?? -1];
        expect(low).toBeGreaterThanOrEqual(0);
        expect(point[i]).toBeGreaterThanOrEqual(low);
        expect(high).toBeGreaterThanOrEqual(point[i] ?? Number.NaN);
        expect(point[i]).toBe(Math.max(0, given));
        if (lower >= 0 && lower <= given) expect(low).toBe(lower + 0);
        if (upper >= given && upper >= 0) expect(high).toBe(upper + 0);
      }
    }),
  );
});

test('a number that is none does not become a plausible one', () => {
  expect(clampAtZero(forecastOf([[Number.NaN, Number.NaN, Number.NaN]])).point[0]).toBeNaN();
});
