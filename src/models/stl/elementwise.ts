/** Sums of values at the same place. */
export function plus(left: Float64Array, right: Float64Array): Float64Array {
  const sum = new Float64Array(left.length);
  for (let i = 0; i < left.length; i++) sum[i] = left[i] + right[i];
  return sum;
}

/** Differences of values at the same place. */
export function minus(left: Float64Array, right: Float64Array): Float64Array {
  const difference = new Float64Array(left.length);
  for (let i = 0; i < left.length; i++) difference[i] = left[i] - right[i];
  return difference;
}

/** Products of values at the same place. */
export function times(left: Float64Array, right: Float64Array): Float64Array {
  const product = new Float64Array(left.length);
  for (let i = 0; i < left.length; i++) product[i] = left[i] * right[i];
  return product;
}
