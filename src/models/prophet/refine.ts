import { backSubstitute, choleskyInPlace, forwardSubstitute } from '../../numeric/cholesky.ts';
import { addHingeProducts, type CrossProducts, dot, firstRowsAfter } from './cross-products.ts';
import type { Design } from './design.ts';
import { type Mode, type Priors, varianceGiven } from './posterior-mode.ts';

/** A mode checked against the rows themselves. */
export interface CheckedMode extends Mode {
  /** Sum of squared residuals of the rows, in scaled units. */
  readonly sse: number;
  /**
   * Largest violation of the optimality conditions, relative to the terms that balance in them: |q_j| / largest term for a
   * smooth column, | |h_j'r| scale / v - 1 | for an active hinge, the excess of |h_j'r| scale / v over 1 for one at zero.
   * What rounding alone does to a sum over the rows is taken off before.
   */
  readonly residual: number;
}

const GOOD_ENOUGH = 1e-9;
const MAX_ROUNDS = 30;
// Columns and targets are at most 1 in size, so every row adds at most about this many roundings to a sum.
const ROUNDINGS_PER_ROW = 4;

/**
 * Rounding in the cross-products leaves an error that the rows do not have. Recomputes residuals and gradient from the rows
 * and corrects the coefficients by Newton steps on the active hinges (iterative refinement), until the optimality conditions
 * hold. Returns the best point met.
 */
export function refine(design: Design, products: CrossProducts, priors: Priors, mode: Mode): CheckedMode {
  let best = check(design, priors, mode);
  let current = best;
  for (let round = 0; round < MAX_ROUNDS && best.residual > GOOD_ENOUGH; round++) {
    const next = newtonStep(products, priors, current);
    if (next === undefined) break;
    current = check(design, priors, next);
    if (current.residual < best.residual) best = current;
  }
  return best;
}

interface GradientAtMode extends CheckedMode {
  /** Minus the gradient of SSE / 2 + v x priors, per column. */
  readonly smoothGradient: Float64Array;
  readonly hingeGradient: Float64Array;
  /** Sign of each hinge, and of the one at zero that violates its bound most; 0 for the others. */
  readonly signs: Float64Array;
}

function check(design: Design, priors: Priors, mode: Mode): GradientAtMode {
  const residuals = residualsOf(design, mode);
  const sse = dot(residuals, residuals);
  const variance = varianceGiven(sse, design.target.length);
  const { time, features, growth } = design;
  const data = new Float64Array(mode.smooth.length);
  const lead = growth === 'flat' ? 1 : 2;
  const hingeData = new Float64Array(mode.hinge.length);
  const firstRows = firstRowsAfter(time, design.changepoints, mode.hinge.length);
  const sums = addHingeProducts(residuals, time, design.changepoints, firstRows, (j, value) => {
    hingeData[j] = value;
  });
  data[0] = sums.total;
  if (lead === 2) data[1] = sums.totalTimed;
  for (const [c, column] of features.entries()) data[lead + c] = dot(column, residuals);
  const rounding = ROUNDINGS_PER_ROW * Number.EPSILON * design.target.length;
  return { ...mode, sse, variance, ...imbalance(priors, variance, mode, data, hingeData, rounding) };
}

function imbalance(
  priors: Priors,
  variance: number,
  mode: Mode,
  data: Float64Array,
  hingeData: Float64Array,
  rounding: number,
) {
  const smoothGradient = new Float64Array(data.length);
  const hingeGradient = new Float64Array(hingeData.length);
  let size = variance;
  let worst = 0;
  for (let i = 0; i < data.length; i++) {
    const prior = variance * priors.smoothPrecision[i] * mode.smooth[i];
    smoothGradient[i] = data[i] - prior;
    size = Math.max(size, Math.abs(data[i]), Math.abs(prior));
    worst = Math.max(worst, Math.abs(smoothGradient[i]));
  }
  const bound = variance / priors.hingeScale;
  const signs = mode.hinge.map(Math.sign);
  let violation = 0;
  let entering = -1;
  let hingeWorst = 0;
  for (let j = 0; j < hingeData.length; j++) {
    const sign = signs[j] || Math.sign(hingeData[j]);
    hingeGradient[j] = hingeData[j] - bound * sign;
    const excess = signs[j] === 0 ? hingeGradient[j] * sign : Math.abs(hingeGradient[j]);
    hingeWorst = Math.max(hingeWorst, excess);
    if (signs[j] === 0 && excess > violation) {
      violation = excess;
      entering = j;
    }
  }
  if (violation > rounding) signs[entering] = Math.sign(hingeData[entering]);
  const residual = Math.max((worst - rounding) / size, (hingeWorst - rounding) / bound, 0);
  return { smoothGradient, hingeGradient, signs, residual };
}

/** Rows minus what the coefficients explain. */
function residualsOf(design: Design, mode: Pick<Mode, 'smooth' | 'hinge'>): Float64Array {
  const { target, time, features, growth, changepoints } = design;
  const residuals = target.slice();
  const firstRows = firstRowsAfter(time, changepoints, mode.hinge.length);
  let level = mode.smooth[0];
  let slope = growth === 'flat' ? 0 : mode.smooth[1];
  let from = 0;
  for (let j = 0; j <= mode.hinge.length; j++) {
    const to = j < mode.hinge.length ? firstRows[j] : residuals.length;
    for (let i = from; i < to; i++) residuals[i] -= level + slope * time[i];
    from = to;
    if (j < mode.hinge.length) {
      slope += mode.hinge[j];
      level -= mode.hinge[j] * changepoints[j];
    }
  }
  const lead = growth === 'flat' ? 1 : 2;
  for (const [c, column] of features.entries()) {
    const coefficient = mode.smooth[lead + c];
    for (let i = 0; i < residuals.length; i++) residuals[i] -= coefficient * column[i];
  }
  return residuals;
}

/** Solves (Z'Z + v P) step = gradient on the smooth columns and the active hinges. Undefined when that is singular. */
function newtonStep(products: CrossProducts, priors: Priors, at: GradientAtMode): Mode | undefined {
  const { smoothCount: R, hingeCount: S } = products;
  const active = [...at.hinge.keys()].filter((j) => at.signs[j] !== 0);
  const size = R + active.length;
  const factor = new Float64Array(size * size);
  const step = new Float64Array(size);
  for (let i = 0; i < R; i++) {
    for (let k = 0; k <= i; k++) factor[i * size + k] = products.smooth[i * R + k];
    factor[i * size + i] += at.variance * priors.smoothPrecision[i];
    step[i] = at.smoothGradient[i];
  }
  for (const [a, j] of active.entries()) {
    for (let i = 0; i < R; i++) factor[(R + a) * size + i] = products.hingeSmooth[j * R + i];
    for (let b = 0; b <= a; b++) factor[(R + a) * size + R + b] = products.hinge[j * S + active[b]];
    step[R + a] = at.hingeGradient[j];
  }
  if (!choleskyInPlace(factor, size)) return undefined;
  forwardSubstitute(factor, size, step);
  backSubstitute(factor, size, step);
  const hinge = at.hinge.slice();
  for (const [a, j] of active.entries()) {
    const moved = hinge[j] + step[R + a];
    hinge[j] = moved * at.signs[j] > 0 ? moved : 0;
  }
  return { smooth: at.smooth.map((value, i) => value + step[i]), hinge, variance: at.variance };
}
