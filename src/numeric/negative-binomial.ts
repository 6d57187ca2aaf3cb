import { betaProbability } from './beta-distribution.ts';
import { normalQuantile } from './normal.ts';

/** A negative binomial law by its mean and its size, both above 0: its variance is mean + mean^2 / size. */
export interface NegativeBinomialLaw {
  readonly mean: number;
  readonly size: number;
}

/**
 * P(count <= k) for a whole k, 0 or more: the incomplete beta function at size / (size + mean). Johnson, Kemp and Kotz, Univariate
 * Discrete Distributions (2005), section 5.6. Relative error below 1e-11 for a size and a k up to a million. RangeError for a law
 * that is none.
 */
export function negativeBinomialProbability({ mean, size }: NegativeBinomialLaw, k: number): number {
  if (!(mean > 0 && size > 0))
    throw new RangeError(`mean and size of a count must be above 0, not ${mean} and ${size}`);
  return betaProbability(size / (size + mean), size, k + 1);
}

/** The least count that is not exceeded with this probability, strictly between 0 and 1. Errors as above. */
export function negativeBinomialQuantile(law: NegativeBinomialLaw, probability: number): number {
  const deviation = Math.sqrt(law.mean + law.mean ** 2 / law.size);
  const reaches = (k: number): boolean => negativeBinomialProbability(law, k) >= probability;
  const guess = Math.max(0, Math.floor(law.mean + normalQuantile(probability) * deviation));
  let step = Math.max(1, Math.floor(deviation / 8));
  let [below, at] = [-1, guess];
  if (reaches(guess)) {
    for (let k = guess - step; k >= 0; k -= step) {
      if (!reaches(k)) {
        below = k;
        break;
      }
      at = k;
      step *= 2;
    }
  } else {
    below = guess;
    for (at = guess + step; !reaches(at); at += step) {
      below = at;
      step *= 2;
    }
  }
  while (at - below > 1) {
    const middle = Math.floor((at + below) / 2);
    if (reaches(middle)) at = middle;
    else below = middle;
  }
  return at;
}
