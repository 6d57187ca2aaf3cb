import { isSubDaily } from '../../series/calendar-step.ts';
import { clampAtZero } from '../../series/non-negative.ts';
import { endOf, type Series } from '../../series/series.ts';
import { instantOfWall } from '../../series/time-zone.ts';
import type { ForecastingModel } from '../forecasting-model.ts';
import { accuracyRatios, type NaiveReference } from './accuracy.ts';
import type { FoldScore } from './backtest.ts';
import { seasonalNaiveError } from './mase.ts';
import {
  filledWindow,
  foldsOf,
  type OpenTimes,
  openTimes,
  type Protocol,
  type ProtocolFold,
  repeatedWeek,
  testPlaces,
  trainingWindow,
} from './protocol.ts';

/** Of the bounds that are judged. */
export const PROTOCOL_LEVEL = 0.8;

/** The name under which the seasonal naive forecast of the protocol is listed: what all others are told in units of. */
export const PROTOCOL_NAIVE = 'snaive';

/**
 * Scores of the folds of a protocol, oldest first: the seasonal naive forecast, then the models in the given order. Models get what was
 * observed and no more; the seasonal naive forecast, and the scale of `mase`, fill what is missing. Forecasts are judged as they are given
 * to users: not below 0, not rounded. `nowMs` is a clock in milliseconds. RangeError where the history does not do.
 */
export function protocolBacktest(
  series: Series,
  models: readonly ForecastingModel[],
  protocol: Protocol,
  nowMs: () => number,
): FoldScore[] {
  if (isSubDaily(series.step) === (protocol.name === 'daily'))
    throw new RangeError(
      `the protocol ${protocol.name} takes ${protocol.name === 'daily' ? 'days' : 'intervals below a day'}`,
    );
  return scoresOf(openTimes(series), series.timeZone, models, protocol, nowMs);
}

/** As `protocolBacktest`, of open times. */
export function scoresOf(
  times: OpenTimes,
  timeZone: string,
  models: readonly ForecastingModel[],
  protocol: Protocol,
  nowMs: () => number,
): FoldScore[] {
  const folds = foldsOf(times, protocol);
  if (folds.length === 0)
    throw new RangeError(`the protocol ${protocol.name} takes ${protocol.leastWeeks} weeks before its first test`);
  return folds.flatMap((fold) => scoresOfFold(times, fold, timeZone, models, nowMs));
}

function scoresOfFold(
  times: OpenTimes,
  fold: ProtocolFold,
  timeZone: string,
  models: readonly ForecastingModel[],
  nowMs: () => number,
): FoldScore[] {
  const filled = filledWindow(times, fold);
  const actual = times.values.subarray(fold.origin, fold.end);
  const known = [...actual.keys()].filter((i) => !Number.isNaN(actual[i]));
  const picked = (values: ArrayLike<number>): Float64Array => Float64Array.from(known, (i) => values[i]);
  const history = trainingWindow(times, fold);
  const about = {
    cutoff: instantOfWall(timeZone, endOf(history)),
    scored: known.length,
    missing: actual.length - known.length,
  };
  const naive: NaiveReference = {
    errorInHistory: seasonalNaiveError({ values: filled, season: times.season }),
    point: picked(repeatedWeek(filled, times.season, actual.length)),
  };
  const nothing = { numerator: 0, denominator: 0 };
  const naiveRatios = accuracyRatios(
    { actual: picked(actual), point: naive.point, lower: naive.point, upper: naive.point },
    naive,
    PROTOCOL_LEVEL,
  );
  const naiveScore: FoldScore = {
    ...about,
    model: PROTOCOL_NAIVE,
    // It has no bounds.
    ratios: { ...naiveRatios, coverage: nothing, winkler: nothing },
    fitMs: 0,
  };
  const places = testPlaces(times, fold);
  const scores = models.map((model): FoldScore => {
    requireLength(history, model);
    const startMs = nowMs();
    const { point, intervals } = clampAtZero(model.fit(history).forecast((places.at(-1) ?? 0) + 1, [PROTOCOL_LEVEL]));
    const fitMs = nowMs() - startMs;
    const [{ lower, upper }] = intervals;
    const atTests = (values: Float64Array): Float64Array => picked(places.map((place) => values[place]));
    const points = { actual: picked(actual), point: atTests(point), lower: atTests(lower), upper: atTests(upper) };
    return { ...about, model: model.name, ratios: accuracyRatios(points, naive, PROTOCOL_LEVEL), fitMs };
  });
  return [naiveScore, ...scores];
}

function requireLength(history: Series, model: ForecastingModel): void {
  const required = model.requiredIntervals(history);
  if (history.values.length < required)
    throw new RangeError(
      `the protocol gives the model ${model.name} ${history.values.length} intervals, and it takes ${required}`,
    );
}
