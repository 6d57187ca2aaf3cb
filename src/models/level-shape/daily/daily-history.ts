import { median } from '../../../numeric/median.ts';
import { intervalStarts, type Series, wallDays } from '../../../series/series.ts';
import { CLOSED, type SeasonalGrid, seasonalGrid } from '../../seasonal-grid.ts';

/** A daily series on the weeks of its open days. */
export interface DailyHistory {
  readonly grid: SeasonalGrid;
  /** By place; NaN is missing. */
  readonly values: Float64Array;
  /** The calendar day of each place, in days since 1970-01-01. */
  readonly days: Int32Array;
  /** Open days of a week. */
  readonly season: number;
  /** Median of the values above 0. */
  readonly ordinary: number;
  /** What is added to values before ratios are taken, so that those of small ones are not all noise. */
  readonly smallCount: number;
}

const SMALL_SHARE = 0.02;

/** RangeError where a value is negative, or none is above 0. */
export function dailyHistory(history: Series): DailyHistory {
  if (history.values.some((value) => value < 0))
    throw new RangeError('a level and a shape take values of 0 or more, and some are negative');
  const grid = seasonalGrid(history);
  const { values, season, places } = grid;
  const calendarDays = wallDays(history.timeZone, intervalStarts(history));
  const days = new Int32Array(values.length);
  for (let i = 0; i < places.length; i++) if (places[i] !== CLOSED) days[places[i]] = Math.floor(calendarDays[i]);
  const ordinary = median(values.filter((value) => value > 0));
  if (Number.isNaN(ordinary)) throw new RangeError('no value of the history is above 0');
  return { grid, values, days, season, ordinary, smallCount: SMALL_SHARE * ordinary };
}
