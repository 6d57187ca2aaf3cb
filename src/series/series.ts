import { addSteps, type CalendarStep, gridOf } from './calendar-step.ts';
import type { SeriesKey } from './records.ts';
import { DAY_SECONDS, type EpochSeconds, wallSecondsAt } from './time-zone.ts';

/** One number per calendar interval, without gaps in the grid. */
export interface Series {
  /** Start of the first interval. */
  readonly start: EpochSeconds;
  readonly step: CalendarStep;
  /** IANA zone whose calendar cuts days and in which people live their week. */
  readonly timeZone: string;
  /** What one unit of the values is: `contacts`, `seconds`. */
  readonly unit: string;
  /** One value per interval: NaN is missing, 0 is nothing happened. */
  readonly values: Float64Array;
  /** 1 where the centre is closed, so that there is nothing to observe; `values` is NaN there. Same length as `values`. */
  readonly closed: Uint8Array;
}

/** A series and what tells it from its neighbours. */
export interface KeyedSeries {
  readonly key: SeriesKey;
  readonly series: Series;
}

/** The starts of all intervals. */
export function intervalStarts(series: Pick<Series, 'start' | 'step' | 'timeZone' | 'values'>): Float64Array {
  return gridOf(series.start, series.step, series.timeZone, series.values.length);
}

/** The end of the last interval, where the next one starts. */
export const endOf = ({ start, step, timeZone, values }: Series): EpochSeconds =>
  addSteps(start, step, timeZone, values.length);

/** Wall-clock readings in days since 1970-01-01T00:00 local, for models whose seasons follow the local clock. */
export function wallDays(timeZone: string, instants: Float64Array): Float64Array {
  return instants.map((instant) => wallSecondsAt(timeZone, instant) / DAY_SECONDS);
}

/** The oldest `many` intervals of a series, or all when it has fewer. */
export function firstIntervals(series: Series, many: number): Series {
  return { ...series, values: series.values.slice(0, many), closed: series.closed.slice(0, many) };
}

/** The newest `many` intervals of a series, or all when it has fewer. */
export function lastIntervals(series: Series, many: number): Series {
  const dropped = Math.max(0, series.values.length - many);
  return {
    ...series,
    start: addSteps(series.start, series.step, series.timeZone, dropped),
    values: series.values.slice(dropped),
    closed: series.closed.slice(dropped),
  };
}
