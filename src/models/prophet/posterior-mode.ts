import { dataFailure } from '../../errors.ts';
import { backSubstitute, choleskyInPlace, forwardSubstitute } from '../../numeric/cholesky.ts';
import { lasso, type Quadratic } from '../../numeric/lasso.ts';
import type { CrossProducts } from './cross-products.ts';

/** Scales of the priors of Prophet's model, in scaled units. */
export interface Priors {
  /** Precision (1 / variance) of the normal prior of each smooth column. */
  readonly smoothPrecision: Float64Array;
  /** Scale of the Laplace prior of each hinge. */
  readonly hingeScale: number;
}

/** Coefficients, and the variance of the noise, that maximise the posterior density for the given cross-products. */
export interface Mode {
  readonly smooth: Float64Array;
  readonly hinge: Float64Array;
  readonly variance: number;
}

// Noise with a standard deviation of 1/10,000 of the largest value. A history that the features explain to the last digit has no
// mode: its density grows without limit as the noise goes to zero, and rounding decides where that ends.
const LEAST_VARIANCE = 1e-8;
// Relative change of the noise variance at which the search for a mode ends.
const CONVERGED = 1e-12;
// A second mode nearer than this to the first, relative in variance, would differ by nothing that anybody can see.
const MODES_APART = 1e-3;

/**
 * The global maximum of the posterior density of Prophet's model with additive features, exactly (to rounding).
 *
 * The density to maximise, as a minimum, over coefficients and noise s (B.2 of Taylor and Letham's Stan program):
 * T ln s + SSE / (2 s^2) + 2 s^2 + sum precision x smooth^2 / 2 + sum |hinge| / hingeScale.
 * For a given variance v = s^2 it is a convex problem in the coefficients, whose SSE(v) never falls when v grows. For given
 * coefficients v = phi(SSE) in closed form. So every mode is a fixed point of the increasing function v -> phi(SSE(v)), and
 * iterating it from above meets the largest fixed point, from below the smallest; where both meet, the mode is unique.
 * Otherwise the better of the two is returned.
 */
export function posteriorMode(products: CrossProducts, rows: number, priors: Priors): Mode {
  const solve = coefficientsAt(products, priors);
  const varianceOf = (sse: number) => varianceGiven(sse, rows);
  const hinge = new Float64Array(products.hingeCount);

  const fromAbove = fixedPoint(varianceOf(products.targetTarget), (v) => varianceOf(solve(v, hinge).sse));
  const upper = solve(fromAbove, hinge);
  const lowest = varianceOf(0.5 * unpenalisedSse(products));
  const climbing = hinge.slice();
  const fromBelow = climb(lowest, fromAbove, (v) => varianceOf(solve(v, climbing).sse));
  if (fromBelow === undefined) return { smooth: upper.smooth, hinge, variance: fromAbove };

  const lower = solve(fromBelow, climbing);
  const cost = (v: number, s: Solution) => (rows * Math.log(v)) / 2 + s.sse / (2 * v) + 2 * v + s.penalty;
  return cost(fromBelow, lower) < cost(fromAbove, upper)
    ? { smooth: lower.smooth, hinge: climbing, variance: fromBelow }
    : { smooth: upper.smooth, hinge, variance: fromAbove };
}

/** The variance that maximises the density for given residuals: the positive root of 4 v^2 + T v - SSE = 0, not below the least. */
export function varianceGiven(sse: number, rows: number): number {
  return Math.max((2 * sse) / (rows + Math.sqrt(rows * rows + 16 * sse)), LEAST_VARIANCE);
}

/** Iterates v -> next(v) downwards from above every fixed point, and finishes by secant steps. */
function fixedPoint(start: number, next: (v: number) => number): number {
  let v = start;
  let image = next(v);
  for (let i = 0; i < 200; i++) {
    const before = v;
    const imageBefore = image;
    v = image;
    if (Math.abs(v - before) <= CONVERGED * v) return v;
    image = next(v);
    if (Math.abs(image - v) <= CONVERGED * v) return image;
    // Near the fixed point the map is all but linear, and the secant through the last two images lands on it.
    if (Math.abs(image - v) < MODES_APART * v) {
      const slope = (image - imageBefore) / (v - before);
      if (slope < 0.9) {
        const landed = v + (image - v) / (1 - slope);
        v = landed > 0 ? landed : image;
        image = next(v);
        if (Math.abs(image - v) <= CONVERGED * v) return image;
      }
    }
  }
  return v;
}

/** The smallest fixed point when it lies clearly below `known`, else undefined. No fixed point lies below `start`. */
function climb(start: number, known: number, next: (v: number) => number): number | undefined {
  let v = start;
  for (let i = 0; i < 200 && v < known * (1 - MODES_APART); i++) {
    const image = next(v);
    if (image - v <= CONVERGED * v) return v;
    v = image;
  }
  return v < known * (1 - MODES_APART) ? v : undefined;
}

interface Solution {
  readonly smooth: Float64Array;
  readonly sse: number;
  /** Minus the log of the priors of the coefficients, constants dropped. */
  readonly penalty: number;
}

/**
 * Solves for the coefficients at a given variance: smooth ones are eliminated by Cholesky, which leaves a lasso in the hinges.
 * `hinge` holds a start on entry and the solution on return.
 */
function coefficientsAt(products: CrossProducts, priors: Priors): (variance: number, hinge: Float64Array) => Solution {
  const R = products.smoothCount;
  const factor = new Float64Array(R * R);
  const base = new Float64Array(R);
  return (variance, hinge) => {
    factor.set(products.smooth);
    for (let i = 0; i < R; i++) factor[i * R + i] += variance * priors.smoothPrecision[i];
    if (!choleskyInPlace(factor, R)) {
      throw dataFailure(
        'the seasons cannot be told apart on this history, even with their priors',
        'Switch one off (--yearly false), lower --seasonality-prior-scale, or give more history.',
      );
    }
    base.set(products.smoothTarget);
    forwardSubstitute(factor, R, base);
    const reduced = withSmoothEliminated(products, factor, base);
    lasso(reduced, variance / priors.hingeScale, hinge);
    return judge(products, priors, variance, reduced.smoothGiven(hinge), hinge);
  };
}

/**
 * What is left of SSE / 2 for the hinges once the smooth coefficients follow them. With G = L L' the penalised product of the
 * smooth columns: M = H'H - W'W and c = H'y - W'w, where W = L^-1 Z'H and w = L^-1 Z'y. Few hinges ever become active, so
 * columns of W are formed only for those, and the gradient goes through the smooth coefficients.
 */
function withSmoothEliminated(
  products: CrossProducts,
  factor: Float64Array,
  base: Float64Array,
): Quadratic & { smoothGiven(hinge: Float64Array): Float64Array } {
  const { smoothCount: R, hingeCount: S, hingeSmooth } = products;
  const half = new Float64Array(S * R);
  const formed = new Uint8Array(S);
  const descent = new Float64Array(S);
  const form = (j: number): number => {
    if (formed[j] === 0) {
      half.set(hingeSmooth.subarray(j * R, (j + 1) * R), j * R);
      forwardSubstitute(factor, R, half, j * R);
      formed[j] = 1;
    }
    return j * R;
  };
  const smoothGiven = (hinge: Float64Array): Float64Array => {
    const smooth = base.slice();
    for (let j = 0; j < S; j++) {
      if (hinge[j] === 0) continue;
      const at = form(j);
      for (let i = 0; i < R; i++) smooth[i] -= half[at + i] * hinge[j];
    }
    backSubstitute(factor, R, smooth);
    return smooth;
  };
  return {
    size: S,
    smoothGiven,
    curvature: (j, k) => products.hinge[j * S + k] - innerProduct(half, form(j), half, form(k), R),
    slope: (j) => products.hingeTarget[j] - innerProduct(half, form(j), base, 0, R),
    descent: (hinge) => {
      const smooth = smoothGiven(hinge);
      for (let j = 0; j < S; j++) {
        let sum = products.hingeTarget[j] - innerProduct(hingeSmooth, j * R, smooth, 0, R);
        for (let k = 0; k < S; k++) if (hinge[k] !== 0) sum -= products.hinge[j * S + k] * hinge[k];
        descent[j] = sum;
      }
      return descent;
    },
  };
}

/** At the solution the gradient of SSE balances that of the priors, so SSE needs no product of the matrix. */
function judge(
  products: CrossProducts,
  priors: Priors,
  variance: number,
  smooth: Float64Array,
  hinge: Float64Array,
): Solution {
  let explained = 0;
  let squares = 0;
  let sizes = 0;
  for (let i = 0; i < smooth.length; i++) {
    explained += smooth[i] * products.smoothTarget[i];
    squares += priors.smoothPrecision[i] * smooth[i] * smooth[i];
  }
  for (let j = 0; j < hinge.length; j++) {
    explained += hinge[j] * products.hingeTarget[j];
    sizes += Math.abs(hinge[j]) / priors.hingeScale;
  }
  const sse = Math.max(products.targetTarget - explained - variance * (squares + sizes), 0);
  return { smooth, sse, penalty: squares / 2 + sizes };
}

/** The least SSE that any coefficients reach; a hair above it when columns depend on each other. */
function unpenalisedSse(products: CrossProducts): number {
  const { smoothCount: R, hingeCount: S } = products;
  const size = R + S;
  const factor = new Float64Array(size * size);
  const target = new Float64Array(size);
  for (let i = 0; i < R; i++) {
    for (let k = 0; k <= i; k++) factor[i * size + k] = products.smooth[i * R + k];
    target[i] = products.smoothTarget[i];
  }
  for (let j = 0; j < S; j++) {
    for (let i = 0; i < R; i++) factor[(R + j) * size + i] = products.hingeSmooth[j * R + i];
    for (let k = 0; k <= j; k++) factor[(R + j) * size + R + k] = products.hinge[j * S + k];
    target[R + j] = products.hingeTarget[j];
  }
  for (let i = 0; i < size; i++) factor[i * size + i] = factor[i * size + i] * (1 + 1e-11) + 1e-11;
  if (!choleskyInPlace(factor, size)) return 0;
  forwardSubstitute(factor, size, target);
  return Math.max(products.targetTarget - innerProduct(target, 0, target, 0, size), 0);
}

/** Inner product of `length` values of `a` from `fromA` on with those of `b` from `fromB` on. */
function innerProduct(a: Float64Array, fromA: number, b: Float64Array, fromB: number, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += a[fromA + i] * b[fromB + i];
  return sum;
}
