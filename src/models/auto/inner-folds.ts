import type { Series } from '../../series/series.ts';
import type { PastForecast } from '../forecasting-model.ts';
import { slotsInSeason } from '../seasonal-grid.ts';

/** An earlier instant, the intervals after it whose values are known, and what the core said of them. */
export interface InnerFold extends PastForecast {
  readonly actual: Float64Array;
  /** For each of the intervals, the number of its week among those of all folds. */
  readonly weeks: Uint32Array;
}

// Half a year of four-week forecasts, and a month of forecasts of a week: errors of longer ago tell of another demand.
const MOST_DAILY_FOLDS = 6;
const MOST_INTRADAY_FOLDS = { weeks: 4, days: 10 };

/**
 * Past forecasts of `horizon` intervals, the latest first, that do not overlap; of a long horizon as far as past forecasts reach. Intervals
 * without a value are left out.
 */
export function innerFolds({ step, values }: Series, all: readonly PastForecast[], horizon: number): InnerFold[] {
  // Of a gap in the history nothing was forecast that could be compared.
  const past = all.filter(({ intervals }) => intervals.length > 0);
  const season = slotsInSeason(step, values.length);
  const reach = Math.min(
    horizon,
    past.reduce((most, each) => Math.max(most, spanOf(each)), 0),
  );
  const folds: InnerFold[] = [];
  let [end, weeks] = [values.length, 0];
  for (const each of past) {
    if (folds.length === mostFolds(season, reach)) break;
    // Before the first contact no model knows anything.
    const knowsContacts = values.subarray(0, each.known).some((value) => value > 0);
    if (each.known + reach > end || !knowsContacts) continue;
    const isKept = (interval: number): boolean => interval < each.known + reach && !Number.isNaN(values[interval]);
    const kept = [...each.intervals.keys()].filter((i) => isKept(each.intervals[i]));
    end = each.known;
    if (kept.length === 0) continue;
    const intervals = Uint32Array.from(kept, (i) => each.intervals[i]);
    const first = weeks;
    const weekOf = intervals.map((interval) => first + Math.floor((interval - each.known) / season));
    weeks = weekOf[weekOf.length - 1] + 1;
    folds.push({
      known: each.known,
      intervals,
      point: Float64Array.from(kept, (i) => each.point[i]),
      actual: Float64Array.from(intervals, (interval) => values[interval]),
      weeks: weekOf,
    });
  }
  return folds;
}

/** Intervals from an earlier instant to the last one forecast. */
export const spanOf = ({ known, intervals }: Pick<PastForecast, 'known' | 'intervals'>): number =>
  intervals[intervals.length - 1] + 1 - known;

function mostFolds(season: number, reach: number): number {
  if (season === 7) return MOST_DAILY_FOLDS;
  return reach >= season ? MOST_INTRADAY_FOLDS.weeks : MOST_INTRADAY_FOLDS.days;
}
