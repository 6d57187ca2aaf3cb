import { firstIntervals, type Series } from '../series/series.ts';
import type { FittedModel, ForecastingModel, PastForecast } from './forecasting-model.ts';
import { slotsInSeason } from './seasonal-grid.ts';

// A quarter of a year of weeks.
const MOST_REFITS = 12;

/**
 * What a model would have said of up to `horizon` intervals at earlier instants, the latest first: as it knows itself, or by new fits to
 * what was known one season ago, two seasons, and so on, as long as half of the history and what the model takes are left.
 */
export function pastForecastsOf(
  model: ForecastingModel,
  fit: FittedModel,
  history: Series,
  horizon: number,
): PastForecast[] {
  return fit.pastForecasts?.(horizon) ?? refitted(model, history, horizon);
}

function refitted(model: ForecastingModel, history: Series, horizon: number): PastForecast[] {
  const { length } = history.values;
  const season = slotsInSeason(history.step, length);
  const least = Math.max(length / 2, model.requiredIntervals(history));
  const past: PastForecast[] = [];
  for (let back = season; past.length < MOST_REFITS && length - back >= least; back += season) {
    const known = length - back;
    const ahead = Math.min(horizon, back);
    const point = saidAt(model, firstIntervals(history, known), ahead);
    if (point === undefined) break;
    past.push({ known, intervals: Uint32Array.from({ length: ahead }, (_, i) => known + i), point });
  }
  return past;
}

/** Undefined where so short a history does not do. */
function saidAt(model: ForecastingModel, history: Series, horizon: number): Float64Array | undefined {
  try {
    return model.fit(history).forecast(horizon, []).point;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
}
