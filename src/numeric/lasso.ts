import { backSubstitute, choleskyInPlace, forwardSubstitute } from './cholesky.ts';

/**
 * The quadratic 1/2 x'Mx - c'x, M symmetric positive semidefinite, given by what a solver asks of it. Only entries of M between
 * coefficients that become active are ever asked for, so an implementation may compute them on demand.
 */
export interface Quadratic {
  readonly size: number;
  /** M[j][k]. */
  curvature(j: number, k: number): number;
  /** c[j]. */
  slope(j: number): number;
  /** c - Mx. Valid until the next call. */
  descent(x: Float64Array): Float64Array;
}

// A coefficient outside the active set enters when its gradient passes the penalty by more than rounding.
const ENTRY_TOLERANCE = 1e-10;

/**
 * Minimises quadratic + penalty * sum |x_j| exactly, by an active set of signs: solve with the signs held, stop at the first
 * coefficient that would cross zero and drop it, let in the one that violates its bound most. The objective falls at every
 * step, so no set of signs comes twice and the search ends.
 * Lee, Battle, Raina and Ng, Efficient sparse coding algorithms (NIPS 2006), algorithm 1.
 *
 * `x`: start on entry (a near solution makes it quick), solution on return; entries outside the active set are exactly 0.
 */
export function lasso(quadratic: Quadratic, penalty: number, x: Float64Array): void {
  const sign = x.map(Math.sign);
  const refused = new Uint8Array(quadratic.size);
  // Each coefficient may enter, leave and enter again; far more steps than that mean that rounding makes them cycle.
  for (let step = 0; step < 50 + 20 * quadratic.size; step++) {
    const dropped = solveWithSigns(quadratic, penalty, sign, x);
    if (dropped !== undefined) {
      if (dropped.atOnce) refused[dropped.index] = 1;
      else refused.fill(0);
      continue;
    }
    const entering = strongestViolation(quadratic.descent(x), penalty, sign, refused);
    if (entering === undefined) return;
    sign[entering.index] = entering.sign;
  }
  throw new RangeError('lasso: the active set does not settle; the quadratic is not convex');
}

/**
 * Moves x to the solution for fixed signs, or to where the first coefficient reaches zero, which it then drops and returns.
 * `atOnce`: dropped without any move, so that it must not be let in again from here.
 */
function solveWithSigns(
  quadratic: Quadratic,
  penalty: number,
  sign: Float64Array,
  x: Float64Array,
): { index: number; atOnce: boolean } | undefined {
  const active: number[] = [];
  for (let j = 0; j < sign.length; j++) if (sign[j] !== 0) active.push(j);
  const many = active.length;
  const target = Float64Array.from(active, (j) => quadratic.slope(j) - penalty * sign[j]);
  const factor = factorOf(quadratic, active);
  forwardSubstitute(factor, many, target);
  backSubstitute(factor, many, target);
  let reach = 1;
  let first = -1;
  for (let a = 0; a < many; a++) {
    const j = active[a];
    if (target[a] * sign[j] > 0) continue;
    const share = x[j] === 0 ? 0 : x[j] / (x[j] - target[a]);
    if (share < reach || first < 0) {
      reach = share;
      first = j;
    }
  }
  for (let a = 0; a < many; a++)
    x[active[a]] = first < 0 ? target[a] : x[active[a]] + reach * (target[a] - x[active[a]]);
  if (first < 0) return undefined;
  sign[first] = 0;
  x[first] = 0;
  return { index: first, atOnce: reach === 0 };
}

/**
 * Cholesky factor of M between active coefficients. Columns that repeat each other up to rounding leave it singular; then a
 * ridge, as small as makes it regular, shares the coefficient among them.
 */
function factorOf(quadratic: Quadratic, active: readonly number[]): Float64Array {
  const many = active.length;
  const factor = new Float64Array(many * many);
  for (let ridge = 0; ridge < 1e-3; ridge = Math.max(ridge * 100, 1e-15)) {
    for (let a = 0; a < many; a++) {
      for (let b = 0; b <= a; b++) factor[a * many + b] = quadratic.curvature(active[a], active[b]);
      factor[a * many + a] *= 1 + ridge;
    }
    if (choleskyInPlace(factor, many)) return factor;
  }
  throw new RangeError('lasso: the quadratic is not convex');
}

function strongestViolation(
  descent: Float64Array,
  penalty: number,
  sign: Float64Array,
  refused: Uint8Array,
): { index: number; sign: number } | undefined {
  let worst = penalty * (1 + ENTRY_TOLERANCE);
  let index = -1;
  for (let j = 0; j < descent.length; j++) {
    if (sign[j] !== 0 || refused[j] !== 0 || Math.abs(descent[j]) <= worst) continue;
    worst = Math.abs(descent[j]);
    index = j;
  }
  return index < 0 ? undefined : { index, sign: Math.sign(descent[index]) };
}
