import { backSubstitute, choleskyInPlace, forwardSubstitute } from '../../numeric/cholesky.ts';
import { dot } from '../../numeric/dot.ts';
import { gramOfRows, rowProducts } from '../../numeric/row-products.ts';
import type { Hierarchy } from './hierarchy.ts';
import type { ShrunkCovariance } from './shrunk-covariance.ts';

/**
 * The projection of base forecasts y onto coherent ones along the covariance W of their errors, y - W C'(C W C')^-1 C y, where C y are
 * the aggregates less the sums of their bottom series: what of it does not depend on y. W itself is never formed, and the system
 * that is solved has the size of `constraints`.
 */
export interface CoherentProjection {
  /** Bottom series first, then the aggregates. */
  readonly covariance: ShrunkCovariance;
  /** Indices of the bottom series that may move; all others are known. */
  readonly movable: readonly number[];
  /** Indices of the aggregates with a movable bottom series: the rows of C. The other aggregates follow from what is known. */
  readonly constraints: readonly number[];
  /** W C', row-major: the covariances of the movable series with each incoherence. */
  readonly withIncoherence: Float64Array;
  /** Cholesky factor of C W C'. */
  readonly factor: Float64Array;
}

/** The rows of C: for each movable series, those that count it. */
interface Constraints {
  readonly movable: readonly number[];
  readonly constraints: readonly number[];
  readonly memberships: readonly (readonly number[])[];
}

// An aggregate that was always forecast exactly, although its bottom series were not, still gives way where two such
// aggregates contradict each other: it gets this share of their variances.
const LEAST_VARIANCE_SHARE = 1e-6;

/** The projection in which the bottom series `movable` (indices) move and all others are known. */
export function coherentProjection(
  hierarchy: Hierarchy,
  covariance: ShrunkCovariance,
  movable: readonly number[],
): CoherentProjection {
  const constraints = constraintsOn(hierarchy, movable);
  const rows = { movable, constraints, memberships: membershipsOf(hierarchy, constraints, movable) };
  const incoherent = incoherentDirections(hierarchy, covariance, rows);
  return {
    covariance,
    movable,
    constraints,
    withIncoherence: covarianceWithIncoherence(covariance, rows, incoherent),
    factor: factorOf(hierarchy, covariance, rows, incoherent),
  };
}

/** What the projection adds to each movable bottom series, for C y as given. */
export function correction(projection: CoherentProjection, incoherence: Float64Array): Float64Array {
  const { movable, constraints, withIncoherence, factor } = projection;
  const size = constraints.length;
  const weights = incoherence.slice();
  forwardSubstitute(factor, size, weights);
  backSubstitute(factor, size, weights);
  const change = new Float64Array(movable.length);
  for (let k = 0; k < change.length; k++) change[k] = -dot(withIncoherence, k * size, weights, 0, size);
  return change;
}

/**
 * Covariances of the errors of all movable series, once projected, with those of some of them, given by their places in
 * `movable`: columns of what is (S' W^-1 S)^-1 when all series move. They are those of W, projected.
 */
export function errorCovariances(projection: CoherentProjection, places: readonly number[]): Float64Array[] {
  const { covariance, movable, constraints, withIncoherence } = projection;
  const { deviations, length, shrinkage } = covariance;
  const some = places.map((k) => movable[k]);
  const shared = rowProducts(directionsOf(covariance, some), directionsOf(covariance, movable), length);
  return places.map((k, p) => {
    const size = constraints.length;
    const column = correction(projection, withIncoherence.subarray(k * size, (k + 1) * size));
    const scale = (1 - shrinkage) * deviations[movable[k]];
    for (let i = 0; i < column.length; i++) column[i] += scale * deviations[movable[i]] * shared[p * column.length + i];
    column[k] += shrinkage * deviations[movable[k]] ** 2;
    return column;
  });
}

function constraintsOn({ aggregates }: Hierarchy, movable: readonly number[]): number[] {
  const moves = new Set(movable);
  return [...aggregates.keys()].filter((a) => aggregates[a].some((child) => moves.has(child)));
}

function membershipsOf(
  { aggregates, bottomCount }: Hierarchy,
  constraints: readonly number[],
  movable: readonly number[],
): number[][] {
  const rowsOf = Array.from({ length: bottomCount }, (): number[] => []);
  for (const [row, a] of constraints.entries()) for (const child of aggregates[a]) rowsOf[child].push(row);
  return movable.map((series) => rowsOf[series]);
}

/** C D Z, row-major: the standardised residuals of each aggregate less those of its movable series, in units of forecasts. */
function incoherentDirections(
  { bottomCount }: Hierarchy,
  { deviations, directions, length }: ShrunkCovariance,
  { constraints, memberships, movable }: Constraints,
): Float64Array {
  const result = new Float64Array(constraints.length * length);
  const add = (row: number, series: number, weight: number): void => {
    for (let t = 0; t < length; t++) result[row * length + t] += weight * directions[series * length + t];
  };
  for (const [row, a] of constraints.entries()) add(row, bottomCount + a, deviations[bottomCount + a]);
  for (const [k, series] of movable.entries()) for (const row of memberships[k]) add(row, series, -deviations[series]);
  return result;
}

function covarianceWithIncoherence(
  covariance: ShrunkCovariance,
  { constraints, memberships, movable }: Constraints,
  incoherent: Float64Array,
): Float64Array {
  const { deviations, length, shrinkage } = covariance;
  const size = constraints.length;
  const result = rowProducts(directionsOf(covariance, movable), incoherent, length);
  for (let k = 0; k < movable.length; k++) {
    const deviation = deviations[movable[k]];
    for (let row = 0; row < size; row++) result[k * size + row] *= (1 - shrinkage) * deviation;
    for (const row of memberships[k]) result[k * size + row] -= shrinkage * deviation ** 2;
  }
  return result;
}

function factorOf(
  { bottomCount }: Hierarchy,
  { deviations, length, shrinkage }: ShrunkCovariance,
  { constraints, memberships, movable }: Constraints,
  incoherent: Float64Array,
): Float64Array {
  const size = constraints.length;
  const matrix = gramOfRows(incoherent, length).map((product) => (1 - shrinkage) * product);
  const childVariances = new Float64Array(size);
  for (const [k, series] of movable.entries()) {
    const variance = deviations[series] ** 2;
    for (const a of memberships[k]) {
      childVariances[a] += variance;
      for (const b of memberships[k]) if (b <= a) matrix[a * size + b] += shrinkage * variance;
    }
  }
  for (const [row, a] of constraints.entries()) {
    const variance = Math.max(deviations[bottomCount + a] ** 2, LEAST_VARIANCE_SHARE * childVariances[row]);
    matrix[row * size + row] += shrinkage * variance;
  }
  if (!choleskyInPlace(matrix, size)) throw new RangeError('the covariance of the incoherence is singular');
  return matrix;
}

/** The rows of Z of some series. */
function directionsOf({ directions, length }: ShrunkCovariance, series: readonly number[]): Float64Array {
  const rows = new Float64Array(series.length * length);
  for (const [p, s] of series.entries()) rows.set(directions.subarray(s * length, (s + 1) * length), p * length);
  return rows;
}
