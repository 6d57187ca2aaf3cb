import type { OpenWeek } from './intraday-history.ts';
import type { SlotShape } from './slot-shapes.ts';

/** Bandwidths in slots that are tried; 0 leaves a shape as it is. */
const BANDWIDTHS = [0.5, 1, 1.5, 2, 3];
// Beyond, the Gaussian weight is below a thousandth.
const REACH = 4;

/** Weights of a local line at each slot of the week, over the slots of the same day. */
export interface Smoother {
  /** For each slot: the slots it is smoothed from, and their weights. */
  readonly rows: readonly { readonly slots: Uint32Array; readonly weights: Float64Array; readonly own: number }[];
}

/** The local linear smoothers of a week, Gaussian weights, one for each bandwidth. Fan and Gijbels, Local Polynomial Modelling (1996). */
export const smoothersOf = (week: OpenWeek): readonly Smoother[] =>
  BANDWIDTHS.map((bandwidth) => smootherOf(week, bandwidth));

/** The shape smoothed along each day with the bandwidth that has the least Mallows' Cp, the estimate of its squared error. */
export function smoothedShape({ values, variances }: SlotShape, smoothers: readonly Smoother[]): Float64Array {
  let best = { values, cp: 2 * variances.reduce((sum, each) => sum + each, 0) };
  for (const { rows } of smoothers) {
    const smooth = new Float64Array(values.length);
    let cp = 0;
    for (const [slot, { slots, weights, own }] of rows.entries()) {
      let sum = 0;
      for (let i = 0; i < slots.length; i++) sum += weights[i] * values[slots[i]];
      smooth[slot] = Math.max(0, sum);
      cp += (values[slot] - sum) ** 2 + 2 * variances[slot] * own;
    }
    if (cp < best.cp) best = { values: smooth, cp };
  }
  return best.values;
}

function smootherOf({ slotsOfWeekday, weekdays, times }: OpenWeek, bandwidth: number): Smoother {
  return {
    rows: Array.from(times, (time, slot) => {
      const slots = slotsOfWeekday[weekdays[slot]].filter(
        (other) => Math.abs(times[other] - time) <= REACH * bandwidth,
      );
      const weights = localLinearWeights(Float64Array.from(slots, (other) => (times[other] - time) / bandwidth));
      return { slots, weights, own: weights[slots.indexOf(slot)] };
    }),
  };
}

/** Weights with which values at these distances give the value at 0 of their weighted least squares line. */
function localLinearWeights(distances: Float64Array): Float64Array {
  const kernel = distances.map((distance) => Math.exp(-0.5 * distance * distance));
  let [s0, s1, s2] = [0, 0, 0];
  for (const [i, weight] of kernel.entries()) {
    s0 += weight;
    s1 += weight * distances[i];
    s2 += weight * distances[i] * distances[i];
  }
  const determinant = s0 * s2 - s1 * s1;
  return kernel.map((weight, i) =>
    determinant > 1e-12 * s0 * s2 ? (weight * (s2 - s1 * distances[i])) / determinant : weight / s0,
  );
}
