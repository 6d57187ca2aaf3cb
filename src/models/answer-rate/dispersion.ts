/** Counts of hours with attempts and the rates that are thought to lie behind them. */
export interface RatedCalls {
  readonly attempts: Float64Array;
  readonly answers: Float64Array;
  /** Strictly between 0 and 1. */
  readonly rates: Float64Array;
}

/** What is believed of the dispersion before any data. */
export const USUAL_DISPERSION = 0.004;

/** The hours that this belief is worth. */
const USUAL_HOURS = 4;
const LEAST = 1e-7;
const GREATEST = 0.5;

/**
 * The correlation of two calls of the same hour beyond what the rate explains, between 0 and 1/2: answers vary by
 * n p (1 - p) (1 + (n - 1) dispersion), as the beta-binomial law has it. It is the value at which squared errors average to what
 * they should, with `parameters` of them spent on the rates; an hour counts as far as its variance depends on the dispersion, a single
 * call not at all. Pseudo-likelihood of Davidian and Carroll, Journal of the American Statistical Association 82 (1987) 1079-1091, with
 * a weak prior that decides where no hour tells.
 */
export function dispersionOf(calls: RatedCalls, parameters: number): number {
  let low = LEAST;
  let high = GREATEST;
  if (excess(calls, parameters, high) > 0) return high;
  while (high / low > 1.002) {
    const middle = Math.sqrt(low * high);
    if (excess(calls, parameters, middle) > 0) low = middle;
    else high = middle;
  }
  return low;
}

/** Above 0 where the dispersion is too small to explain the errors. */
function excess({ attempts, answers, rates }: RatedCalls, parameters: number, dispersion: number): number {
  const spent = parameters / attempts.length;
  let sum = USUAL_HOURS * (USUAL_DISPERSION / dispersion - 1);
  for (let i = 0; i < attempts.length; i++) {
    const n = attempts[i];
    const shared = (n - 1) * dispersion;
    const binomial = n * rates[i] * (1 - rates[i]);
    const square = (answers[i] - n * rates[i]) ** 2 / (binomial * (1 + shared));
    sum += (shared / (1 + shared)) * (square - 1 + spent);
  }
  return sum;
}
