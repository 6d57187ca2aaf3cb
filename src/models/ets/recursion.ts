import type { EtsForm } from './ets-form.ts';

/**
 * Smoothing parameters in state-space form: `beta` is not divided by `alpha`. Without a trend `beta` is 0, without a season `gamma`;
 * `phi` is 1 where the trend is not damped.
 */
export interface EtsParameters {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly phi: number;
}

export interface EtsStates {
  readonly level: number;
  /** Of one step; 0 without a trend. */
  readonly slope: number;
  /** By place modulo the period; without a season 0 alone. */
  readonly seasonal: Float64Array;
}

/** What is known before each value, by place; written by `runForward`. */
export interface EtsPath {
  /** Of the trend, one step on. */
  readonly levels: Float64Array;
  readonly slopes: Float64Array;
  readonly seasonal: Float64Array;
  readonly forecasts: Float64Array;
}

export interface EtsRun {
  /** Of the errors, relative to their forecasts where these are multiplicative. */
  readonly sumOfSquares: number;
  /** Sum of the logarithms of the forecasts of what was observed; 0 with additive errors. */
  readonly sumOfLogs: number;
  readonly states: EtsStates;
}

export const emptyPath = (length: number): EtsPath => ({
  levels: new Float64Array(length),
  slopes: new Float64Array(length),
  seasonal: new Float64Array(length),
  forecasts: new Float64Array(length),
});

/**
 * Runs a form over values; a missing one (NaN) lets the states run on. Hyndman, Koehler, Ord and Snyder, Forecasting with
 * Exponential Smoothing (2008), table 2.2 and 2.3. Undefined where a form with a multiplicative part forecasts nothing or less.
 */
export function runForward(
  values: Float64Array,
  form: EtsForm,
  { alpha, beta, gamma, phi }: EtsParameters,
  initial: EtsStates,
  path: EtsPath,
): EtsRun | undefined {
  const seasonal = initial.seasonal.slice();
  const { levels, slopes, seasonal: seasons, forecasts } = path;
  const isRelative = form.error === 'multiplicative';
  const isProduct = form.season === 'multiplicative';
  const isPositive = isRelative || isProduct;
  // As numbers for sure, they stay in registers; as fields of an object each step would put them on the heap.
  let level = Number(initial.level);
  let slope = Number(initial.slope);
  let sumOfSquares = 0;
  let sumOfLogs = 0;
  let product = 1;
  for (let t = 0, slot = 0; t < values.length; t++) {
    const season = seasonal[slot];
    slopes[t] = slope;
    seasons[t] = season;
    slope *= phi;
    level += slope;
    levels[t] = level;
    const forecast = isProduct ? level * season : level + season;
    forecasts[t] = forecast;
    if (isPositive && !(forecast > 0)) return undefined;
    const value = values[t];
    if (!Number.isNaN(value)) {
      const error = value - forecast;
      if (isProduct) {
        const ofLevel = error / season;
        seasonal[slot] += (gamma * error) / level;
        level += alpha * ofLevel;
        slope += beta * ofLevel;
      } else {
        seasonal[slot] += gamma * error;
        level += alpha * error;
        slope += beta * error;
      }
      if (isRelative) {
        const relative = error / forecast;
        sumOfSquares += relative * relative;
        product *= forecast;
        // One logarithm for many factors, taken before their product leaves the range of numbers.
        if (product > 1e100 || product < 1e-100) {
          sumOfLogs += Math.log(product);
          product = 1;
        }
      } else sumOfSquares += error * error;
    }
    if (++slot === seasonal.length) slot = 0;
  }
  return { sumOfSquares, sumOfLogs: sumOfLogs + Math.log(product), states: { level, slope, seasonal } };
}

/** Derivatives by the parameters and by the initial states. */
export interface EtsGradient {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly phi: number;
  readonly level: number;
  readonly slope: number;
  readonly seasonal: Float64Array;
}

/**
 * Derivatives of `weight` times the sum of squares plus twice the sum of logarithms of a run, by going backwards through its path:
 * what each state adds to all that follows. Griewank and Walther, Evaluating Derivatives (2008), chapter 3.
 */
export function runBackward(
  values: Float64Array,
  form: EtsForm,
  { alpha, beta, gamma, phi }: EtsParameters,
  path: EtsPath,
  weight: number,
  period: number,
): EtsGradient {
  const isRelative = form.error === 'multiplicative';
  const isProduct = form.season === 'multiplicative';
  const { levels, slopes, seasonal, forecasts } = path;
  const bySeason = new Float64Array(period);
  let byAlpha = 0;
  let byBeta = 0;
  let byGamma = 0;
  let byPhi = 0;
  let byLevel = 0;
  let bySlope = 0;
  for (let t = values.length - 1, slot = t % period; t >= 0; t--) {
    const value = values[t];
    const level = levels[t];
    const season = seasonal[t];
    const forecast = forecasts[t];
    if (!Number.isNaN(value)) {
      const error = value - forecast;
      // By the forecast, apart from what the error does to the states.
      const byForecast = isRelative
        ? (2 - (2 * weight * (error / forecast) * value) / forecast) / forecast
        : -2 * weight * error;
      if (isProduct) {
        const ofLevel = error / season;
        const ofSeason = error / level;
        byAlpha += ofLevel * byLevel;
        byBeta += ofLevel * bySlope;
        byGamma += ofSeason * bySeason[slot];
        const byOfLevel = alpha * byLevel + beta * bySlope;
        const byOfSeason = gamma * bySeason[slot];
        bySeason[slot] += byForecast * level - byOfSeason - (byOfLevel * value) / (season * season);
        byLevel += byForecast * season - byOfLevel - (byOfSeason * value) / (level * level);
      } else {
        byAlpha += error * byLevel;
        byBeta += error * bySlope;
        byGamma += error * bySeason[slot];
        const byAll = byForecast - alpha * byLevel - beta * bySlope - gamma * bySeason[slot];
        bySeason[slot] += byAll;
        byLevel += byAll;
      }
    }
    byPhi += slopes[t] * (bySlope + byLevel);
    bySlope = phi * (bySlope + byLevel);
    slot = slot === 0 ? period - 1 : slot - 1;
  }
  return {
    alpha: byAlpha,
    beta: byBeta,
    gamma: byGamma,
    phi: byPhi,
    level: byLevel,
    slope: bySlope,
    seasonal: bySeason,
  };
}
