import { gramOfRows, transposed } from '../../numeric/row-products.ts';

/**
 * Covariance of the one-step errors of many series, W = D (shrinkage I + (1 - shrinkage) Z Z') D, kept in its factors: `deviations`
 * is the diagonal of D, and the rows of Z are the standardised residuals scaled to length 1.
 */
export interface ShrunkCovariance {
  /** Root mean square residual per series, in its unit; 0 for a series that was always forecast exactly. */
  readonly deviations: Float64Array;
  /** Number of past intervals: the length of a row of `directions`. */
  readonly length: number;
  /** Z, one row per series, row-major. A row of zeros where the deviation is 0. */
  readonly directions: Float64Array;
  /** Weight of the diagonal, above 0 and at most 1. */
  readonly shrinkage: number;
}

/** Without any shrinkage more series than intervals leave W singular; this much keeps it regular beyond rounding. */
const LEAST_SHRINKAGE = 1e-6;

/**
 * Shrinks the correlations of residuals towards 0, variances left alone, by the weight that minimises the expected squared error:
 * the sum of the sampling variances of all correlations over the sum of their squares (Schaefer and Strimmer 2005, target D, on
 * residuals that are not centred, as in the R packages hts and fable).
 *
 * `residuals`: series x past intervals, NaN where there is none. Each series is standardised over the intervals it has, and
 * an interval it has not says nothing about its correlations: it enters as 0, so W stays positive definite whatever is missing,
 * and a pair with few intervals in common is taken for nearly uncorrelated. Throws RangeError for a series without any residual,
 * and for infinite ones.
 */
export function shrunkCovariance(residuals: readonly Float64Array[]): ShrunkCovariance {
  const length = residuals[0]?.length ?? 0;
  const deviations = Float64Array.from(residuals, rootMeanSquare);
  const directions = new Float64Array(residuals.length * length);
  for (const [s, series] of residuals.entries()) {
    if (deviations[s] === 0) continue;
    const scale = deviations[s] * Math.sqrt(countPresent(series));
    for (let t = 0; t < length; t++) if (!Number.isNaN(series[t])) directions[s * length + t] = series[t] / scale;
  }
  const rows = countWhere(length, (t) => residuals.some((series) => !Number.isNaN(series[t])));
  return { deviations, length, directions, shrinkage: shrinkageOf(directions, residuals.length, length, rows) };
}

function rootMeanSquare(series: Float64Array, index: number): number {
  let squares = 0;
  for (const value of series) if (!Number.isNaN(value)) squares += value * value;
  const mean = squares / countPresent(series);
  if (!Number.isFinite(mean)) throw new RangeError(`series ${index} needs finite residuals, at least one`);
  return Math.sqrt(mean);
}

const countPresent = (series: Float64Array): number => countWhere(series.length, (t) => !Number.isNaN(series[t]));

function countWhere(length: number, holds: (index: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < length; i++) if (holds(i)) count++;
  return count;
}

/**
 * With z of length 1, r_ij = sum_t z_ti z_tj and its variance is (rows sum_t z_ti^2 z_tj^2 - r_ij^2) / (rows - 1). The sum of the first
 * terms needs no pairs; that of r_ij^2 is the squared norm of Z Z', and of Z' Z alike, whichever is smaller.
 */
function shrinkageOf(directions: Float64Array, series: number, length: number, rows: number): number {
  let together = 0;
  let ownLength = 0;
  for (let t = 0; t < length; t++) {
    let squares = 0;
    let fourths = 0;
    for (let s = 0; s < series; s++) {
      const square = directions[s * length + t] ** 2;
      squares += square;
      fourths += square * square;
    }
    together += squares * squares - fourths;
    ownLength += squares;
  }
  const gram =
    series <= length ? gramOfRows(directions, length) : gramOfRows(transposed(directions, series, length), series);
  // The rows of Z have length 1 or 0, so as many ones stand on the diagonal of Z Z' as the sum of their squares.
  const squaredCorrelations = squaredNorm(gram, Math.min(series, length)) - ownLength;
  const variances = (rows * together - squaredCorrelations) / (rows - 1);
  const shrinkage = variances / squaredCorrelations;
  // No pair of series, or no correlation at all, leaves only the diagonal.
  if (!(squaredCorrelations > Number.EPSILON * ownLength) || rows < 2) return 1;
  return Math.min(1, Math.max(LEAST_SHRINKAGE, shrinkage));
}

/** Sum of squares of a symmetric matrix, given by its lower triangle. */
function squaredNorm(gram: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) sum += 2 * gram[i * size + j] ** 2;
    sum += gram[i * size + i] ** 2;
  }
  return sum;
}
