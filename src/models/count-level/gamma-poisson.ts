import { compassSearch } from '../../numeric/compass-search.ts';
import { stirlingRemainder } from '../../numeric/stirling-remainder.ts';

/** What is known of the level of a Poisson count: a gamma law with mean shape / rate. */
interface GammaLevel {
  /** In counts that were seen, or bunches of them, older ones for less. */
  readonly shape: number;
  /** The same, expected at level 1. */
  readonly rate: number;
}

export interface GammaPoissonParameters {
  /** How much of what is known is still worth something a step later, between 0 and 1. */
  readonly discount: number;
  /** Variance of a count over its mean when the level is known: 1 for Poisson counts, more where they come in bunches. */
  readonly dispersion: number;
}

export interface GammaPoissonRun {
  readonly parameters: GammaPoissonParameters;
  /** After the last value; shape 0 when there was no count. */
  readonly level: GammaLevel;
  /** Mean of the count of each step as it was expected the step before; NaN until there was a count. */
  readonly expected: Float64Array;
}

const SHORTEST_MEMORY = 2;
const LARGEST_DISPERSION = 100;

/** The run whose parameters make the counts most likely, each expected `exposures` times the level. RangeError for a count below 0. */
export function fitGammaPoisson(counts: Float64Array, exposures: Float64Array): GammaPoissonRun {
  if (counts.some((count) => count < 0)) throw new RangeError('a count is not below 0');
  const longest = Math.max(2 * SHORTEST_MEMORY, counts.length);
  const parametersAt = ([memory, dispersion]: readonly number[]): GammaPoissonParameters => ({
    discount: 1 - 1 / (SHORTEST_MEMORY * (longest / SHORTEST_MEMORY) ** memory),
    dispersion: LARGEST_DISPERSION ** dispersion,
  });
  const logLikelihood = logLikelihoodOf(counts, exposures);
  const best = compassSearch((at) => -logLikelihood(parametersAt(at)), [0.5, 0], 1 / 4, 1 / 64);
  return runGammaPoisson(counts, exposures, parametersAt(best));
}

/**
 * The local level of counts with its gamma prior discounted each step, from the first count above 0 on; counts are negative binomial
 * given those before. A missing count (NaN) lets the discounting go on. Harvey and Fernandes, Time series models for count or
 * qualitative observations, Journal of Business and Economic Statistics 7 (1989) 407-417, section 2. Counts in bunches are taken for
 * counts of bunches, as quasi-likelihood does: McCullagh and Nelder, Generalized Linear Models (1989), section 9.2.
 */
export function runGammaPoisson(
  counts: Float64Array,
  exposures: Float64Array,
  parameters: GammaPoissonParameters,
): GammaPoissonRun {
  const { discount, dispersion } = parameters;
  const expected = new Float64Array(counts.length).fill(Number.NaN);
  let shape = 0;
  let rate = 0;
  for (let t = 0; t < counts.length; t++) {
    shape *= discount;
    rate *= discount;
    if (shape > 0) expected[t] = (exposures[t] * shape) / rate;
    if (Number.isNaN(counts[t])) continue;
    shape += counts[t] / dispersion;
    rate += exposures[t] / dispersion;
  }
  return { parameters, level: { shape, rate }, expected };
}

/** ln of the probability of the counts, each given those before it, as a function of the parameters. */
export function logLikelihoodOf(
  counts: Float64Array,
  exposures: Float64Array,
): (parameters: GammaPoissonParameters) => number {
  const { distinct, ranks } = distinctValues(counts);
  const ofCounts = new Float64Array(distinct.length);
  return ({ discount, dispersion }) => {
    for (let k = 0; k < distinct.length; k++) ofCounts[k] = logFactorOf(distinct[k] / dispersion);
    let shape = 0;
    let rate = 0;
    let sum = 0;
    let judged = 0;
    for (let t = 0; t < counts.length; t++) {
      shape *= discount;
      rate *= discount;
      if (Number.isNaN(counts[t])) continue;
      const count = counts[t] / dispersion;
      const exposure = exposures[t] / dispersion;
      if (shape > 0) {
        sum += ofCounts[ranks[t]] + logRestOf(count, shape, rate, exposure);
        judged++;
      }
      shape += count;
      rate += exposure;
    }
    return sum - judged * Math.log(dispersion);
  };
}

/** The known values without their repetitions, and of each value its place among them. */
function distinctValues(values: Float64Array): { readonly distinct: Float64Array; readonly ranks: Uint32Array } {
  const rankOf = new Map<number, number>();
  const ranks = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    const rank = rankOf.get(values[i]) ?? rankOf.size;
    if (rank === rankOf.size) rankOf.set(values[i], rank);
    ranks[i] = rank;
  }
  return { distinct: Float64Array.from(rankOf.keys()), ranks };
}

/** The part of ln of the probability of a negative binomial count, by Stirling's formula, that the count alone decides. */
const logFactorOf = (count: number): number =>
  count === 0 ? 0 : -0.5 * Math.log(2 * Math.PI * count) - stirlingRemainder(count);

/** The other part. */
function logRestOf(count: number, shape: number, rate: number, exposure: number): number {
  if (count === 0) return -shape * Math.log1p(exposure / rate);
  const share = shape / (shape + count);
  return (
    0.5 * Math.log(share) -
    shape * Math.log((1 + exposure / rate) * share) -
    count * Math.log((1 + rate / exposure) * (count / (shape + count))) -
    stirlingRemainder(shape) +
    stirlingRemainder(shape + count)
  );
}

/**
 * The size of the negative binomial law of a count with this mean so many steps after the last value, from 1. The shape of the level
 * gives way so that each step adds as much variance as the first does, in a line: West and Harrison, Bayesian Forecasting and Dynamic
 * Models (1997), section 6.3.
 */
export function sizeAhead(
  { level: { shape }, parameters: { discount, dispersion } }: GammaPoissonRun,
  mean: number,
  steps: number,
): number {
  const shapeThen = shape / (1 + steps * (1 / discount - 1));
  return mean / (dispersion - 1 + mean / shapeThen);
}
