import type { DayCourse } from './day-course.ts';
import { logRatiosSoFar, MEMORIES_DAYS } from './ratio-so-far.ts';

/** What earlier days say about the rest of a day. */
export interface UpdateRule {
  /** The factor on the forecast of the rest of a day of this course. */
  readonly factorOf: (day: DayCourse) => number;
  /** The factor on each of the earlier days, oldest first, by what all the others say. */
  readonly pastFactors: Float64Array;
}

/** An exponent on each of the ratios. Their sum is how much of a deviation is expected to last. */
interface Candidate {
  readonly exponents: Float64Array;
  readonly logPrior: number;
}

const LASTING = Array.from({ length: 10 }, (_, k) => 0.15 * k);
/** The part of it that follows the last hours instead of the whole day so far. */
const RECENT_SHARES = [0, 0.25, 0.5, 0.75, 1, 1.5];
// What is expected before any day was seen, and how weakly.
const PRIOR = { mean: 0.7, standardDeviation: 0.5 };
const EVIDENCE_PER_DAY = 4;

/**
 * Learns from earlier days, cut at the same time of day, how much of what a day has so far been off its forecast lasts: the factor is
 * a product of ratios of actual to forecast, each with a memory and an exponent of its own. Candidates are weighed as the
 * combinations of level and shape are: prior x exp(-4 days x (absolute error / least - 1)).
 */
export function updateRule(past: readonly DayCourse[], intervalsInDay: number): UpdateRule {
  const ratios = past.map((day) => logRatiosSoFar(day, intervalsInDay));
  const errors = past.map((day, i) => errorsOf(day, ratios[i]));
  const total = new Float64Array(CANDIDATES.length);
  for (const ofDay of errors) for (const [k, error] of ofDay.entries()) total[k] += error;
  const exponents = weighedExponents(total, past.length);
  const withoutDay = (ofDay: Float64Array): Float64Array =>
    weighedExponents(
      total.map((error, k) => Math.max(0, error - ofDay[k])),
      past.length - 1,
    );
  return {
    factorOf: (day) => factor(exponents, logRatiosSoFar(day, intervalsInDay)),
    pastFactors: Float64Array.from(errors, (ofDay, i) => factor(withoutDay(ofDay), ratios[i])),
  };
}

const CANDIDATES: readonly Candidate[] = LASTING.flatMap((lasting) =>
  RECENT_SHARES.flatMap((share) =>
    MEMORIES_DAYS.slice(0, -1).map((_, memory) => {
      const exponents = new Float64Array(MEMORIES_DAYS.length);
      exponents[memory] = lasting * share;
      exponents[exponents.length - 1] = lasting * (1 - share);
      return { exponents, logPrior: -0.5 * ((lasting - PRIOR.mean) / PRIOR.standardDeviation) ** 2 };
    }),
  ),
);

function factor(exponents: Float64Array, logRatios: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < exponents.length; i++) sum += exponents[i] * logRatios[i];
  return Math.exp(sum);
}

/** Sum of absolute errors over the rest of a day, for each candidate. */
function errorsOf({ forecast, actual, known }: DayCourse, logRatios: Float64Array): Float64Array {
  return Float64Array.from(CANDIDATES, ({ exponents }) => {
    const times = factor(exponents, logRatios);
    let sum = 0;
    for (let i = known; i < actual.length; i++)
      if (!Number.isNaN(actual[i])) sum += Math.abs(actual[i] - times * forecast[i]);
    return sum;
  });
}

/** The mean of the candidates' exponents by their weights. */
function weighedExponents(errors: Float64Array, days: number): Float64Array {
  const least = errors.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const logWeights = CANDIDATES.map(({ logPrior }, k) =>
    errors[k] === least ? logPrior : logPrior - EVIDENCE_PER_DAY * days * (errors[k] / least - 1),
  );
  const greatest = Math.max(...logWeights);
  const exponents = new Float64Array(MEMORIES_DAYS.length);
  let total = 0;
  for (const [k, candidate] of CANDIDATES.entries()) {
    const weight = Math.exp(logWeights[k] - greatest);
    total += weight;
    for (let i = 0; i < exponents.length; i++) exponents[i] += weight * candidate.exponents[i];
  }
  return exponents.map((sum) => sum / total);
}
