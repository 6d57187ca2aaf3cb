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
export function betaBinomialProbabilities({ alpha, beta }: BetaLaw, trials: number): Float64Array {
  if (!Number.isInteger(trials) || trials < 0) throw new RangeError(`trials must be whole, 0 or more, not ${trials}`);
  if (!(alpha > 0 && beta > 0 && alpha + beta < Number.POSITIVE_INFINITY))
    throw new RangeError(`the numbers of a beta law must be above 0, not ${alpha} and ${beta}`);
  const probabilities = new Float64Array(trials + 1);
  const likeliest = Math.round((trials * alpha) / (alpha + beta));
  probabilities[likeliest] = 1;
  let sum = 1;
  for (let k = likeliest; k < trials; k++) {
    probabilities[k + 1] = probabilities[k] * (((trials - k) * (k + alpha)) / ((k + 1) * (trials - k - 1 + beta)));
    sum += probabilities[k + 1];
  }
  for (let k = likeliest; k > 0; k--) {
    probabilities[k - 1] = probabilities[k] * ((k * (trials - k + beta)) / ((trials - k + 1) * (k - 1 + alpha)));
    sum += probabilities[k - 1];
  }
  return probabilities.map((value) => value / sum);
}

/** The probabilities of fewer successes than `successes`, and of no more. Errors as above, and for a count that is not from 0 to `trials`. */
export function betaBinomialPlace(law: BetaLaw, trials: number, successes: number): { below: number; upTo: number } {
  const probabilities = betaBinomialProbabilities(law, trials);
  if (!(successes in probabilities)) throw new RangeError(`there are no ${successes} successes of ${trials}`);
  let below = 0;
  for (let count = 0; count < successes; count++) below += probabilities[count];
  return { below: Math.min(1, below), upTo: Math.min(1, below + probabilities[successes]) };
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
