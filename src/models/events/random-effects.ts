import { backSubstitute, choleskyInPlace, forwardSubstitute } from '../../numeric/cholesky.ts';

/** One observation: the effects that add up in it, each at most once. */
export interface EffectRow {
  readonly value: number;
  /** Names of effects. */
  readonly effects: readonly string[];
}

/** Effects of one group are drawn from a normal distribution around 0 whose variance is learned, starting from a guess. */
export interface EffectGroup {
  readonly name: string;
  /** Variance that is expected before anything was seen. */
  readonly guess: number;
}

/** What is known of effects. */
export interface RandomEffects {
  /** Mean and variance of the sum of these effects; those never seen add their group's variance only. */
  sum(effects: readonly string[]): { readonly mean: number; readonly variance: number };
}

// The guess of a group's variance counts as much as so many effects.
const GUESS_COUNTS = 2;
const MOST_ROUNDS = 30;
const CONVERGED = 1e-3;

/**
 * Posterior of effects that add up in noisy observations, with variances of the groups at their posterior mode: empirical Bayes by
 * the EM algorithm, Laird and Ware, Random-Effects Models for Longitudinal Data, Biometrics 38 (1982). `groupOf` names the group of
 * an effect; `noise` is the variance of the observations, above 0.
 */
export function randomEffects(
  rows: readonly EffectRow[],
  groupOf: (effect: string) => EffectGroup,
  noise: number,
): RandomEffects {
  const names = [...new Set(rows.flatMap(({ effects }) => effects))];
  const columnOf = new Map(names.map((name, column) => [name, column]));
  const groups = names.map(groupOf);
  const products = crossProducts(rows, columnOf);
  const variances = new Map(groups.map(({ name, guess }) => [name, guess]));
  const varianceOf = ({ name, guess }: EffectGroup): number => variances.get(name) ?? guess;
  let posterior = posteriorOf(products, groups.map(varianceOf), noise);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let change = 0;
    for (const [name, old] of variances) {
      const members = [...groups.keys()].filter((column) => groups[column].name === name);
      const { guess } = groups[members[0]];
      const size = names.length;
      const squares = members.reduce(
        (sum, j) => sum + posterior.means[j] ** 2 + posterior.covariance[j * size + j],
        GUESS_COUNTS * guess,
      );
      const next = squares / (GUESS_COUNTS + members.length);
      change = Math.max(change, Math.abs(next / old - 1));
      variances.set(name, next);
    }
    posterior = posteriorOf(products, groups.map(varianceOf), noise);
    if (change < CONVERGED) break;
  }
  return {
    sum(effects) {
      let mean = 0;
      let variance = 0;
      const known = effects.flatMap((name) => columnOf.get(name) ?? []);
      for (const name of effects) if (!columnOf.has(name)) variance += varianceOf(groupOf(name));
      for (const j of known) {
        mean += posterior.means[j];
        for (const k of known) variance += posterior.covariance[j * names.length + k];
      }
      return { mean, variance };
    },
  };
}

interface Products {
  readonly size: number;
  /** X'X, row-major. */
  readonly matrix: Float64Array;
  /** X'y. */
  readonly target: Float64Array;
}

function crossProducts(rows: readonly EffectRow[], columnOf: ReadonlyMap<string, number>): Products {
  const size = columnOf.size;
  const matrix = new Float64Array(size * size);
  const target = new Float64Array(size);
  for (const { value, effects } of rows) {
    const columns = effects.flatMap((name) => columnOf.get(name) ?? []);
    for (const j of columns) {
      target[j] += value;
      for (const k of columns) matrix[j * size + k]++;
    }
  }
  return { size, matrix, target };
}

function posteriorOf({ size, matrix, target }: Products, variances: readonly number[], noise: number) {
  const factor = matrix.map((value) => value / noise);
  for (let j = 0; j < size; j++) factor[j * size + j] += 1 / variances[j];
  // With a positive variance for every effect the matrix is positive definite.
  choleskyInPlace(factor, size);
  const solve = (b: Float64Array): Float64Array => {
    forwardSubstitute(factor, size, b);
    backSubstitute(factor, size, b);
    return b;
  };
  const covariance = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    const unit = new Float64Array(size);
    unit[j] = 1;
    covariance.set(solve(unit), j * size);
  }
  return { means: solve(target.map((value) => value / noise)), covariance };
}
