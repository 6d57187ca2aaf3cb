/**
 * Replaces every NaN in place by the line between the nearest values before and after it, and by the nearest value before the
 * first and after the last. Leaves an array of nothing but NaN as it is.
 */
export function interpolateMissing(values: Float64Array): void {
  let before = -1;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    if (before === -1) values.fill(values[i], 0, i);
    else fillBetween(values, before, i);
    before = i;
  }
  if (before !== -1) values.fill(values[before], before + 1);
}

/** Sets the values between two positions to the line through the values at these. */
export function fillBetween(values: Float64Array, from: number, to: number): void {
  const slope = (values[to] - values[from]) / (to - from);
  for (let i = from + 1; i < to; i++) values[i] = values[from] + slope * (i - from);
}
