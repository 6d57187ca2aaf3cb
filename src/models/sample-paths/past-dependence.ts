import { normalQuantile } from '../../numeric/normal.ts';
import type { Forecast } from '../../series/forecast.ts';
import type { Series } from '../../series/series.ts';
import type { PastForecast } from '../forecasting-model.ts';
import { errorCorrelation } from './error-correlation.ts';
import { fitLeadDependence, type LeadDependence } from './lead-dependence.ts';

// What errors have in common is known from few horizons that do not overlap, and the same errors chose what made them: without either
// taken into account, sums over four weeks of fourteen public series stay within bounds of 80 % in 69 % of cases; so it is drawn towards
// what is usual, as if that had been seen over so many horizons.
const USUAL_CORRELATION = 0.5;
const USUAL_HORIZONS = 3;

/**
 * How errors of a forecast go together across its leads, learned from the errors of past forecasts of the same model, each in units of the
 * forecast's own bounds at its lead. `forecast` has bounds of at least one level.
 */
export function pastDependence(forecast: Forecast, history: Series, past: readonly PastForecast[]): LeadDependence {
  const horizon = forecast.point.length;
  const { byDistance, pairs } = errorCorrelation(
    past.map((each) => scaledErrors(forecast, history.values, each)),
    horizon,
  );
  const reach = Math.max(0, ...past.map(({ known }) => history.values.length - known));
  const horizons = reach / horizon;
  const drawn = byDistance.map((correlation) =>
    Number.isNaN(correlation)
      ? USUAL_CORRELATION
      : (horizons * correlation + USUAL_HORIZONS * USUAL_CORRELATION) / (horizons + USUAL_HORIZONS),
  );
  return fitLeadDependence(drawn, pairs);
}

/** By lead, in standard deviations as the bounds tell them; NaN where nothing is known or the bounds leave no room. */
function scaledErrors(
  { point, intervals: [{ levelFraction, lower, upper }] }: Forecast,
  values: Float64Array,
  { known, intervals, point: said }: PastForecast,
): Float64Array {
  const deviations = normalQuantile((1 + levelFraction) / 2);
  const scaled = new Float64Array(point.length).fill(Number.NaN);
  for (const [i, interval] of intervals.entries()) {
    const lead = interval - known;
    if (lead >= scaled.length) continue;
    const error = values[interval] - said[i];
    const room = error < 0 ? point[lead] - lower[lead] : upper[lead] - point[lead];
    if (room > 0) scaled[lead] = (deviations * error) / room;
  }
  return scaled;
}
