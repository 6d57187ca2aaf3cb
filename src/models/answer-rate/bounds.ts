import { type BetaLaw, betaBinomialRange } from '../../numeric/beta-binomial.ts';
import { betaQuantile } from '../../numeric/beta-distribution.ts';
import { type Calibration, calibratedPoint, fromAbove } from './calibration.ts';

// The doubles next to 0 and 1, which no rate is, though its bound may round to them.
const LEAST = Number.MIN_VALUE;
const GREATEST = 1 - Number.EPSILON / 2;

/** The rate that one hour will have. */
export interface PredictedRate {
  /** Shocks of day and hour included, so that answers of m attempts are beta-binomial. */
  readonly law: BetaLaw;
  /** How such laws have held, which bounds follow. */
  readonly calibration: Calibration;
}

/** Both between 0 and 1. */
export interface RateBounds {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Central credible bounds of the rate of an hour, strictly between 0 and 1, for a level strictly between 0 and 1. With endless attempts
 * the observed share would lie in them that often. Where a law is so skewed that its mean is no central value, they are widened to
 * hold it. RangeError outside.
 */
export function rateBounds({ law: { alpha, beta }, calibration }: PredictedRate, levelFraction: number): RateBounds {
  const tails = tailsOf(calibration, levelFraction);
  const expected = alpha / (alpha + beta);
  return {
    lower: Math.min(expected, Math.max(LEAST, betaQuantile(tails.lower, alpha, beta))),
    upper: Math.max(expected, Math.min(GREATEST, 1 - betaQuantile(tails.upper, beta, alpha))),
  };
}

/**
 * Bounds of the share that will be seen answered among `attempts` (whole, 1 or more) of an hour: wider than those of its rate, since few
 * attempts stray from it. A range of counts, so for few attempts the level is met on average rather than each time. RangeError outside.
 */
export function answeredShareBounds(
  { law, calibration }: PredictedRate,
  attempts: number,
  levelFraction: number,
): RateBounds {
  if (!Number.isInteger(attempts) || attempts < 1)
    throw new RangeError(`a share needs a whole number of attempts, 1 or more, not ${attempts}`);
  const { least, most } = betaBinomialRange(law, attempts, tailsOf(calibration, levelFraction));
  return { lower: least / attempts, upper: most / attempts };
}

/** What a law must leave below and above for outcomes to leave the same there. */
function tailsOf(calibration: Calibration, levelFraction: number): { lower: number; upper: number } {
  if (!(levelFraction > 0 && levelFraction < 1))
    throw new RangeError(`the level of bounds must lie between 0 and 1, not ${levelFraction}`);
  const tail = (1 - levelFraction) / 2;
  return { lower: calibratedPoint(calibration, tail), upper: calibratedPoint(fromAbove(calibration), tail) };
}
