import { dot } from '../../../numeric/dot.ts';
import type { OpenWeek } from './intraday-history.ts';
import type { SlotShape } from './slot-shapes.ts';

/** Bandwidths in slots that are tried, besides leaving a shape as it is. */
const BANDWIDTHS = [0.5, 1, 1.5, 2, 3];
// Beyond so many bandwidths the Gaussian weight is below a thousandth.
const REACH = 4;

/** Smooths the shape of a week along its days. */
export type ShapeSmoother = (shape: SlotShape) => Float64Array;

/** Weights by which values in order of weekday and time are smoothed, one row for each of them. */
interface LocalLines {
  /** Of each row: the first position that it is over, where its weights start and end in `weights`, and its weight of itself. */
  readonly first: Uint32Array;
  readonly bounds: Uint32Array;
  readonly weights: Float64Array;
  readonly own: Float64Array;
}

/**
 * Smoothing along each day by local lines with Gaussian weights, Fan and Gijbels, Local Polynomial Modelling and Its Applications
 * (1996), with the bandwidth that has the least Mallows' Cp, which estimates the squared error. Not below 0.
 */
export function shapeSmoother(week: OpenWeek): ShapeSmoother {
  const order = Uint32Array.from(week.slotsOfWeekday.flatMap((slots) => [...slots]));
  const candidates = BANDWIDTHS.map((bandwidth) => localLines(week, order, bandwidth));
  return ({ values, variances }) => {
    const ordered = new Float64Array(order.length);
    const noise = new Float64Array(order.length);
    for (let position = 0; position < order.length; position++) {
      ordered[position] = values[order[position]];
      noise[position] = variances[order[position]];
    }
    let best: { values: Float64Array; cp: number } = {
      values: ordered,
      cp: 2 * noise.reduce((sum, each) => sum + each, 0),
    };
    for (const lines of candidates) {
      const smooth = applied(lines, ordered);
      const cp = mallowsCp(lines, ordered, smooth, noise);
      if (cp < best.cp) best = { values: smooth, cp };
    }
    const bySlot = new Float64Array(values.length);
    for (let position = 0; position < order.length; position++)
      bySlot[order[position]] = Math.max(0, best.values[position]);
    return bySlot;
  };
}

function applied({ first, bounds, weights }: LocalLines, ordered: Float64Array): Float64Array {
  const smooth = new Float64Array(ordered.length);
  for (let i = 0; i < smooth.length; i++)
    smooth[i] = dot(weights, bounds[i], ordered, first[i], bounds[i + 1] - bounds[i]);
  return smooth;
}

function mallowsCp({ own }: LocalLines, values: Float64Array, smooth: Float64Array, variances: Float64Array): number {
  let cp = 0;
  for (let i = 0; i < values.length; i++) cp += (values[i] - smooth[i]) ** 2 + 2 * variances[i] * own[i];
  return cp;
}

function localLines({ weekdays, times }: OpenWeek, order: Uint32Array, bandwidth: number): LocalLines {
  const weightsOfDistances = rememberedWeights(bandwidth);
  const rows = Array.from(order, (slot, position) => {
    const isNear = (other: number): boolean =>
      weekdays[other] === weekdays[slot] && Math.abs(times[other] - times[slot]) <= REACH * bandwidth;
    let from = position;
    let to = position + 1;
    while (from > 0 && isNear(order[from - 1])) from--;
    while (to < order.length && isNear(order[to])) to++;
    const weights = weightsOfDistances(
      Float64Array.from(order.subarray(from, to), (other) => times[other] - times[slot]),
    );
    return { from, weights, own: weights[position - from] };
  });
  const bounds = new Uint32Array(rows.length + 1);
  for (const [i, { weights }] of rows.entries()) bounds[i + 1] = bounds[i] + weights.length;
  const all = new Float64Array(bounds[rows.length]);
  for (const [i, { weights }] of rows.entries()) all.set(weights, bounds[i]);
  return {
    first: Uint32Array.from(rows, ({ from }) => from),
    bounds,
    weights: all,
    own: Float64Array.from(rows, ({ own }) => own),
  };
}

/** `localLinearWeights` of whole distances, rising; those without a gap, which most rows of a week have in common, are worked out once. */
function rememberedWeights(bandwidth: number): (distances: Float64Array) => Float64Array {
  const known = new Map<string, Float64Array>();
  return (distances) => {
    const first = distances[0];
    const last = distances[distances.length - 1];
    const isWithoutGap = last - first === distances.length - 1;
    const key = `${first} ${last}`;
    const before = isWithoutGap ? known.get(key) : undefined;
    if (before !== undefined) return before;
    const weights = localLinearWeights(distances.map((distance) => distance / bandwidth));
    if (isWithoutGap) known.set(key, weights);
    return weights;
  };
}

/** Weights with which values at these distances give the value at 0 of their weighted least squares line. */
function localLinearWeights(distances: Float64Array): Float64Array {
  const kernel = distances.map((distance) => Math.exp(-0.5 * distance * distance));
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  for (let i = 0; i < kernel.length; i++) {
    s0 += kernel[i];
    s1 += kernel[i] * distances[i];
    s2 += kernel[i] * distances[i] * distances[i];
  }
  const determinant = s0 * s2 - s1 * s1;
  // A slot without neighbours stands for itself.
  const isLine = determinant > 1e-12 * s0 * s2;
  return kernel.map((weight, i) => (isLine ? (weight * (s2 - s1 * distances[i])) / determinant : weight / s0));
}
