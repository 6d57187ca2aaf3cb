import { addSteps } from '../../series/calendar-step.ts';
import { intervalsInDaysUntil } from '../../series/days-ahead.ts';
import type { Series } from '../../series/series.ts';

/** Where one fold cuts a series, in intervals from its start: the past is before `cutoff`, the test from there to `end`. */
export interface Origin {
  readonly cutoff: number;
  readonly end: number;
}

/**
 * The folds, oldest first: tests of `horizonDays` days each that follow one another up to the end of the series. A cutoff
 * below 0 says that the series is too short. Hyndman and Athanasopoulos, Forecasting: Principles and Practice, section 5.10.
 */
export function rollingOrigins(series: Series, horizonDays: number, folds: number): Origin[] {
  const { start, step, timeZone, values } = series;
  const origins: Origin[] = [];
  let end = values.length;
  while (origins.length < folds) {
    const cutoff = end - intervalsInDaysUntil(addSteps(start, step, timeZone, end), series, horizonDays);
    origins.push({ cutoff, end });
    end = cutoff;
  }
  return origins.reverse();
}
