import { dot } from './dot.ts';

/** A function with derivatives, as a minimiser asks for it. */
export interface SmoothFunction {
  /** Infinite where the function is not defined. */
  valueAt(at: Float64Array): number;
  /** Writes the gradient at a point, the one that was valued last. */
  gradientInto(at: Float64Array, gradient: Float64Array): void;
}

const SUFFICIENT_DECREASE = 1e-4;
const MOST_STEPS = 500;
const MOST_HALVINGS = 40;

/**
 * A local minimum by the BFGS method with backtracking: Nocedal and Wright, Numerical Optimization (2006), algorithm 6.1, with the
 * first scaling of formula 6.20 and interpolation as in section 3.5. It stops where the next step promises less than `tolerance`,
 * where none goes down, or after 500 steps. The function must be defined at `start`; coordinates should be of like scale.
 */
export function quasiNewton(
  { valueAt, gradientInto }: SmoothFunction,
  start: Float64Array,
  tolerance: number,
): { at: Float64Array; value: number } {
  const size = start.length;
  // Short typed arrays cost more to make than to fill, so all are made once.
  let [at, next] = [start.slice(), new Float64Array(size)];
  let [gradient, nextGradient] = [new Float64Array(size), new Float64Array(size)];
  const [direction, moved, change] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  let value = valueAt(at);
  gradientInto(at, gradient);
  const inverse = new Float64Array(size * size);
  restart(inverse, gradient);
  let isFresh = true;
  for (let step = 0; step < MOST_STEPS; step++) {
    timesInto(direction, inverse, gradient);
    for (let i = 0; i < size; i++) direction[i] = -direction[i];
    const slope = inner(direction, gradient);
    if (!(-slope > 2 * tolerance)) break;
    const nextValue = lowerPoint(valueAt, { at, value, slope }, direction, next);
    if (nextValue === undefined) {
      if (isFresh) break;
      // The curvature learned elsewhere misleads here.
      restart(inverse, gradient);
      isFresh = true;
      continue;
    }
    gradientInto(next, nextGradient);
    for (let i = 0; i < size; i++) {
      moved[i] = next[i] - at[i];
      change[i] = nextGradient[i] - gradient[i];
    }
    learnCurvature(inverse, moved, change, direction, isFresh);
    isFresh = false;
    value = nextValue;
    [at, next] = [next, at];
    [gradient, nextGradient] = [nextGradient, gradient];
  }
  return { at, value };
}

/** As if the curvature were the same all around, so that the first step has length one at most. */
function restart(inverse: Float64Array, gradient: Float64Array): void {
  const length = Math.sqrt(inner(gradient, gradient));
  inverse.fill(0);
  for (let i = 0; i < gradient.length; i++) inverse[i * (gradient.length + 1)] = 1 / Math.max(1, length);
}

/** Writes the first point on the way that is low enough, the one valued last, and gives its value; undefined where there is none. */
function lowerPoint(
  valueAt: SmoothFunction['valueAt'],
  { at, value, slope }: { at: Float64Array; value: number; slope: number },
  direction: Float64Array,
  into: Float64Array,
): number | undefined {
  let share = 1;
  for (let halving = 0; halving < MOST_HALVINGS; halving++) {
    for (let i = 0; i < into.length; i++) into[i] = at[i] + share * direction[i];
    const there = valueAt(into);
    if (there <= value + SUFFICIENT_DECREASE * share * slope) return there;
    const parabola = (-slope * share * share) / (2 * (there - value - slope * share));
    share = Number.isFinite(there) ? Math.min(0.5 * share, Math.max(0.1 * share, parabola)) : 0.25 * share;
  }
  return undefined;
}

/** The update of BFGS for the inverse of the Hessian, left out where the curvature along the step is not positive. `pulled` is room. */
function learnCurvature(
  inverse: Float64Array,
  moved: Float64Array,
  change: Float64Array,
  pulled: Float64Array,
  isFirst: boolean,
): void {
  const size = moved.length;
  const curvature = inner(moved, change);
  if (!(curvature > 0)) return;
  if (isFirst) {
    inverse.fill(0);
    for (let i = 0; i < size; i++) inverse[i * (size + 1)] = curvature / inner(change, change);
  }
  timesInto(pulled, inverse, change);
  const factor = (1 + inner(change, pulled) / curvature) / curvature;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      inverse[i * size + j] += factor * moved[i] * moved[j] - (pulled[i] * moved[j] + moved[i] * pulled[j]) / curvature;
}

function timesInto(product: Float64Array, matrix: Float64Array, vector: Float64Array): void {
  for (let i = 0; i < vector.length; i++) product[i] = dot(matrix, i * vector.length, vector, 0, vector.length);
}

const inner = (a: Float64Array, b: Float64Array): number => dot(a, 0, b, 0, a.length);
