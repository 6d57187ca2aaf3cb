/**
 * Cholesky factor of a symmetric positive definite matrix, in place: the lower triangle of `matrix` (row-major, `size` x `size`)
 * becomes L with L L' = matrix; the upper triangle is neither read nor written. Returns false, with `matrix` half done, when a
 * pivot is not positive. Golub and Van Loan, Matrix Computations, algorithm 4.2.1 (row-oriented).
 */
export function choleskyInPlace(matrix: Float64Array, size: number): boolean {
  for (let i = 0; i < size; i++) {
    const row = i * size;
    for (let j = 0; j < i; j++) {
      const other = j * size;
      let sum = matrix[row + j];
      for (let k = 0; k < j; k++) sum -= matrix[row + k] * matrix[other + k];
      matrix[row + j] = sum / matrix[other + j];
    }
    let pivot = matrix[row + i];
    for (let k = 0; k < i; k++) pivot -= matrix[row + k] * matrix[row + k];
    if (!(pivot > 0)) return false;
    matrix[row + i] = Math.sqrt(pivot);
  }
  return true;
}

/** Solves L x = b in place for the factor of `choleskyInPlace`; b is the `size` values from `from` on. */
export function forwardSubstitute(factor: Float64Array, size: number, b: Float64Array, from = 0): void {
  for (let i = 0; i < size; i++) {
    const row = i * size;
    let sum = b[from + i];
    for (let k = 0; k < i; k++) sum -= factor[row + k] * b[from + k];
    b[from + i] = sum / factor[row + i];
  }
}

/** Solves L' x = b in place for the factor of `choleskyInPlace`. */
export function backSubstitute(factor: Float64Array, size: number, b: Float64Array): void {
  for (let i = size - 1; i >= 0; i--) {
    b[i] /= factor[i * size + i];
    const value = b[i];
    const row = i * size;
    for (let k = 0; k < i; k++) b[k] -= factor[row + k] * value;
  }
}
