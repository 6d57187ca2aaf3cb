import type { DisturbedInterval } from '../../series/disturbed-interval.ts';
import type { Forecast } from '../../series/forecast.ts';
import type { ModelSelection, RejectedModel } from '../../series/model-selection.ts';
import { firstIntervals, type Series } from '../../series/series.ts';
import { disturbedHours } from '../cleaning/disturbed-hours.ts';
import { withoutDisturbed } from '../cleaning/without-disturbed.ts';
import type { ForecastingModel } from '../forecasting-model.ts';
import { levelShape } from '../level-shape/level-shape.ts';
import type { FittedOnPastForecasts } from '../level-shape/past-forecast.ts';
import { meanOfDays } from '../mean-of-days/mean-of-days.ts';
import { pastForecastsOf } from '../past-forecasts-of.ts';
import { type AdjustedHistory, adjustedHistory } from './adjusted-history.ts';
import { candidatesFor } from './candidates.ts';
import { forwardSelection, type Mix } from './forward-selection.ts';
import { type InnerFold, innerFolds, spanOf } from './inner-folds.ts';
import { mixedForecast } from './mixed-forecast.ts';
import { firstThatDoes } from './stand-ins.ts';

/**
 * Level x shape, with other models mixed in where they would have made earlier forecasts of this very history better by more than
 * chance; a stand-in where the history does not do for it. Candidates work on days without the calendar effects that the core learned,
 * and with `clean` without outages and floods, which move the core little. Below a day those of hours are left out for all with `clean`.
 * What the forecast says of itself is its `selection`.
 * Deterministic. RangeError where nothing can be said, and why.
 */
export const autoModel = (clean: boolean): ForecastingModel => ({
  name: 'auto',
  requiredIntervals: meanOfDays.requiredIntervals,
  fit(observed) {
    const leftOut = clean ? disturbedHours(observed) : [];
    const history = withoutDisturbed(observed, leftOut);
    return {
      forecast(horizon, levelFractions) {
        const mixing = mixingModel(clean, leftOut);
        const { model, result, rejected } = firstThatDoes(mixing, history, (fitted) =>
          fitted.forecast(horizon, levelFractions),
        );
        if (model === mixing) return result;
        const chosen = [{ model: model.name, weight: 1 }];
        return { ...result, selection: { chosen, rejected, innerFolds: 0, leftOut } };
      },
      // One step ahead the core leads, and what is mixed into it depends on the horizon.
      residuals: () => firstThatDoes(levelShape, history, (fitted) => fitted.residuals()).result,
      // What is mixed into the core is judged by its past forecasts, and moves them little.
      pastForecasts(horizon) {
        const { model, result } = firstThatDoes(levelShape, history, (fitted) => fitted);
        return pastForecastsOf(model, result, history, horizon);
      },
    };
  },
});

/** The core and what is mixed into it, under the name of the core. */
const mixingModel = (clean: boolean, leftOut: readonly DisturbedInterval[]): ForecastingModel => ({
  ...levelShape,
  fit(history) {
    requireVariety(history);
    const core = levelShape.fit(history);
    return {
      ...core,
      forecast(horizon, levels) {
        const { selection, ...forecast } = forecastMixed(history, core, clean, horizon, levels);
        return { ...forecast, selection: { ...selection, leftOut: [...leftOut, ...selection.leftOut] } };
      },
    };
  },
});

/** Forecasts of a constant were never off, which does not mean that counts to come will not vary. */
function requireVariety({ values }: Series): void {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.every((value) => value === known[0]))
    throw new RangeError(
      `all its ${known.length} values are ${known[0]}, which says nothing of how far off a forecast may be`,
    );
}

/** A candidate that could be fitted at every inner fold and now, and what it said. */
interface JudgedCandidate {
  readonly model: string;
  readonly past: Float64Array;
  readonly point: Float64Array;
}

function forecastMixed(
  history: Series,
  core: FittedOnPastForecasts,
  clean: boolean,
  horizon: number,
  levelFractions: readonly number[],
): Forecast & { readonly selection: ModelSelection } {
  const ofCore = core.forecast(horizon, levelFractions);
  const folds = innerFolds(history, core.pastForecasts(horizon), horizon);
  const adjusted = adjustedHistory(history, horizon, clean);
  const adjustedPasts = folds.map((fold) => adjustedHistory(firstIntervals(history, fold.known), spanOf(fold), clean));
  const outcomes = candidatesFor(adjusted.history).map((model) => judged(model, adjusted, adjustedPasts, folds));
  const candidates = outcomes.filter((outcome) => 'past' in outcome);
  const unfit = outcomes.filter((outcome) => 'reason' in outcome);
  const said = joined(folds.map(({ point }) => point));
  const actual = joined(folds.map((fold) => fold.actual));
  const mix = forwardSelection({
    actual,
    core: said,
    candidates: candidates.map(({ past }) => past),
    weeks: Uint32Array.from(folds.flatMap(({ weeks }) => [...weeks])),
  });
  return {
    ...mixedForecast(ofCore, candidates, mix),
    selection: {
      ...selectionOf(candidates, unfit, mix, { actual, said, folds: folds.length }),
      leftOut: adjusted.leftOut,
    },
  };
}

/** Forecasts of a candidate from each fold and from the end of the history, or why there are none. */
function judged(
  model: ForecastingModel,
  now: AdjustedHistory,
  pasts: readonly AdjustedHistory[],
  folds: readonly InnerFold[],
): JudgedCandidate | RejectedModel {
  const required = model.requiredIntervals(now.history);
  if (now.history.values.length < required)
    return { model: model.name, reason: `it takes ${required} intervals of history` };
  try {
    const past = folds.map(({ known, intervals }, i) => {
      const said = pointOf(model, pasts[i]);
      return Float64Array.from(intervals, (interval) => said[interval - known]);
    });
    return { model: model.name, past: joined(past), point: pointOf(model, now) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { model: model.name, reason: error.message };
  }
}

/** What a model says of the intervals after a history, effects of the calendar included; not below 0. */
const pointOf = (model: ForecastingModel, { history, factorsAhead }: AdjustedHistory): Float64Array =>
  model
    .fit(history)
    .forecast(factorsAhead.length, [])
    .point.map((value, i) => Math.max(0, value * factorsAhead[i]));

function selectionOf(
  candidates: readonly JudgedCandidate[],
  unfit: readonly RejectedModel[],
  { entered, coreWeight, weights, said: mixed }: Mix,
  { actual, said, folds }: { readonly actual: Float64Array; readonly said: Float64Array; readonly folds: number },
): Omit<ModelSelection, 'leftOut'> {
  const total = actual.reduce((sum, value) => sum + value, 0);
  const wapeOf = (forecast: Float64Array) => (total > 0 ? { wape: absoluteError(actual, forecast) / total } : {});
  const stayedOut = candidates.filter((_, k) => !entered.includes(k));
  return {
    chosen: [
      { model: levelShape.name, weight: coreWeight, ...wapeOf(said) },
      ...entered.map((k) => ({ model: candidates[k].model, weight: weights[k], ...wapeOf(candidates[k].past) })),
    ],
    rejected: [
      ...stayedOut.map(({ model, past }) => ({
        model,
        reason:
          folds === 0
            ? 'the history is too short to compare it with'
            : 'mixing it in gains no more than chance on earlier forecasts',
        ...wapeOf(past),
      })),
      ...unfit,
    ],
    innerFolds: folds,
    ...wapeOf(mixed),
  };
}

const absoluteError = (actual: Float64Array, forecast: Float64Array): number =>
  actual.reduce((sum, value, i) => sum + Math.abs(value - forecast[i]), 0);

const joined = (parts: readonly Float64Array[]): Float64Array => Float64Array.from(parts.flatMap((part) => [...part]));
