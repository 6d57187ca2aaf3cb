/**
 * Mean absolute deviation from its mean of a Poisson count, for a mean from 0 to 1e15: 2 e^-m m^(k + 1) / k!, k the whole
 * part of m. Johnson, Kemp and Kotz, Univariate Discrete Distributions, section 4.3. Relative error below 1e-14.
 * RangeError for a negative mean or none.
 */
export function poissonMeanAbsoluteDeviation(mean: number): number {
  if (!(mean >= 0 && mean <= 1e15)) throw new RangeError(`not the mean of a count: ${mean}`);
  if (mean === 0) return 0;
  return 2 * mean * probabilityOfWholePart(mean);
}

// From here on the first terms of Stirling's series give all digits.
const STIRLING_FROM = 16;

/** P(count = k). Loader, Fast and accurate computation of binomial probabilities (2000): no large terms that cancel. */
function probabilityOfWholePart(mean: number): number {
  const k = Math.floor(mean);
  if (k < STIRLING_FROM) {
    let probability = Math.exp(-mean);
    for (let i = 1; i <= k; i++) probability *= mean / i;
    return probability;
  }
  const fraction = mean - k;
  const deviance = fraction - k * Math.log1p(fraction / k);
  return Math.exp(-stirlingError(k) - deviance) / Math.sqrt(2 * Math.PI * k);
}

/** ln k! - ln(sqrt(2 pi k) (k / e)^k). */
function stirlingError(k: number): number {
  const square = 1 / (k * k);
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - square / 1188) * square) * square) * square) / k;
}
