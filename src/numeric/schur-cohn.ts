/**
 * Whether all roots of a polynomial lie inside the unit circle; coefficients from the highest power on, the first not 0. By reflection
 * coefficients, which are below 1 then: Schur (1917) and Cohn (1922); Marden, Geometry of Polynomials (1966), section 43.
 */
export function hasRootsInside(coefficients: Float64Array): boolean {
  const rest = coefficients.slice();
  for (let last = rest.length - 1; last > 0; last--) {
    const reflection = rest[last] / rest[0];
    if (!(Math.abs(reflection) < 1)) return false;
    // Each pair of opposite coefficients is replaced at once.
    for (let i = 0, j = last; i <= j; i++, j--) {
      const a = rest[i];
      const b = rest[j];
      rest[i] = a - reflection * b;
      rest[j] = b - reflection * a;
    }
  }
  return true;
}
