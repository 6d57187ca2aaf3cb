/**
 * The weighted medians of the same values under several sets of weights: where half of the weight lies on either side, which
 * makes the weighted sum of distances least. Between the two values where the weight splits evenly, their mean. Weights are 0 or
 * more; NaN where all are 0. Values of weight 0 may be anything but NaN.
 */
export function weightedMedians(values: Float64Array, weightings: readonly Float64Array[]): number[] {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b]);
  return weightings.map((weights) => medianInOrder(values, weights, order));
}

function medianInOrder(values: Float64Array, weights: Float64Array, order: Uint32Array): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i];
  let below = 0;
  for (let k = 0; k < order.length; k++) {
    const i = order[k];
    below += weights[i];
    if (2 * below < total || weights[i] === 0) continue;
    if (2 * below > total) return values[i];
    const next = order.subarray(k + 1).find((j) => weights[j] > 0);
    return next === undefined ? values[i] : (values[i] + values[next]) / 2;
  }
  return Number.NaN;
}

/** The median of values, the mean of the middle two where their number is even; NaN where there are none. */
export function median(values: Iterable<number>): number {
  const sorted = Float64Array.from(values).sort();
  const upper = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[upper] : (sorted[upper - 1] + sorted[upper]) / 2;
}
