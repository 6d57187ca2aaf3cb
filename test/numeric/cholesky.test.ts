import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backSubstitute, choleskyInPlace, forwardSubstitute } from '../../src/numeric/cholesky.ts';

describe('Cholesky factorisation', () => {
  it('factors the textbook matrix (Golub and Van Loan, example of section 4.2)', () => {
    const matrix = Float64Array.of(2, Number.NaN, -2, 5);
    expect(choleskyInPlace(matrix, 2)).toBe(true);
    expect([matrix[0], matrix[2], matrix[3]]).toEqual([
      Math.SQRT2,
      -2 / Math.SQRT2,
      Math.sqrt(5 - (2 / Math.SQRT2) ** 2),
    ]);
  });
  it('solves positive definite systems', () => {
    const entry = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 16, maxLength: 16 }),
        fc.array(entry, { minLength: 4, maxLength: 4 }),
        (a, x) => {
          const matrix = new Float64Array(16);
          for (let i = 0; i < 4; i++) {
            for (let j = 0; j < 4; j++) {
              for (let k = 0; k < 4; k++) matrix[i * 4 + j] += a[i * 4 + k] * a[j * 4 + k];
            }
            matrix[i * 5] += 1;
          }
          const b = Float64Array.from({ length: 4 }, (_, i) =>
            x.reduce((sum, value, j) => sum + matrix[i * 4 + j] * value, 0),
          );
          expect(choleskyInPlace(matrix, 4)).toBe(true);
          forwardSubstitute(matrix, 4, b);
          backSubstitute(matrix, 4, b);
          for (let i = 0; i < 4; i++) expect(Math.abs(b[i] - x[i])).toBeLessThan(1e-11);
        },
      ),
    );
  });
  it('refuses a matrix that is not positive definite', () => {
    expect(choleskyInPlace(Float64Array.of(1, 2, 2, 1), 2)).toBe(false);
  });
});
