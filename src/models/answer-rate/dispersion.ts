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
 * they should, with `parameters` of them spent on the rates. Williams, Applied Statistics 31 (1982) 144-148, method III; a weak prior
 * decides where single hours are all there is.
 */
export function dispersionOf(calls: RatedCalls, parameters: number): number {
  let low = LEAST;
  let high = GREATEST;
  if (excess(calls, parameters, high) > 0) return high;
  while (high / low > 1.001) {
    const middle = Math.sqrt(low * high);
    if (excess(calls, parameters, middle) > 0) low = middle;
    else high = middle;
  }
  return low;
}

/** Falls as the dispersion rises. */
function excess({ attempts, answers, rates }: RatedCalls, parameters: number, dispersion: number): number {
  let sum = USUAL_HOURS * (USUAL_DISPERSION / dispersion - 1) + parameters;
  for (let i = 0; i < attempts.length; i++) {
    const n = attempts[i];
    const spread = n * rates[i] * (1 - rates[i]);
    sum += (answers[i] - n * rates[i]) ** 2 / (spread * (1 + (n - 1) * dispersion)) - 1;
  }
  return sum;
}
