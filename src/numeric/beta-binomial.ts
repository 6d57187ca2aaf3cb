// What all terms still to come add to a sum of 1 or more, when they are left out.
const NEGLIGIBLE = 1e-17;

/** A beta law of a chance: both numbers above 0, mean alpha / (alpha + beta). */
export interface BetaLaw {
  readonly alpha: number;
  readonly beta: number;
}

/**
 * Probabilities of 0 to `trials` successes when the chance of success, the same in all trials, has the beta law. Ratios of neighbours
 * are followed from the likeliest count outwards and scaled to sum 1, so no gamma function is needed and nothing overflows.
 * Relative error about 1e-16 times the distance from that count. `trials` is a whole number, 0 or more; else RangeError.
 */
export function betaBinomialProbabilities(law: BetaLaw, trials: number): Float64Array {
  checkLaw(law, trials);
  const probabilities = new Float64Array(trials + 1);
  const likeliest = centralCount(law, trials);
  probabilities[likeliest] = 1;
  let sum = 1;
  for (let k = likeliest; k < trials; k++) {
    probabilities[k + 1] = probabilities[k] * rise(law, trials, k);
    sum += probabilities[k + 1];
  }
  for (let k = likeliest; k > 0; k--) {
    probabilities[k - 1] = probabilities[k] / rise(law, trials, k - 1);
    sum += probabilities[k - 1];
  }
  return probabilities.map((value) => value / sum);
}

/**
 * The probabilities of fewer successes than `successes`, and of no more, without those of single counts: as far from the likeliest count
 * as anything is left to add. Errors as above, and for a count that is not from 0 to `trials`.
 */
export function betaBinomialPlace(law: BetaLaw, trials: number, successes: number): { below: number; upTo: number } {
  checkLaw(law, trials);
  if (!(Number.isInteger(successes) && successes >= 0 && successes <= trials))
    throw new RangeError(`there are no ${successes} successes of ${trials}`);
  let below = 0;
  let at = 0;
  let sum = 0;
  const add = (count: number, term: number): void => {
    sum += term;
    if (count < successes) below += term;
    else if (count === successes) at = term;
  };
  // Both numbers at least 1 make a law with one peak, from which terms only fall.
  const least = law.alpha >= 1 && law.beta >= 1 ? NEGLIGIBLE : 0;
  const likeliest = centralCount(law, trials);
  add(likeliest, 1);
  for (let k = likeliest, term = 1; k < trials && term * (trials - k) > least; k++) {
    term *= rise(law, trials, k);
    add(k + 1, term);
  }
  for (let k = likeliest, term = 1; k > 0 && term * k > least; k--) {
    term /= rise(law, trials, k - 1);
    add(k - 1, term);
  }
  return { below: below / sum, upTo: Math.min(1, (below + at) / sum) };
}

/**
 * The range of counts between two tails of about these probabilities, both above 0 and together below 1: each tail has at most its own
 * when its border count is half in, half out (mid-P; Lancaster, Journal of the American Statistical Association 56 (1961) 223-234). A
 * range whose tails never exceed theirs would be far too wide for few trials. Errors as above.
 */
export function betaBinomialRange(
  law: BetaLaw,
  trials: number,
  tails: { readonly lower: number; readonly upper: number },
): { least: number; most: number } {
  if (!(tails.lower > 0 && tails.upper > 0 && tails.lower + tails.upper < 1))
    throw new RangeError(`tails must be above 0 and together below 1, not ${tails.lower} and ${tails.upper}`);
  const probabilities = betaBinomialProbabilities(law, trials);
  let below = 0;
  let least = trials;
  let most = 0;
  for (const [count, probability] of probabilities.entries()) {
    const middle = below + probability / 2;
    if (middle >= tails.lower) least = Math.min(least, count);
    if (middle <= 1 - tails.upper) most = count;
    below += probability;
  }
  return { least: Math.min(least, most), most: Math.max(least, most) };
}

function checkLaw({ alpha, beta }: BetaLaw, trials: number): void {
  if (!Number.isInteger(trials) || trials < 0) throw new RangeError(`trials must be whole, 0 or more, not ${trials}`);
  if (!(alpha > 0 && beta > 0 && alpha + beta < Number.POSITIVE_INFINITY))
    throw new RangeError(`the numbers of a beta law must be above 0, not ${alpha} and ${beta}`);
}

/** Near the likeliest count, where probabilities are followed from. */
const centralCount = ({ alpha, beta }: BetaLaw, trials: number): number =>
  Math.round((trials * alpha) / (alpha + beta));

/** The probability of one success more than `count` over that of `count`. */
const rise = ({ alpha, beta }: BetaLaw, trials: number, count: number): number =>
  ((trials - count) * (count + alpha)) / ((count + 1) * (trials - count - 1 + beta));
