/**
 * Tricube weights (1 - (|d| / bandwidth)^3)^3 of the distances d = firstDistance, firstDistance + 1, ..., one for each place of
 * `row`. As in the program of Cleveland et al. (1990), the weight is 1 up to a thousandth of the bandwidth and 0 in the last
 * thousandth.
 */
export function fillTricube(row: Float64Array, firstDistance: number, bandwidth: number): void {
  const near = 0.001 * bandwidth;
  const far = 0.999 * bandwidth;
  for (let i = 0; i < row.length; i++) {
    const distance = Math.abs(firstDistance + i);
    if (distance <= near) row[i] = 1;
    else if (distance > far) row[i] = 0;
    else {
      const ratio = distance / bandwidth;
      const rest = 1 - ratio * ratio * ratio;
      row[i] = rest * rest * rest;
    }
  }
}
