// From here on the eight terms of the series are exact to rounding.
const SERIES_FROM = 10;

/**
 * What Stirling's formula leaves of the logarithm of the gamma function: ln Γ(x) - ((x - 1/2) ln x - x + ln(2π)/2), for x above 0.
 * Relative error below 1e-13. Ratios of gamma functions of large numbers keep their digits when only these remainders are subtracted.
 */
export function stirlingRemainder(x: number): number {
  if (!(x > 0)) throw new RangeError(`the gamma function is taken above 0, not at ${x}`);
  let shifted = x;
  let fromShift = 0;
  // Γ(x + 1) = x Γ(x), so that a remainder is the next one plus (x + 1/2) ln(1 + 1/x) - 1.
  for (; shifted < SERIES_FROM; shifted++) fromShift += (shifted + 0.5) * Math.log1p(1 / shifted) - 1;
  return fromShift + ofLarge(shifted);
}

/** The asymptotic series, whose coefficients are Bernoulli numbers over (2k)(2k - 1): Abramowitz and Stegun, 6.1.41. */
function ofLarge(x: number): number {
  const inverse = 1 / x;
  const square = inverse * inverse;
  let sum = 1 / 156 - (3617 / 122400) * square;
  sum = -691 / 360360 + sum * square;
  sum = 1 / 1188 + sum * square;
  sum = -1 / 1680 + sum * square;
  sum = 1 / 1260 + sum * square;
  sum = -1 / 360 + sum * square;
  return inverse * (1 / 12 + sum * square);
}
