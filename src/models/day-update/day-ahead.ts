import { firstIntervals, type Series } from '../../series/series.ts';
import type { FittedModel, ForecastingModel } from '../forecasting-model.ts';

// As many as tell how a day goes on from its morning.
const DAYS = 28;

/**
 * For each interval of a history that ends where a local day does, what a model said of it at the start of its day; NaN where
 * it said nothing. A model that cannot tell is fitted anew at the start of each of the last four weeks' days. `days` numbers the
 * days of the intervals.
 */
export function dayAheadForecasts(
  model: ForecastingModel,
  fitted: FittedModel,
  history: Series,
  days: Float64Array,
): Float64Array {
  return fitted.dayAhead?.() ?? byRefits(model, history, days);
}

function byRefits(model: ForecastingModel, history: Series, days: Float64Array): Float64Array {
  const said = new Float64Array(history.values.length).fill(Number.NaN);
  const starts = [...days.keys()].filter((i) => i > 0 && days[i] !== days[i - 1]);
  for (const start of starts.slice(-DAYS)) {
    const past = firstIntervals(history, start);
    if (start < model.requiredIntervals(history) || !past.values.some((value) => value > 0)) continue;
    const length = days.subarray(start).filter((day) => day === days[start]).length;
    said.set(model.fit(past).forecast(length, []).point, start);
  }
  return said;
}
