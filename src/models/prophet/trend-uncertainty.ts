import { normalQuantile } from '../../numeric/normal.ts';

/**
 * The law of a future value around its point forecast: noise with standard deviation `noise`, and, under linear growth, slopes
 * that go on changing: a Poisson process of `changeRate` changes per unit of scaled time after the history, each of a size
 * drawn from a Laplace distribution of scale `changeScale`. All in scaled units.
 */
export interface FutureLaw {
  readonly noise: number;
  readonly changeRate: number;
  readonly changeScale: number;
}

// Terms below this are left out: Gaussian factor at the last node, and mass beyond the wrapped range.
const NEGLIGIBLE_EXPONENT = 23;
const NODES_AT_MOST = 20_000;
// A trend deviation this small beside the noise moves a quantile by the square of it: 1e-10 of its size.
const NO_TREND = 1e-5;
const NEWTON_STEPS = 60;

/**
 * Half-widths of the central interval of probability `levelFraction` at scaled leads (time after the end of the history),
 * in scaled units; leads must ascend. Leads of 0 and below are inside the history, where only noise counts.
 *
 * Simulation is not needed. At lead h the trend deviation, the sum of size x (h - place) over the changes, has characteristic
 * function exp(-rate (h - atan(c h u) / (c u))), c the scale of a change, and noise multiplies it by exp(-noise^2 u^2 / 2). The
 * law is symmetric, and its distribution function follows from P(X <= x) = 1/2 + 1/pi int_0^inf sin(u x) phi(u) / u du
 * (Gil-Pelaez 1951). The trapezoidal rule with step 2 pi / L wraps the law around a circle of length L, so its error is the
 * mass beyond L - x: about ten nodes give nine digits (Abate and Whitt 1992, section 5).
 */
export function halfWidths(leads: Float64Array, levelFraction: number, law: FutureLaw): Float64Array {
  const probability = (1 + levelFraction) / 2;
  const z = normalQuantile(probability);
  let previous = 0;
  return leads.map((lead) => {
    const jump = lead > 0 ? law.changeScale * lead : 0;
    if (jump * Math.sqrt(law.changeRate * Math.max(lead, 0)) <= NO_TREND * law.noise) return z * law.noise;
    previous = quantileAt(probability, z, lead, jump, law, previous);
    return previous;
  });
}

function quantileAt(probability: number, z: number, lead: number, jump: number, law: FutureLaw, start: number): number {
  const changes = law.changeRate * lead;
  const spread = Math.sqrt((2 * changes * jump * jump) / 3 + law.noise * law.noise);
  const farthest = spread * Math.max(z, 1) + tailReach(changes, jump, law.noise);
  const step = (2 * Math.PI) / (farthest + z * spread);
  // With hardly any noise the nodes would run to millions; a noise too small to see keeps their number bounded.
  const noise = Math.max(law.noise, Math.sqrt(2 * NEGLIGIBLE_EXPONENT) / (NODES_AT_MOST * step));
  const nodes = Math.ceil(Math.sqrt(2 * NEGLIGIBLE_EXPONENT) / (noise * step));
  const weights = new Float64Array(nodes);
  for (let k = 1; k <= nodes; k++) {
    const u = k * step;
    weights[k - 1] = Math.exp(-0.5 * noise * noise * u * u - changes * (1 - arctanOverArgument(jump * u)));
  }
  return solveQuantile(probability, weights, step, start > 0 ? start : z * spread, farthest);
}

/** A distance that the deviation exceeds with a probability of exp(-NEGLIGIBLE_EXPONENT) at most (Chernoff bound). */
function tailReach(changes: number, jump: number, noise: number): number {
  const theta = Math.min(Math.sqrt(2 * NEGLIGIBLE_EXPONENT) / noise, 0.9 / jump);
  const slant = jump * theta;
  const logMoment = changes * (Math.atanh(slant) / slant - 1) + 0.5 * theta * theta * noise * noise;
  return (NEGLIGIBLE_EXPONENT + logMoment) / theta;
}

function arctanOverArgument(x: number): number {
  return x < 1e-3 ? 1 - (x * x) / 3 + (x * x * x * x) / 5 : Math.atan(x) / x;
}

/** Newton's method on the distribution function, kept inside a bracket. */
function solveQuantile(
  probability: number,
  weights: Float64Array,
  step: number,
  start: number,
  farthest: number,
): number {
  let low = 0;
  let high = farthest;
  let x = Math.min(start, farthest);
  for (let i = 0; i < NEWTON_STEPS; i++) {
    const { mass, density } = centralMass(x, weights, step);
    const excess = 0.5 + mass - probability;
    if (excess > 0) high = x;
    else low = x;
    let next = x - excess / density;
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - x) <= 1e-13 * next) return next;
    x = next;
  }
  return x;
}

/** P(0 < X <= x) and the density at x of the wrapped law; sines and cosines of multiples by rotation. */
function centralMass(x: number, weights: Float64Array, step: number): { mass: number; density: number } {
  const turnSine = Math.sin(step * x);
  const turnCosine = Math.cos(step * x);
  let sine = turnSine;
  let cosine = turnCosine;
  let mass = (step * x) / 2;
  let density = step / 2;
  for (let k = 0; k < weights.length; k++) {
    mass += (sine / (k + 1)) * weights[k];
    density += cosine * step * weights[k];
    const nextSine = sine * turnCosine + cosine * turnSine;
    cosine = cosine * turnCosine - sine * turnSine;
    sine = nextSine;
  }
  return { mass: mass / Math.PI, density: density / Math.PI };
}
