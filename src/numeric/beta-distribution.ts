import { normalQuantile } from './normal.ts';
import { stirlingRemainder } from './stirling-remainder.ts';

/**
 * The probability that a beta variate with shapes `a` and `b`, both above 0, is at most `x`, from 0 to 1: the regularised incomplete
 * beta function. Relative error below 1e-11 for shapes up to a million. RangeError outside. For the probability of exceeding `x` ask
 * for betaProbability(1 - x, b, a), which keeps its digits when it is small.
 */
export function betaProbability(x: number, a: number, b: number): number {
  if (!(a > 0 && b > 0 && Number.isFinite(a + b)))
    throw new RangeError(`the shapes of a beta distribution must be above 0, not ${a} and ${b}`);
  if (!(x >= 0 && x <= 1)) throw new RangeError(`a beta variate lies from 0 to 1, not at ${x}`);
  if (x === 0 || x === 1) return x;
  return x <= (a + 1) / (a + b + 2)
    ? Math.exp(logPower(x, a, b)) * fraction(x, a, b)
    : 1 - Math.exp(logPower(x, a, b)) * fraction(1 - x, b, a);
}

/** The value that a beta variate with shapes `a` and `b` stays below with a probability strictly between 0 and 1. Relative error below 1e-10. */
export function betaQuantile(probability: number, a: number, b: number): number {
  if (!(probability > 0 && probability < 1))
    throw new RangeError(`probability must lie between 0 and 1: ${probability}`);
  let low = 0;
  let high = 1;
  const mean = a / (a + b);
  let x = mean + normalQuantile(probability) * Math.sqrt((mean * (1 - mean)) / (a + b + 1));
  for (;;) {
    // A step that leaves what is known to hold the answer is replaced by halving it.
    if (!(x > low && x < high)) x = (low + high) / 2;
    if (high - low <= 1e-14 * high || x === low || x === high) return x;
    const excess = betaProbability(x, a, b) - probability;
    if (excess > 0) high = x;
    else low = x;
    const density = Math.exp(logPower(x, a, b)) / (x * (1 - x));
    const next = x - excess / density;
    if (Math.abs(next - x) <= 1e-13 * x) return x;
    x = next;
  }
}

/** ln(x^a (1 - x)^b / B(a, b)), without the cancellation of large logarithms. */
export function logPower(x: number, a: number, b: number): number {
  const sum = a + b;
  const off = x * b - (1 - x) * a;
  return (
    a * logRatio((x * sum) / a, off / a) +
    b * logRatio(((1 - x) * sum) / b, -off / b) +
    0.5 * Math.log((a / sum) * (b / (2 * Math.PI))) +
    stirlingRemainder(sum) -
    stirlingRemainder(a) -
    stirlingRemainder(b)
  );
}

/** ln(ratio), where ratio - 1 is known better than the ratio when it is small. */
const logRatio = (ratio: number, excess: number): number =>
  Math.abs(excess) < 0.5 ? Math.log1p(excess) : Math.log(ratio);

/** The continued fraction of the incomplete beta function, DLMF 8.17.22, by the modified algorithm of Lentz. */
function fraction(x: number, a: number, b: number): number {
  let front = 1;
  let back = 1 / (1 - ((a + b) * x) / (a + 1));
  let product = back;
  for (let m = 1; ; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    back = 1 / (1 + even * back);
    front = 1 + even / front;
    product *= front * back;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    back = 1 / (1 + odd * back);
    front = 1 + odd / front;
    product *= front * back;
    if (Math.abs(front * back - 1) < 1e-15) return product / a;
  }
}
