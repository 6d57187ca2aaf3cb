import { firstIntervals, intervalStarts, type Series, wallDays } from '../../series/series.ts';
import type { ForecastingModel } from '../forecasting-model.ts';
import { seasonalGrid } from '../seasonal-grid.ts';
import { bias } from './bias.ts';
import { type Fold, foldOf, foldsNoiseFloor, forecastOfFold } from './fold.ts';
import { mase, seasonalNaiveError } from './mase.ts';
import { pooled, type Ratio } from './pooled-ratio.ts';
import { rollingOrigins } from './rolling-origins.ts';
import { wape } from './wape.ts';

/** How good one of the forecasts was on the intervals that all of them tell of. */
interface ContenderScore {
  /** The model, or `theirs`. */
  readonly name: string;
  readonly wape: Ratio;
  readonly bias: Ratio;
  readonly mase: Ratio;
  /** Sum of absolute errors of each day that is judged, in the order of `days`. */
  readonly errorsOfDays: Float64Array;
}

/** Somebody else's forecast beside what models would have said of the same intervals, for each stretch. */
export interface Comparison {
  /** Intervals that were judged. */
  readonly scored: number;
  /** Local days since 1970-01-01 that have some of them, and what came on each. */
  readonly days: Float64Array;
  readonly actualOfDays: Float64Array;
  /** Theirs first, then the models in the given order. */
  readonly contenders: readonly ContenderScore[];
  readonly noiseFloor?: Ratio;
}

export const THEIRS = 'theirs';

/**
 * Compares a forecast with models on the intervals for which it has a value and something is known, and on no other. Its period is cut
 * from its end into stretches of `horizonDays`; of each, a model says what it would have said at its start. `theirs` lies on the
 * calendar of `actual`. RangeError when they share no interval, or the history before does not do for a model.
 */
export function compareForecasts(
  actual: Series,
  theirs: Series,
  models: readonly ForecastingModel[],
  horizonDays: number,
): Comparison {
  const starts = intervalStarts(actual);
  const said = new Map([...intervalStarts(theirs)].map((start, i) => [start, theirs.values[i]]));
  const theirValues = starts.map((start) => said.get(start) ?? Number.NaN);
  const shared = [...starts.keys()].filter((i) => !Number.isNaN(theirValues[i] + actual.values[i]));
  if (shared.length === 0) throw new RangeError('the forecast to compare with shares no interval with the history');
  const [first, last] = [shared[0], shared[shared.length - 1]];
  const known = firstIntervals(actual, last + 1);
  const origins = stretchesFrom(first, known, horizonDays);
  const [{ cutoff: before }] = origins;
  const needed = Math.max(1, ...models.map((model) => model.requiredIntervals(actual)));
  if (before < needed)
    throw new RangeError(
      `the history has ${Math.max(0, before)} intervals before that forecast, and the models take ${needed}`,
    );
  const folds = origins.map((origin) => {
    const fold = foldOf(known, origin);
    return { ...fold, scored: fold.scored.filter((i) => !Number.isNaN(theirValues[origin.cutoff + i])) };
  });
  const intervals = folds.flatMap(({ scored }, k) => scored.map((i) => origins[k].cutoff + i));
  const dayOf = wallDays(actual.timeZone, starts).map(Math.floor);
  const days = [...new Set(intervals.map((i) => dayOf[i]))];
  const onDays = (valueAt: (interval: number) => number): Float64Array => {
    const sums = new Map(days.map((day) => [day, 0]));
    for (const i of intervals) sums.set(dayOf[i], (sums.get(dayOf[i]) ?? 0) + valueAt(i));
    return Float64Array.from(sums.values());
  };
  const scoreOf = (name: string, points: readonly Float64Array[]): ContenderScore => {
    const all = new Map(folds.flatMap(({ scored }, k) => scored.map((i) => [origins[k].cutoff + i, points[k][i]])));
    const at = (i: number): number => all.get(i) ?? Number.NaN;
    const both = {
      actual: Float64Array.from(intervals, (i) => actual.values[i]),
      point: Float64Array.from(intervals, at),
    };
    return {
      name,
      wape: wape(both),
      bias: bias(both),
      mase: pooled(folds.map((fold, k) => maseOf(fold, points[k]))),
      errorsOfDays: onDays((i) => Math.abs(actual.values[i] - at(i))),
    };
  };
  return {
    scored: intervals.length,
    days: Float64Array.from(days),
    actualOfDays: onDays((i) => actual.values[i]),
    contenders: [
      scoreOf(
        THEIRS,
        origins.map(({ cutoff, end }) => theirValues.slice(cutoff, end)),
      ),
      ...models.map((model) =>
        scoreOf(
          model.name,
          folds.map((fold) => forecastOfFold(fold, model, LEVEL).point),
        ),
      ),
    ],
    ...(actual.unit === 'contacts' ? { noiseFloor: foldsNoiseFloor(known, origins, folds) } : {}),
  };
}

// Bounds are not compared.
const LEVEL = 0.8;

/** Origins of stretches up to the end of a series, the first of which holds the interval `first`. */
function stretchesFrom(first: number, known: Series, horizonDays: number) {
  for (let folds = 1; ; folds++) {
    const origins = rollingOrigins(known, horizonDays, folds);
    if (origins[0].cutoff <= first) return origins;
  }
}

function maseOf({ history, actual, scored }: Fold, points: Float64Array): Ratio {
  const picked = (values: Float64Array): Float64Array => Float64Array.from(scored, (i) => values[i]);
  return mase({ actual: picked(actual), point: picked(points) }, seasonalNaiveError(seasonalGrid(history)));
}
