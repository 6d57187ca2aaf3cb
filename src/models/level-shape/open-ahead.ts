import { gridOf } from '../../series/calendar-step.ts';
import { type Series, wallDays } from '../../series/series.ts';
import { CLOSED, type SeasonalGrid } from '../seasonal-grid.ts';

/** The open intervals among those after a history: what a model of weeks forecasts. All lists are of one length. */
export interface OpenAhead {
  /** Of each, its number among all intervals after the history, from 0. */
  readonly intervals: Uint32Array;
  /** Slots of the week. */
  readonly slots: Uint32Array;
  /** Weeks of open times after the history, from 1. */
  readonly weeksAhead: Uint32Array;
  /** Local days since 1970-01-01. */
  readonly calendarDays: Float64Array;
}

/** Picks the open ones of the `horizon` intervals after a history that lies on this grid. */
export function openAhead({ start, step, timeZone, values }: Series, grid: SeasonalGrid, horizon: number): OpenAhead {
  const places = grid.placesAhead(horizon);
  const starts = gridOf(start, step, timeZone, values.length + horizon).subarray(values.length);
  const days = wallDays(timeZone, starts);
  const intervals = Uint32Array.from(places.keys()).filter((i) => places[i] !== CLOSED);
  return {
    intervals,
    slots: intervals.map((i) => places[i] % grid.season),
    // An hour that clocks show twice lies on the place of the last one known.
    weeksAhead: intervals.map((i) => Math.max(1, Math.floor((places[i] - grid.values.length) / grid.season) + 1)),
    calendarDays: Float64Array.from(intervals, (i) => Math.floor(days[i])),
  };
}
