import { closedWeekdays, closeForecastWeekdays, closeWeekdays } from '../../series/closed-weekdays.ts';
import type { Forecast } from '../../series/forecast.ts';
import { clampAtZero } from '../../series/non-negative.ts';
import { endOf, firstIntervals, lastIntervals, type Series } from '../../series/series.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { ForecastingModel } from '../forecasting-model.ts';
import { seasonalGrid } from '../seasonal-grid.ts';
import { type AccuracyRatios, accuracyRatios } from './accuracy.ts';
import { seasonalNaiveError } from './mase.ts';
import { noiseFloor } from './noise-floor.ts';
import type { Ratio } from './pooled-ratio.ts';
import { type Origin, rollingOrigins } from './rolling-origins.ts';

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
    folds: tested.flatMap((fold) => models.map((model) => score(fold, model, plan.levelFraction, nowMs))),
    ...(series.unit === 'contacts' ? { noiseFloor: floorOf(series, origins, tested) } : {}),
  };
}

/** How many intervals a history must have for its tests and for the first fit of every model. */
export function intervalsNeeded(series: Series, models: readonly ForecastingModel[], plan: BacktestPlan): number {
  const [{ cutoff }] = rollingOrigins(series, plan.horizonDays, plan.folds);
  return series.values.length - cutoff + Math.max(0, ...models.map((model) => model.requiredIntervals(series)));
}

interface Fold {
  /** What was known at the cutoff. */
  readonly history: Series;
  readonly closedWeekdays: readonly number[];
  readonly actual: Float64Array;
  /** Which of them are judged. */
  readonly scored: readonly number[];
}

function foldOf(series: Series, { cutoff, end }: Origin): Fold {
  const past = firstIntervals(series, cutoff);
  const weekdays = closedWeekdays(past);
  const test = lastIntervals(firstIntervals(series, end), end - cutoff);
  const { closed } = closeWeekdays(test, weekdays);
  const isScored = (i: number): boolean => !Number.isNaN(test.values[i]) && !(closed[i] === 1 && test.values[i] === 0);
  return {
    history: closeWeekdays(past, weekdays),
    closedWeekdays: weekdays,
    actual: test.values,
    scored: [...test.values.keys()].filter(isScored),
  };
}

function score(fold: Fold, model: ForecastingModel, levelFraction: number, nowMs: () => number): FoldScore {
  const { history, actual, scored } = fold;
  const startMs = nowMs();
  const forecast = forecastOf(fold, model, levelFraction);
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
    ratios: accuracyRatios(points, seasonalNaiveError(seasonalGrid(history)), levelFraction),
    fitMs,
  };
}

function forecastOf({ history, closedWeekdays, actual }: Fold, model: ForecastingModel, level: number): Forecast {
  const forecast = model.fit(history).forecast(actual.length, [level]);
  return clampAtZero(closeForecastWeekdays(forecast, closedWeekdays));
}

/** By the seasons of the whole series, which no forecast sees. */
function floorOf(series: Series, origins: readonly Origin[], folds: readonly Fold[]): Ratio {
  const { places, season } = seasonalGrid(closeWeekdays(series, closedWeekdays(series)));
  const judged = folds.flatMap(({ scored }, k) => scored.map((i) => origins[k].cutoff + i));
  return noiseFloor(
    judged.map((i) => series.values[i]),
    judged.map((i) => places[i]),
    season,
  );
}
