import { normalQuantile } from '../../../numeric/normal.ts';
import { studentTQuantile } from '../../../numeric/student-t.ts';
import { tailQuantile } from '../../../numeric/tail-quantile.ts';
import { leadScale } from '../lead-scale.ts';

/** What forecasts said in the past and what came. */
export interface PastForecasts {
  readonly forecasts: Float64Array;
  readonly values: Float64Array;
  readonly weeksAhead: Uint32Array;
  /** By what errors are stretched because less history was known than now. */
  readonly stretches: Float64Array;
  /** Discounted number of origins. */
  readonly origins: number;
}

/** Variance a f + b f^2 of a value around its forecast f: of counts, and of a level that is off. */
interface VarianceOfForecast {
  readonly countShare: number;
  readonly levelShare: number;
}

const REWEIGHTINGS = 10;
// In standard deviations: beyond, an error tells of a special day, not of what is usual.
const CLIP = 3;

/**
 * Distances of the bounds of a central interval from a forecast so many weeks ahead: quantiles of past errors, each in units of
 * its standard deviation by a variance in proportion to the forecast and to its square, widened for the few origins that they come
 * from. RangeError without errors.
 */
export function varianceBounds(
  { forecasts, values, weeksAhead, stretches, origins }: PastForecasts,
  levelFraction: number,
): (forecast: number, weeksAhead: number) => { readonly below: number; readonly above: number } {
  if (forecasts.length === 0)
    throw new RangeError('no value of the history shows how far off a forecast of it would have been');
  const errors = values.map((value, i) => (value - forecasts[i]) * stretches[i]);
  const variance = varianceOf(forecasts, errors);
  const scaled = errors.map((error, i) => (error === 0 ? 0 : error / deviation(variance, forecasts[i])));
  const spreadAhead = leadScale({ sizes: scaled.map(Math.abs), weeksAhead });
  const sorted = scaled.map((error, i) => (error === 0 ? 0 : error / spreadAhead(weeksAhead[i]))).sort();
  const upperTail = (1 + levelFraction) / 2;
  const widening = studentTQuantile(upperTail, Math.max(1, Math.floor(origins))) / normalQuantile(upperTail);
  const below = widening * Math.min(0, tailQuantile(sorted, 1 - upperTail));
  const above = widening * Math.max(0, tailQuantile(sorted, upperTail));
  return (forecast, week) => {
    const spread = deviation(variance, forecast) * spreadAhead(week);
    return { below: spread * below, above: spread * above };
  };
}

const deviation = ({ countShare, levelShare }: VarianceOfForecast, forecast: number): number =>
  Math.sqrt(countShare * forecast + levelShare * forecast * forecast);

/** By least squares of squared errors on f and f^2, reweighted by what that says of their own variance; neither part negative. */
function varianceOf(forecasts: Float64Array, errors: Float64Array): VarianceOfForecast {
  let variance: VarianceOfForecast = { countShare: 1, levelShare: 0 };
  for (let round = 0; round < REWEIGHTINGS; round++) {
    let ff = 0;
    let fs = 0;
    let ss = 0;
    let fe = 0;
    let se = 0;
    for (let i = 0; i < forecasts.length; i++) {
      const forecast = forecasts[i];
      const expected = deviation(variance, forecast) ** 2;
      if (!(expected > 0)) continue;
      const weight = 1 / (expected * expected);
      const square = forecast * forecast;
      const squaredError = Math.min(CLIP * CLIP * expected, errors[i] * errors[i]);
      ff += weight * square;
      fs += weight * square * forecast;
      ss += weight * square * square;
      fe += weight * forecast * squaredError;
      se += weight * square * squaredError;
    }
    if (ff === 0) return variance;
    variance = solved(ff, fs, ss, fe, se);
  }
  return variance;
}

function solved(ff: number, fs: number, ss: number, fe: number, se: number): VarianceOfForecast {
  const determinant = ff * ss - fs * fs;
  const countShare = (ss * fe - fs * se) / determinant;
  const levelShare = (ff * se - fs * fe) / determinant;
  // Where all forecasts are alike the parts cannot be told apart.
  if (!(determinant > 1e-12 * ff * ss) || levelShare < 0) return { countShare: fe / ff, levelShare: 0 };
  return countShare < 0 ? { countShare: 0, levelShare: se / ss } : { countShare, levelShare };
}
