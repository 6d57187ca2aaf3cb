import { gridOf } from './calendar-step.ts';
import type { Series } from './series.ts';
import type { EpochSeconds } from './time-zone.ts';

/** The series without the interval that is still running at `asOf`, and without what comes after it. */
export function wholeIntervals(series: Series, asOf: EpochSeconds): Series {
  const borders = gridOf(series.start, series.step, series.timeZone, series.values.length + 1);
  const ended = borders.subarray(1).findIndex((end) => end > asOf);
  if (ended === -1) return series;
  return { ...series, values: series.values.slice(0, ended), closed: series.closed.slice(0, ended) };
}
