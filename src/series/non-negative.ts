import type { Forecast } from './forecast.ts';

/**
 * The forecast with point and all bounds at 0 or above, and lower <= point <= upper in every interval. Bounds that nest
 * stay nested. Components are untouched, so they may add up to less than the point.
 */
export function clampAtZero(forecast: Forecast): Forecast {
  const point = forecast.point.map((value) => Math.max(0, value));
  return {
    ...forecast,
    point,
    intervals: forecast.intervals.map(({ levelFraction, lower, upper }) => ({
      levelFraction,
      lower: point.map((value, i) => Math.min(value, Math.max(0, lower[i] ?? Number.NaN))),
      upper: point.map((value, i) => Math.max(value, upper[i] ?? Number.NaN)),
    })),
  };
}
