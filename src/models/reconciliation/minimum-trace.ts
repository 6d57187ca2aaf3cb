import { type MatrixColumns, solveComplementarity } from '../../numeric/linear-complementarity.ts';
import { type CoherentProjection, coherentProjection, correction, errorCovariances } from './coherent-projection.ts';
import { bottomUp, type Hierarchy, type HierarchyValues, requireShape } from './hierarchy.ts';
import { type ShrunkCovariance, shrunkCovariance } from './shrunk-covariance.ts';

// Rounding of sums and of the solve, as a share of the largest base forecast of the interval.
const ROUNDING = 1e-11;

/**
 * Forecasts that add up: of all coherent, non-negative ones the nearest to the base forecasts y in the metric of their errors,
 * min (y - S b)' W^-1 (y - S b) over b >= 0. W is the covariance of the one-step residuals with shrunk correlations, taken to grow with
 * the lead by the same factor for all series. Without the sign constraint this is minimum trace reconciliation: the smallest sum
 * of error variances of all linear, unbiased ones (Wickramasuriya, Athanasopoulos, Hyndman, JASA 114 (2019) 804-819).
 *
 * - `base`: point forecasts, series x future intervals, best not yet clamped at 0. Coherent and non-negative ones come back as
 *   they are.
 * - `residuals`: series x past intervals, all aligned, NaN where there is none (missing, closed, before the series began).
 * - `closed`: one mask per bottom series, 1 where it is 0 by definition. It stays 0, and so does an aggregate of such series.
 *
 * A bottom series whose residuals are all 0 is known: it keeps its forecast, or 0 if that is negative. Aggregates are added up
 * as in `bottomUp`. Throws RangeError when the shapes do not fit the hierarchy, when a base forecast is not finite, and for a
 * series without any residual: nothing is known of its error, so leave it out, or use `bottomUp`.
 */
export function minimumTrace(
  hierarchy: Hierarchy,
  base: HierarchyValues,
  residuals: HierarchyValues,
  closed: readonly Uint8Array[] = [],
): HierarchyValues {
  const horizon = requireShape(hierarchy, base);
  requireShape(hierarchy, residuals);
  if (![...base.bottom, ...base.aggregates].every((series) => series.every(Number.isFinite)))
    throw new RangeError('base forecasts must be finite');
  const covariance = shrunkCovariance([...residuals.bottom, ...residuals.aggregates]);
  const patterns = new Map<string, Pattern>();
  const bottom = base.bottom.map(() => new Float64Array(horizon));
  for (let step = 0; step < horizon; step++) {
    const movable = movableAt(step, hierarchy, covariance, closed);
    const pattern = patterns.get(movable.join()) ?? patternOf(coherentProjection(hierarchy, covariance, movable));
    patterns.set(movable.join(), pattern);
    const start = startAt(step, base, movable, closed);
    const aggregates = base.aggregates.map((series) => series[step]);
    const solution = nearestCoherent(hierarchy, pattern, start, aggregates);
    for (const [k, series] of movable.entries()) start[series] = solution[k];
    for (const [series, values] of bottom.entries()) values[step] = start[series];
  }
  return bottomUp(hierarchy, bottom);
}

/** What intervals with the same movable series have in common. */
interface Pattern {
  readonly projection: CoherentProjection;
  /** `errorCovariances`, each computed when first asked for. */
  readonly columnsOf: MatrixColumns;
}

function patternOf(projection: CoherentProjection): Pattern {
  const known = new Map<number, Float64Array>();
  const columnsOf = (places: readonly number[]): Float64Array[] => {
    const unknown = places.filter((k) => !known.has(k));
    const columns = unknown.length === 0 ? [] : errorCovariances(projection, unknown);
    for (const [p, column] of columns.entries()) known.set(unknown[p], column);
    return places.flatMap((k) => known.get(k) ?? []);
  };
  return { projection, columnsOf };
}

function movableAt(
  step: number,
  { bottomCount }: Hierarchy,
  { deviations }: ShrunkCovariance,
  closed: readonly Uint8Array[],
): number[] {
  const movable: number[] = [];
  for (let i = 0; i < bottomCount; i++) if (deviations[i] > 0 && closed[i]?.[step] !== 1) movable.push(i);
  return movable;
}

/** The base forecasts of the bottom series; those that do not move already have their final values. */
function startAt(
  step: number,
  { bottom }: HierarchyValues,
  movable: readonly number[],
  closed: readonly Uint8Array[],
): Float64Array {
  const start = Float64Array.from(bottom, (series, i) => (closed[i]?.[step] === 1 ? 0 : Math.max(0, series[step])));
  for (const i of movable) start[i] = bottom[i][step];
  return start;
}

/** The movable bottom series of one interval, from the base forecasts of all bottom series and of the aggregates. */
function nearestCoherent(
  { aggregates }: Hierarchy,
  { projection, columnsOf }: Pattern,
  bottomBase: Float64Array,
  aggregateBase: readonly number[],
): Float64Array {
  const incoherence = Float64Array.from(projection.constraints, (a) => {
    let sum = 0;
    for (const child of aggregates[a]) sum += bottomBase[child];
    return aggregateBase[a] - sum;
  });
  const change = correction(projection, incoherence);
  const projected = Float64Array.from(projection.movable, (series, k) => bottomBase[series] + change[k]);
  if (projected.every((value) => value >= 0)) return projected;
  const largest = [...bottomBase, ...aggregateBase].reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return solveComplementarity(projected, columnsOf, ROUNDING * largest);
}
