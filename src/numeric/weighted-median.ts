/**
 * The weighted median: where half of the weight lies on either side, which makes the weighted sum of distances least; the mean of
 * two values between which the weight splits evenly. Weights are 0 or more; NaN where all are 0. `order` lists the positions of the
 * values to use in rising order, as `risingOrder` gives it.
 */
export function weightedMedian(values: Float64Array, weights: Float64Array, order: Uint32Array): number {
  let total = 0;
  for (let k = 0; k < order.length; k++) total += weights[order[k]];
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
