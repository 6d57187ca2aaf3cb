import { normalQuantile } from '../../../src/numeric/normal.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import type { Forecast } from '../../../src/series/forecast.ts';

const LEVELS = [0.8, 0.2, 0.4, 0.6, 0.95, 0.99];

/** A forecast with these points and standard deviations, bounds of the normal distribution, none below 0. */
export function normalForecast(
  points: readonly number[],
  deviations: readonly number[],
  other: Partial<Forecast> = {},
): Forecast {
  return {
    start: Date.UTC(2026, 0, 5) / 1000,
    step: calendarStep('P1D'),
    timeZone: 'UTC',
    unit: 'contacts',
    point: Float64Array.from(points),
    intervals: LEVELS.map((levelFraction) => {
      const reach = normalQuantile((1 + levelFraction) / 2);
      return {
        levelFraction,
        lower: Float64Array.from(points, (point, i) => Math.max(0, point - reach * deviations[i])),
        upper: Float64Array.from(points, (point, i) => point + reach * deviations[i]),
      };
    }),
    components: {},
    closed: new Uint8Array(points.length),
    ...other,
  };
}
