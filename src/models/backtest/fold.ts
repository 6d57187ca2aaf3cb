import { type ClosedTimes, closeForecastTimes, closeTimes } from '../../series/closed-times.ts';
import type { Forecast } from '../../series/forecast.ts';
import { learnedClosing } from '../../series/learned-closing.ts';
import { clampAtZero } from '../../series/non-negative.ts';
import { firstIntervals, lastIntervals, type Series } from '../../series/series.ts';
import type { ForecastingModel } from '../forecasting-model.ts';
import { seasonalGrid } from '../seasonal-grid.ts';
import { noiseFloor } from './noise-floor.ts';
import type { Ratio } from './pooled-ratio.ts';
import type { Origin } from './rolling-origins.ts';

/** What is known at a cutoff, and what then comes. */
export interface Fold {
  /** What was known at the cutoff. */
  readonly history: Series;
  readonly closedTimes: ClosedTimes;
  readonly actual: Float64Array;
  /** Which of them are judged. */
  readonly scored: readonly number[];
}

/** The fold of an origin. Closed times are learned from the past alone; one of them without contacts is not judged. */
export function foldOf(series: Series, { cutoff, end }: Origin): Fold {
  const past = firstIntervals(series, cutoff);
  const closedTimes = learnedClosing(past);
  const test = lastIntervals(firstIntervals(series, end), end - cutoff);
  const { closed } = closeTimes(test, closedTimes);
  const isScored = (i: number): boolean => !Number.isNaN(test.values[i]) && !(closed[i] === 1 && test.values[i] === 0);
  return {
    history: closeTimes(past, closedTimes),
    closedTimes,
    actual: test.values,
    scored: [...test.values.keys()].filter(isScored),
  };
}

/** A model's forecast of a fold, as it is given to users: not below 0. */
export function forecastOfFold(
  { history, closedTimes, actual }: Fold,
  model: ForecastingModel,
  level: number,
): Forecast {
  const forecast = model.fit(history).forecast(actual.length, [level]);
  return clampAtZero(closeForecastTimes(forecast, closedTimes));
}

/** The wape of a perfect forecast of all tests, by the seasons of the whole series, which no forecast sees. */
export function foldsNoiseFloor(series: Series, origins: readonly Origin[], folds: readonly Fold[]): Ratio {
  const { places, season } = seasonalGrid(closeTimes(series, learnedClosing(series)));
  const judged = folds.flatMap(({ scored }, k) => scored.map((i) => origins[k].cutoff + i));
  return noiseFloor(
    judged.map((i) => series.values[i]),
    judged.map((i) => places[i]),
    season,
  );
}
