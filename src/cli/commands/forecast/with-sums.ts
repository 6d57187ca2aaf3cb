import type { ForecastResult } from '../../../export/forecast-result.ts';
import type { FittedModel, ForecastingModel } from '../../../models/forecasting-model.ts';
import { pastForecastsOf } from '../../../models/past-forecasts-of.ts';
import type { LeadDependence } from '../../../models/sample-paths/lead-dependence.ts';
import { pastDependence } from '../../../models/sample-paths/past-dependence.ts';
import { periodSums } from '../../../models/sample-paths/period-sums.ts';
import type { Forecast } from '../../../series/forecast.ts';
import type { Series } from '../../../series/series.ts';
import type { ForecastOptions } from './options.ts';

// Between them a distribution is a line on a normal scale; what lies beyond the last of them is cut off.
const LEVELS_OF_PATHS = [0.2, 0.4, 0.6, 0.8, 0.95, 0.99];

type SumOptions = Pick<ForecastOptions, 'sums' | 'intervalWidth'>;

/** The levels of bounds that a forecast needs: the one that is shown, first, and where sums are wanted those that tell its distribution. */
export const levelsOf = ({ sums, intervalWidth }: SumOptions): number[] =>
  sums === undefined ? [intervalWidth] : [...new Set([intervalWidth, ...LEVELS_OF_PATHS])];

/** How errors go together across the intervals of a forecast that is to be summed. */
export function dependenceOf(
  { sums }: SumOptions,
  model: ForecastingModel,
  fit: FittedModel,
  history: Series,
  forecast: Forecast,
): LeadDependence | undefined {
  if (sums === undefined) return undefined;
  return pastDependence(forecast, history, pastForecastsOf(model, fit, history, forecast.point.length));
}

/** A result with the sums that are asked for, of its forecast as it is shown; the bounds that only they needed are dropped. */
export function withSums(
  result: ForecastResult,
  dependence: LeadDependence | undefined,
  { sums, intervalWidth }: SumOptions,
): ForecastResult {
  if (sums === undefined || dependence === undefined) return result;
  const { forecast } = result;
  return {
    ...result,
    forecast: {
      ...forecast,
      intervals: forecast.intervals.filter(({ levelFraction }) => levelFraction === intervalWidth),
    },
    sums: periodSums(forecast, dependence, sums, intervalWidth),
  };
}
