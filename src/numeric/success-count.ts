/** The distribution of a count of which nothing happened yet: 0 for sure. Counts of `length` and above are not kept. */
export function noSuccesses(length: number): Float64Array {
  const probabilities = new Float64Array(length);
  if (length > 0) probabilities[0] = 1;
  return probabilities;
}

/**
 * Adds an independent trial that succeeds with a probability from 0 to 1 to a count of successes: probabilities[k] is that of k
 * successes before and after. Trial by trial this is the exact Poisson binomial distribution, whose probabilities may all differ.
 */
export function addTrial(probabilities: Float64Array, success: number): void {
  const failure = 1 - success;
  for (let k = probabilities.length - 1; k > 0; k--)
    probabilities[k] = probabilities[k] * failure + probabilities[k - 1] * success;
  if (probabilities.length > 0) probabilities[0] *= failure;
}

/**
 * Adds a trial whose unknown probability has a beta distribution with shapes `a` and `b`, after `trials` others of that same
 * probability: trial by trial the beta-binomial distribution, as draws from the urn of Pólya.
 */
export function addTrialOfBeta(probabilities: Float64Array, a: number, b: number, trials: number): void {
  const all = a + b + trials;
  for (let k = probabilities.length - 1; k > 0; k--)
    probabilities[k] = (probabilities[k] * (b + trials - k) + probabilities[k - 1] * (a + k - 1)) / all;
  if (probabilities.length > 0) probabilities[0] *= (b + trials) / all;
}
