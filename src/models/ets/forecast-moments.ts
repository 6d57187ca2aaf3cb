import type { EtsForm } from './ets-form.ts';
import type { EtsParameters, EtsStates } from './recursion.ts';

/** What is known after the last value, and how uncertain an error is. */
export interface EtsEnd {
  readonly form: EtsForm;
  readonly parameters: EtsParameters;
  readonly states: EtsStates;
  /** The slot of the season that comes first. */
  readonly nextSlot: number;
  readonly variance: number;
}

/** Mean and variance of each step ahead, from the next on. */
export interface Moments {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/**
 * Exact mean and variance of the next `horizon` values, parameters taken as known and errors as normal. Hyndman, Koehler, Ord and
 * Snyder, Forecasting with Exponential Smoothing (2008), chapter 6: classes 1 (linear), 2 (linear with multiplicative errors) and 3
 * (multiplicative season).
 */
export function forecastMoments(end: EtsEnd, horizon: number): Moments {
  if (end.form.season === 'multiplicative') return momentsOfProducts(end, horizon);
  const mean = trendAhead(end, horizon).map((trend, i) => trend + seasonAhead(end, i));
  const weights = pastErrorWeights(end, horizon);
  return {
    mean,
    variance:
      end.form.error === 'additive'
        ? varianceOfSums(end.variance, weights)
        : varianceOfRelativeErrors(mean, end.variance, weights),
  };
}

/** The trend alone at each step ahead, as if no error came. */
export function trendAhead({ parameters: { phi }, states: { level, slope } }: EtsEnd, horizon: number): Float64Array {
  let at = level;
  let rise = slope;
  return new Float64Array(horizon).map(() => {
    rise *= phi;
    at += rise;
    return at;
  });
}

const seasonAhead = ({ states: { seasonal }, nextSlot }: EtsEnd, i: number): number =>
  seasonal[(nextSlot + i) % seasonal.length];

/** What an error adds to the value so many steps after it, from 1: c_j of formula 6.3. */
function pastErrorWeights({ form, parameters, states }: EtsEnd, horizon: number): Float64Array {
  const { alpha, beta, gamma, phi } = parameters;
  const period = states.seasonal.length;
  let damping = 1;
  let sum = 0;
  return new Float64Array(horizon).map((_, i) => {
    damping *= phi;
    sum += damping;
    return alpha + beta * sum + (form.season === 'additive' && (i + 1) % period === 0 ? gamma : 0);
  });
}

/** Formula 6.1. */
function varianceOfSums(variance: number, weights: Float64Array): Float64Array {
  let sum = 1;
  return weights.map((_, i) => {
    if (i > 0) sum += weights[i - 1] ** 2;
    return variance * sum;
  });
}

/** Formulas 6.6 and 6.7: `squares` are the mean squares of the forecasts that are made on the way. */
function varianceOfRelativeErrors(mean: Float64Array, variance: number, weights: Float64Array): Float64Array {
  const squares = new Float64Array(mean.length);
  for (let h = 0; h < mean.length; h++) {
    squares[h] = mean[h] ** 2;
    for (let j = 1; j <= h; j++) squares[h] += variance * weights[j - 1] ** 2 * squares[h - j];
  }
  return squares.map((square, h) => (1 + variance) * square - mean[h] ** 2);
}

/**
 * Section 6.4 one slot of the season at a time. Level and slope times the season of a slot are two products; an error e turns them
 * by F + e G, and at a turn of that slot by (1 + gamma e) (F + e G). So their means and mean squares follow from those before, and
 * no matrix of all states is needed.
 */
function momentsOfProducts(end: EtsEnd, horizon: number): Moments {
  const { parameters, states, nextSlot, variance } = end;
  const period = states.seasonal.length;
  const mean = new Float64Array(horizon);
  const spread = new Float64Array(horizon);
  const usual = turn(parameters, 0, variance);
  const own = turn(parameters, parameters.gamma, variance);
  for (let first = 0; first < Math.min(period, horizon); first++) {
    const season = states.seasonal[(nextSlot + first) % period];
    let products = start(states.level * season, states.slope * season);
    for (let h = 0; h < horizon; h++) {
      const isOwn = h % period === first;
      if (isOwn) {
        const { level, slope, levelSquare, cross, slopeSquare } = products;
        const { phi } = parameters;
        mean[h] = level + phi * slope;
        spread[h] = (1 + variance) * (levelSquare + 2 * phi * cross + phi * phi * slopeSquare) - mean[h] ** 2;
      }
      products = isOwn ? own(products) : usual(products);
    }
  }
  return { mean, variance: spread };
}

/** Means and mean squares of level and slope times the season of a slot. */
interface Products {
  readonly level: number;
  readonly slope: number;
  readonly levelSquare: number;
  readonly cross: number;
  readonly slopeSquare: number;
}

const start = (level: number, slope: number): Products => ({
  level,
  slope,
  levelSquare: level * level,
  cross: level * slope,
  slopeSquare: slope * slope,
});

/** A step in which the season grows by `gamma` times the error: A + e B + e^2 C, whose e has no third moment. */
function turn({ alpha, beta, phi }: EtsParameters, gamma: number, variance: number): (products: Products) => Products {
  const unmoved: Matrix = [1, phi, 0, phi];
  const moved: Matrix = [alpha, alpha * phi, beta, beta * phi];
  const once: Matrix = [moved[0] + gamma, moved[1] + gamma * phi, moved[2], moved[3] + gamma * phi];
  const twice: Matrix = [gamma * moved[0], gamma * moved[1], gamma * moved[2], gamma * moved[3]];
  return ({ level, slope, levelSquare, cross, slopeSquare }) => {
    const squared = (a: Matrix, b: Matrix): readonly [number, number, number] => [
      a[0] * (levelSquare * b[0] + cross * b[1]) + a[1] * (cross * b[0] + slopeSquare * b[1]),
      (a[0] * (levelSquare * b[2] + cross * b[3]) +
        a[1] * (cross * b[2] + slopeSquare * b[3]) +
        b[0] * (levelSquare * a[2] + cross * a[3]) +
        b[1] * (cross * a[2] + slopeSquare * a[3])) /
        2,
      a[2] * (levelSquare * b[2] + cross * b[3]) + a[3] * (cross * b[2] + slopeSquare * b[3]),
    ];
    const [still, first, across, second] = [
      squared(unmoved, unmoved),
      squared(once, once),
      squared(unmoved, twice),
      squared(twice, twice),
    ];
    const sum = (i: 0 | 1 | 2): number =>
      still[i] + variance * (first[i] + 2 * across[i]) + 3 * variance * variance * second[i];
    return {
      level: level + phi * slope + variance * (twice[0] * level + twice[1] * slope),
      slope: phi * slope + variance * (twice[2] * level + twice[3] * slope),
      levelSquare: sum(0),
      cross: sum(1),
      slopeSquare: sum(2),
    };
  };
}

/** Two by two, by rows. */
type Matrix = readonly [number, number, number, number];
