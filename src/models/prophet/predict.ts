import type { PredictionInterval } from '../../series/forecast.ts';
import { scaledTimes } from './design.ts';
import type { ProphetFit } from './fit.ts';
import { holidayRows } from './holiday-columns.ts';
import { fourierColumns } from './seasonality.ts';
import { halfWidths } from './trend-uncertainty.ts';

/** Point, bounds and parts at given times, in the unit of the history. */
export interface Prediction {
  readonly point: Float64Array;
  readonly intervals: readonly PredictionInterval[];
  /** `trend`, one entry per seasonality, and `holidays` where there are any; they add up to the point. */
  readonly components: Readonly<Record<string, Float64Array>>;
}

// Prophet adds this to the mean size of the changes of slope, so that the scale is never zero.
const LEAST_CHANGE_SCALE = 1e-8;

/** Predicts at wall-clock times, ascending, inside the history or after it, with one interval per level (between 0 and 1). */
export function predict(fit: ProphetFit, wallSeconds: Float64Array, levelFractions: readonly number[]): Prediction {
  const time = scaledTimes(wallSeconds, fit.scale);
  const unit = fit.scale.value;
  const components: Record<string, Float64Array> = { trend: trendAt(fit, time).map((value) => value * unit) };
  let column = 0;
  for (const season of fit.seasonalities) {
    const part = new Float64Array(time.length);
    for (const values of fourierColumns(wallSeconds, [season])) {
      const coefficient = fit.beta[column++] * unit;
      for (let i = 0; i < part.length; i++) part[i] += coefficient * values[i];
    }
    components[season.name] = part;
  }
  if (fit.holidays.length > 0) components['holidays'] = holidayPart(fit, wallSeconds);
  const point = new Float64Array(time.length);
  for (const part of Object.values(components)) for (let i = 0; i < point.length; i++) point[i] += part[i];
  const leads = time.map((t) => t - 1);
  const intervals = levelFractions.map((levelFraction) => {
    const widths = halfWidths(leads, levelFraction, futureLaw(fit));
    return {
      levelFraction,
      lower: point.map((value, i) => value - widths[i] * unit),
      upper: point.map((value, i) => value + widths[i] * unit),
    };
  });
  return { point, intervals, components };
}

/** What holidays add, in the unit of the history. */
function holidayPart({ holidays, beta, scale }: ProphetFit, wallSeconds: Float64Array): Float64Array {
  const part = new Float64Array(wallSeconds.length);
  const coefficients = beta.subarray(beta.length - holidays.length);
  for (const [i, holiday] of holidays.entries())
    for (const row of holidayRows(wallSeconds, holiday)) part[row] += coefficients[i] * scale.value;
  return part;
}

/** Piecewise linear trend at scaled times, in scaled units. */
function trendAt(fit: ProphetFit, time: Float64Array): Float64Array {
  return time.map((t) => {
    let value = fit.m + fit.k * t;
    for (let j = 0; j < fit.delta.length && t > fit.changepoints[j]; j++)
      value += fit.delta[j] * (t - fit.changepoints[j]);
    return value;
  });
}

/** Past changes of slope tell how often, and how far, it will change. A flat trend never does. */
function futureLaw(fit: ProphetFit) {
  let size = 0;
  for (const change of fit.delta) size += Math.abs(change);
  const changeScale = fit.growth === 'flat' ? 0 : size / fit.delta.length + LEAST_CHANGE_SCALE;
  return { noise: fit.sigma, changeRate: fit.delta.length, changeScale };
}
