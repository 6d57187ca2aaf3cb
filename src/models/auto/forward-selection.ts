import { normalQuantile } from '../../numeric/normal.ts';

/** What forecasts at earlier instants said and what came: lists of one length, no value missing. */
export interface JudgedForecasts {
  readonly actual: Float64Array;
  readonly core: Float64Array;
  /** By candidate. */
  readonly candidates: readonly Float64Array[];
  /** The number of the week that each value is judged with, from 0. */
  readonly weeks: Uint32Array;
}

/** The mix of the core and candidates that earlier instants speak for. */
export interface Mix {
  /** The candidates in the order in which they came in. */
  readonly entered: readonly number[];
  readonly coreWeight: number;
  /** By candidate; 0 of those that stayed out. They and that of the core add up to 1. */
  readonly weights: Float64Array;
  /** What the mix would have said. */
  readonly said: Float64Array;
}

// Of the largest value: a gain of less is none.
const ROUNDING_SHARE = 1e-9;

/**
 * Candidates enter one by one, each half and half with what is there: mixes of equal weights err less than those of estimated ones where
 * little is known (Smith and Wallis, Oxford Bulletin of Economics and Statistics 71 (2009) 331-355). The best one enters if its gain over
 * the weeks is more than the best of that many candidates without merit would show by chance; with one candidate that is any gain.
 */
export function forwardSelection({ actual, core, candidates, weeks }: JudgedForecasts): Mix {
  const chanceErrors = largestByChance(candidates.length);
  const rounding = ROUNDING_SHARE * actual.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const weights = new Float64Array(candidates.length);
  const entered: number[] = [];
  let said = core;
  for (;;) {
    const best = candidates
      .flatMap((candidate, k) => (weights[k] > 0 ? [] : [{ k, mixed: halfway(said, candidate) }]))
      .map(({ k, mixed }) => ({ k, mixed, gain: gainOf(said, mixed, actual, weeks) }))
      .filter(({ gain }) => gain.mean > Math.max(rounding, chanceErrors * gain.standardError))
      .reduce<Step | undefined>((a, b) => (a === undefined || b.gain.mean > a.gain.mean ? b : a), undefined);
    if (best === undefined) break;
    for (const k of entered) weights[k] /= 2;
    weights[best.k] = 0.5;
    entered.push(best.k);
    said = best.mixed;
  }
  return { entered, coreWeight: 0.5 ** entered.length, weights, said };
}

interface Step {
  readonly k: number;
  readonly mixed: Float64Array;
  readonly gain: Gain;
}

/** Less absolute error in a week. */
interface Gain {
  readonly mean: number;
  readonly standardError: number;
}

/** The expected largest of so many standard normal errors: Blom, Statistical Estimates and Transformed Beta-Variables (1958). */
const largestByChance = (many: number): number => (many < 2 ? 0 : normalQuantile((many - 0.375) / (many + 0.25)));

const halfway = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => (value + b[i]) / 2);

/** No gain is known from a single week. */
function gainOf(before: Float64Array, after: Float64Array, actual: Float64Array, weeks: Uint32Array): Gain {
  const gains = new Float64Array(weeks.reduce((most, week) => Math.max(most, week), 0) + 1);
  for (let i = 0; i < actual.length; i++)
    gains[weeks[i]] += Math.abs(actual[i] - before[i]) - Math.abs(actual[i] - after[i]);
  if (gains.length < 2) return { mean: 0, standardError: 0 };
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (gains.length - 1);
  return { mean, standardError: Math.sqrt(variance / gains.length) };
}
