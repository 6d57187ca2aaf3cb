import { type BetaLaw, betaBinomialRange } from '../../numeric/beta-binomial.ts';
import { betaQuantile } from '../../numeric/beta-distribution.ts';

// The doubles next to 0 and 1, which no rate is, though its bound may round to them.
const LEAST = Number.MIN_VALUE;
const GREATEST = 1 - Number.EPSILON / 2;

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
export function rateBounds({ alpha, beta }: BetaLaw, levelFraction: number): RateBounds {
  if (!(levelFraction > 0 && levelFraction < 1))
    throw new RangeError(`the level of bounds must lie between 0 and 1, not ${levelFraction}`);
  const tail = (1 - levelFraction) / 2;
  const expected = alpha / (alpha + beta);
  return {
    lower: Math.min(expected, Math.max(LEAST, betaQuantile(tail, alpha, beta))),
    upper: Math.max(expected, Math.min(GREATEST, 1 - betaQuantile(tail, beta, alpha))),
  };
}

/**
 * Bounds of the share that will be seen answered among `attempts` (whole, 1 or more) of an hour: wider than those of its rate, since few
 * attempts stray from it. A range of counts, so for few attempts the level is met on average rather than each time. RangeError outside.
 */
export function answeredShareBounds(law: BetaLaw, attempts: number, levelFraction: number): RateBounds {
  if (!Number.isInteger(attempts) || attempts < 1)
    throw new RangeError(`a share needs a whole number of attempts, 1 or more, not ${attempts}`);
  const { least, most } = betaBinomialRange(law, attempts, levelFraction);
  return { lower: least / attempts, upper: most / attempts };
}
