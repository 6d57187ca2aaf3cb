import type { ForecastResult } from '../../src/export/forecast-result.ts';
import { calendarStep } from '../../src/series/calendar-step.ts';
import { instantOfWall } from '../../src/series/time-zone.ts';

/** Lower bound, point and upper bound of one interval. */
export type Bounds = readonly [lower: number, point: number, upper: number];

interface Fields extends Partial<ForecastResult> {
  readonly bounds: readonly Bounds[];
  readonly step?: string;
  readonly timeZone?: string;
  /** Local date on which the forecast starts. */
  readonly start?: string;
}

/** A forecast with bounds at 80 %, for the total over everything unless a test says otherwise. */
export function forecastResult({
  bounds,
  step = 'P1D',
  timeZone = 'UTC',
  start = '2024-05-01',
  ...fields
}: Fields): ForecastResult {
  const calendar = { step: calendarStep(step), timeZone, unit: 'contacts' };
  const column = (i: 0 | 1 | 2) => Float64Array.from(bounds, (row) => row[i]);
  const midnight = (date: string) => instantOfWall(timeZone, Date.parse(`${date}T00:00:00Z`) / 1000);
  return {
    key: {},
    metric: 'offered',
    model: 'naive',
    history: { ...calendar, start: midnight('2024-04-01'), values: new Float64Array(30), closed: new Uint8Array(30) },
    forecast: {
      ...calendar,
      start: midnight(start),
      point: column(1),
      intervals: [{ levelFraction: 0.8, lower: column(0), upper: column(2) }],
      components: { trend: column(1) },
      closed: new Uint8Array(bounds.length),
    },
    warnings: [],
    ...fields,
  };
}
