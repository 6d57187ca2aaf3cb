import type { LagWeights } from './lag-regression.ts';

/** What is usual: the mean of the same slot of so many seasons before. */
export interface UsualSeasons {
  readonly season: number;
  readonly seasons: number;
}

/** A series and its deviations from the usual, as an autoregression of these deviations sees them. */
export interface DeviationsRun {
  /** Values, and where one is missing what was forecast for it from the step before; NaN where nothing could be. */
  readonly filled: Float64Array;
  /** Of `filled`; 0 where nothing is usual yet. */
  readonly deviations: Float64Array;
  /** Value less one-step forecast; NaN where either is missing. */
  readonly errors: Float64Array;
}

/** Value less the usual; NaN where one of the values that it takes is missing. */
export const deviationsOf = (values: Float64Array, usual: UsualSeasons): Float64Array =>
  values.map((value, t) => value - usualAt(values, t, usual));

/** Runs an autoregression of deviations over values; where one is missing (NaN) it goes on by its own forecast. */
export function runDeviations(values: Float64Array, usual: UsualSeasons, { lags, weights }: LagWeights): DeviationsRun {
  const filled = new Float64Array(values.length);
  const deviations = new Float64Array(values.length);
  const errors = new Float64Array(values.length).fill(Number.NaN);
  for (let t = 0; t < values.length; t++) {
    const before = usualSoFar(filled, t, usual);
    let expected = 0;
    for (let k = 0; k < lags.length; k++) if (t >= lags[k]) expected += weights[k] * deviations[t - lags[k]];
    const isKnown = !Number.isNaN(values[t]);
    filled[t] = isKnown ? values[t] : before + expected;
    if (Number.isNaN(filled[t] - before)) continue;
    deviations[t] = filled[t] - before;
    if (isKnown) errors[t] = deviations[t] - expected;
  }
  return { filled, deviations, errors };
}

/** What is forecast at an origin for the `count` steps from there on, from what had gone before it. */
export function forecastFrom(
  { filled, deviations }: DeviationsRun,
  usual: UsualSeasons,
  { lags, weights }: LagWeights,
  origin: number,
  count: number,
): Float64Array {
  // Only so much of the past is looked at.
  const past = Math.min(origin, Math.max(usual.season * usual.seasons, lags.at(-1) ?? 0));
  const values = new Float64Array(past + count);
  const changes = new Float64Array(past + count);
  values.set(filled.subarray(origin - past, origin));
  changes.set(deviations.subarray(origin - past, origin));
  for (let t = past; t < values.length; t++) {
    for (let k = 0; k < lags.length; k++) if (t >= lags[k]) changes[t] += weights[k] * changes[t - lags[k]];
    values[t] = changes[t] + usualSoFar(values, t, usual);
  }
  return values.subarray(past);
}

/** What an error of 1 adds to the value so many steps after it, from 0: the psi weights of Box and Jenkins. */
export function errorEcho(
  { season, seasons }: UsualSeasons,
  { lags, weights }: LagWeights,
  count: number,
): Float64Array {
  const echo = new Float64Array(count);
  const changes = new Float64Array(count);
  for (let j = 0; j < count; j++) {
    changes[j] = j === 0 ? 1 : 0;
    for (let k = 0; k < lags.length; k++) if (j >= lags[k]) changes[j] += weights[k] * changes[j - lags[k]];
    echo[j] = changes[j];
    for (let back = 1; back <= seasons && j >= back * season; back++) echo[j] += echo[j - back * season] / seasons;
  }
  return echo;
}

function usualAt(values: Float64Array, t: number, { season, seasons }: UsualSeasons): number {
  let sum = 0;
  for (let back = 1; back <= seasons; back++) sum += values[t - back * season] ?? Number.NaN;
  return sum / seasons;
}

/** The mean of those of the seasons before that are there. */
function usualSoFar(values: Float64Array, t: number, { season, seasons }: UsualSeasons): number {
  let sum = 0;
  let count = 0;
  for (let back = 1; back <= seasons && t >= back * season; back++) {
    const value = values[t - back * season];
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}
