import { studentTQuantile } from '../numeric/student-t.ts';
import type { MeasureOf, Ratio } from './measures.ts';

/** What replications say about a measure: in the measure's unit, `levelFraction` of such intervals hold the true value. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
  /** Of the confidence interval around the value. */
  readonly halfWidth: number;
  readonly levelFraction: number;
  readonly replications: number;
}

/**
 * A measure over replications, of whatever each of them gave (a tally, or one for each interval): sum over sum, with a confidence
 * interval by the jackknife and Student's t. Undefined when the measure has no value: all its contacts fell into one replication, or
 * there were none. Two replications at least, a level between 0 and 1; else RangeError.
 */
export function estimate<Tally>(
  tallies: readonly Tally[],
  measure: MeasureOf<Tally>,
  levelFraction: number,
): Estimate | undefined {
  return jackknife(tallies.length, pooled(tallies.map(measure)), levelFraction);
}

/**
 * A measure after a change minus before it, over replications that share seed and number: what contacts and handle times have in
 * common cancels, so the interval is much narrower than those of the two. As `estimate` otherwise.
 */
export function estimateDifference<Tally>(
  before: readonly Tally[],
  after: readonly Tally[],
  measure: MeasureOf<Tally>,
  levelFraction: number,
): Estimate | undefined {
  if (before.length !== after.length)
    throw new RangeError(`replications to compare must be as many, not ${before.length} and ${after.length}`);
  const first = pooled(before.map(measure));
  const second = pooled(after.map(measure));
  return jackknife(before.length, (left) => second(left) - first(left), levelFraction);
}

const NONE_LEFT_OUT = -1;

/** The ratio of the sums over all replications but one. */
function pooled(ratios: readonly Ratio[]): (leftOut: number) => number {
  const numerator = ratios.reduce((sum, ratio) => sum + ratio.numerator, 0);
  const denominator = ratios.reduce((sum, ratio) => sum + ratio.denominator, 0);
  return (leftOut) =>
    leftOut === NONE_LEFT_OUT
      ? numerator / denominator
      : (numerator - ratios[leftOut].numerator) / (denominator - ratios[leftOut].denominator);
}

/** Efron and Stein, The jackknife estimate of variance, Annals of Statistics 9 (1981) 586-596. */
function jackknife(
  replications: number,
  valueWithout: (leftOut: number) => number,
  levelFraction: number,
): Estimate | undefined {
  if (!(levelFraction > 0 && levelFraction < 1))
    throw new RangeError(`the level of a confidence interval must lie between 0 and 1, not ${levelFraction}`);
  if (replications < 2) throw new RangeError(`an estimate needs two replications or more, not ${replications}`);
  const without = Float64Array.from({ length: replications }, (_, leftOut) => valueWithout(leftOut));
  if (!without.every(Number.isFinite)) return undefined;
  const mean = without.reduce((sum, value) => sum + value, 0) / replications;
  const squares = without.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const standardError = Math.sqrt((squares * (replications - 1)) / replications);
  return {
    value: valueWithout(NONE_LEFT_OUT),
    standardError,
    halfWidth: standardError * studentTQuantile((1 + levelFraction) / 2, replications - 1),
    levelFraction,
    replications,
  };
}
