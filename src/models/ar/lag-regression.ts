import { backSubstitute, choleskyInPlace, forwardSubstitute } from '../../numeric/cholesky.ts';
import { hasRootsInside } from '../../numeric/schur-cohn.ts';

/** A value as a weighted sum of earlier ones. */
export interface LagWeights {
  /** Steps back, rising. */
  readonly lags: readonly number[];
  readonly weights: Float64Array;
}

/** Sums of products over the rows in which a value and all of its lags are there. */
interface Moments {
  readonly rows: number;
  readonly squares: number;
  /** Of each lag with the value. */
  readonly cross: Float64Array;
  /** Of each lag with each, row by row. */
  readonly gram: Float64Array;
}

const ROUNDING = 1e-15;

/**
 * The set of lags, of those given, whose regression by least squares has the least corrected information criterion and is stable; all
 * are compared on the same rows. No lags, which is always stable, where nothing is better or rows are too few. Hurvich and Tsai,
 * Biometrika 76 (1989) 297-307.
 */
export function bestLags(values: Float64Array, sets: readonly (readonly number[])[]): LagWeights {
  const all = [...new Set(sets.flat())].sort((a, b) => a - b);
  const moments = momentsOf(values, all);
  const fits = sets
    .map((lags) => regression(moments, all, lags))
    .filter(({ criterion }) => Number.isFinite(criterion))
    .sort((a, b) => a.criterion - b.criterion);
  return fits.find(isStable) ?? { lags: [], weights: new Float64Array(0) };
}

function momentsOf(values: Float64Array, lags: readonly number[]): Moments {
  const count = lags.length;
  const gram = new Float64Array(count * count);
  const cross = new Float64Array(count);
  const row = new Float64Array(count);
  let rows = 0;
  let squares = 0;
  for (let t = lags[count - 1] ?? 0; t < values.length; t++) {
    let sum = values[t];
    for (let k = 0; k < count; k++) {
      row[k] = values[t - lags[k]];
      sum += row[k];
    }
    if (Number.isNaN(sum)) continue;
    rows++;
    squares += values[t] * values[t];
    for (let k = 0; k < count; k++) {
      cross[k] += row[k] * values[t];
      for (let j = 0; j <= k; j++) gram[k * count + j] += row[k] * row[j];
    }
  }
  return { rows, squares, cross, gram };
}

function regression({ rows, squares, cross, gram }: Moments, all: readonly number[], lags: readonly number[]) {
  const size = lags.length;
  const at = lags.map((lag) => all.indexOf(lag));
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++) for (let j = 0; j <= i; j++) factor[i * size + j] = gram[at[i] * all.length + at[j]];
  const weights = Float64Array.from(at, (k) => cross[k]);
  if (!choleskyInPlace(factor, size)) return { lags, weights, criterion: Number.NaN };
  forwardSubstitute(factor, size, weights);
  // What the lags explain is the square of what is solved so far. Less than rounding cannot be left.
  const rest = Math.max(ROUNDING * squares, squares - weights.reduce((sum, each) => sum + each * each, 0));
  backSubstitute(factor, size, weights);
  const counted = size + 1;
  const criterion = rows * Math.log(rest / rows) + 2 * counted + (2 * counted * (counted + 1)) / (rows - counted - 1);
  return { lags, weights, criterion: rows > counted + 1 ? criterion : Number.NaN };
}

function isStable({ lags, weights }: LagWeights): boolean {
  const polynomial = new Float64Array((lags.at(-1) ?? 0) + 1);
  polynomial[0] = 1;
  for (const [k, lag] of lags.entries()) polynomial[lag] = -weights[k];
  return hasRootsInside(polynomial);
}
