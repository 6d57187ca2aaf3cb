import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lasso, type Quadratic } from '../../src/numeric/lasso.ts';

/** Quadratic of |Ax - b|^2 / 2 for the columns of A. */
function leastSquares(columns: number[][], b: number[]): Quadratic {
  const product = (u: number[], v: number[]) => u.reduce((sum, value, i) => sum + value * v[i], 0);
  return {
    size: columns.length,
    curvature: (j, k) => product(columns[j], columns[k]),
    slope: (j) => product(columns[j], b),
    descent: (x) =>
      Float64Array.from(columns, (column) => {
        const fitted = b.map((_, i) => columns.reduce((sum, c, k) => sum + c[i] * x[k], 0));
        return product(
          column,
          b.map((value, i) => value - fitted[i]),
        );
      }),
  };
}

// Hundredths, so that equal and dependent columns occur.
const small = fc.integer({ min: -300, max: 300 }).map((hundredths) => hundredths / 100);
const column = fc
  .array(small, { minLength: 10, maxLength: 10 })
  .filter((values) => values.some((value) => value !== 0));
const problem = fc.integer({ min: 1, max: 6 }).chain((size) =>
  fc.record({
    columns: fc.array(column, { minLength: size, maxLength: size }),
    b: fc.array(small, { minLength: 10, maxLength: 10 }),
    penalty: fc.double({ min: 1e-3, max: 10, noNaN: true }),
    start: fc.array(small, { minLength: size, maxLength: size }),
  }),
);

describe('lasso', () => {
  it('meets the optimality conditions from any start, zeros exactly', () => {
    fc.assert(
      fc.property(problem, ({ columns, b, penalty, start }) => {
        const quadratic = leastSquares(columns, b);
        const x = Float64Array.from(start);
        lasso(quadratic, penalty, x);
        const scale = Math.max(penalty, ...columns.map((_, j) => Math.abs(quadratic.slope(j))));
        for (const [j, descent] of quadratic.descent(x).entries()) {
          if (x[j] === 0) expect(Math.abs(descent)).toBeLessThan(penalty + 1e-7 * scale);
          else expect(Math.abs(descent - penalty * Math.sign(x[j]))).toBeLessThan(1e-7 * scale);
        }
      }),
      { numRuns: 500 },
    );
  });
  it('soft-thresholds when columns are orthonormal (closed form)', () => {
    const quadratic = leastSquares([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [3, -0.5, -2]); // biome-ignore format: a matrix
    const x = new Float64Array(3);
    lasso(quadratic, 1, x);
    expect([...x]).toEqual([2, 0, -1]);
  });
  it('takes one of two equal columns', () => {
    const quadratic = leastSquares([[1, 1], [1, 1]], [2, 2]); // biome-ignore format: a matrix
    const x = new Float64Array(2);
    lasso(quadratic, 1, x);
    expect(x[0] + x[1]).toBeCloseTo(1.5, 12);
  });
});
