import { endOf, type Series } from '../../series/series.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { ForecastingModel } from '../forecasting-model.ts';
import { naivePoint } from '../naive/seasonal-naive.ts';
import { seasonalGrid } from '../seasonal-grid.ts';
import { type AccuracyRatios, accuracyRatios, type NaiveReference } from './accuracy.ts';
import { type Fold, foldOf, foldsNoiseFloor, forecastOfFold } from './fold.ts';
import { seasonalNaiveError } from './mase.ts';
import type { Ratio } from './pooled-ratio.ts';
import { rollingOrigins } from './rolling-origins.ts';

/** How a history is cut for a backtest. */
export interface BacktestPlan {
  /** Days that each fold forecasts. */
  readonly horizonDays: number;
  readonly folds: number;
  /** Of the bounds that are judged, between 0 and 1. */
  readonly levelFraction: number;
}

/** One model's forecasts of one fold. */
export interface FoldScore {
  /** End of the past that the model was fitted to, and start of the test. */
  readonly cutoff: EpochSeconds;
  readonly model: string;
  /** Intervals of the test that were judged. */
  readonly scored: number;
  /** Intervals of the test without a value, which are left out. */
  readonly missing: number;
  readonly ratios: AccuracyRatios;
  /** Time that fit and forecast took. */
  readonly fitMs: number;
}

/** All folds of a series, oldest first, and for each the models in the given order. */
export interface SeriesBacktest {
  readonly folds: readonly FoldScore[];
  /** The wape of a perfect forecast of all tests together; absent where values are not counts. */
  readonly noiseFloor?: Ratio;
}

/**
 * Rolling-origin evaluation: each fold fits on the intervals before its cutoff alone, and also learns from them alone on which
 * weekdays the centre is closed; such a weekday without contacts is not judged, since everyone forecasts it. Forecasts are
 * judged as they are given to users: not below 0, not rounded. `nowMs` is a clock in milliseconds.
 * RangeError when the history is too short, or does not do for a model.
 */
export function backtest(
  series: Series,
  models: readonly ForecastingModel[],
  plan: BacktestPlan,
  nowMs: () => number,
): SeriesBacktest {
  const needed = intervalsNeeded(series, models, plan);
  if (series.values.length < needed)
    throw new RangeError(`${series.values.length} intervals are too few for a backtest that takes ${needed}`);
  const origins = rollingOrigins(series, plan.horizonDays, plan.folds);
  const tested = origins.map((origin) => foldOf(series, origin));
  return {
    folds: tested.flatMap((fold) => {
      const naive = naiveReference(fold);
      return models.map((model) => score(fold, naive, model, plan.levelFraction, nowMs));
    }),
    ...(series.unit === 'contacts' ? { noiseFloor: foldsNoiseFloor(series, origins, tested) } : {}),
  };
}

/** How many intervals a history must have for its tests and for the first fit of every model. */
export function intervalsNeeded(series: Series, models: readonly ForecastingModel[], plan: BacktestPlan): number {
  const [{ cutoff }] = rollingOrigins(series, plan.horizonDays, plan.folds);
  return series.values.length - cutoff + Math.max(0, ...models.map((model) => model.requiredIntervals(series)));
}

function naiveReference({ history, actual, scored }: Fold): NaiveReference {
  const point = naivePoint(history, actual.length);
  return {
    errorInHistory: seasonalNaiveError(seasonalGrid(history)),
    point: Float64Array.from(scored, (i) => Math.max(0, point[i])),
  };
}

function score(
  fold: Fold,
  naive: NaiveReference,
  model: ForecastingModel,
  levelFraction: number,
  nowMs: () => number,
): FoldScore {
  const { history, actual, scored } = fold;
  const startMs = nowMs();
  const forecast = forecastOfFold(fold, model, levelFraction);
  const fitMs = nowMs() - startMs;
  const [{ lower, upper }] = forecast.intervals;
  if (![...forecast.point, ...lower, ...upper].every(Number.isFinite))
    throw new Error(`model ${model.name} gave a forecast that is not finite`);
  const picked = (values: Float64Array): Float64Array => Float64Array.from(scored, (i) => values[i]);
  const points = {
    actual: picked(actual),
    point: picked(forecast.point),
    lower: picked(lower),
    upper: picked(upper),
  };
  return {
    cutoff: endOf(history),
    model: model.name,
    scored: scored.length,
    missing: actual.filter(Number.isNaN).length,
    ratios: accuracyRatios(points, naive, levelFraction),
    fitMs,
  };
}
