import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { solveComplementarity } from '../../src/numeric/linear-complementarity.ts';

/** B B' + I / 10 from the rows of B. */
function positiveDefinite(b: readonly (readonly number[])[]): number[][] {
  return b.map((row, i) =>
    b.map((other, j) => row.reduce((sum, value, k) => sum + value * other[k], i === j ? 0.1 : 0)),
  );
}

const columnsOf = (v: readonly (readonly number[])[]) => (indices: readonly number[]) =>
  indices.map((j) => Float64Array.from(v, (row) => row[j]));

const problem = fc.integer({ min: 1, max: 9 }).chain((size) => {
  const row = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: size, maxLength: size });
  return fc.record({ b: fc.array(row, { minLength: size, maxLength: size }), q: row });
});

/** Solves u for x = q + V u by elimination, in other code than the solver's. */
function multipliersOf(v: readonly (readonly number[])[], q: readonly number[], x: Float64Array): number[] {
  const rows = v.map((row, i) => [...row, x[i] - q[i]]);
  for (const [i, pivot] of rows.entries()) {
    for (const [k, row] of rows.entries()) {
      if (k === i) continue;
      const share = row[i] / pivot[i];
      for (let j = i; j < row.length; j++) row[j] -= share * pivot[j];
    }
  }
  return rows.map((row, i) => row[q.length] / row[i]);
}

describe('linear complementarity', () => {
  it('returns what is not negative already, without asking for the matrix', () => {
    const ask = () => {
      throw new Error('asked');
    };
    expect([...solveComplementarity(Float64Array.of(3, 0), ask, 0)]).toEqual([3, 0]);
  });
  it('moves the others along with the one that is held at 0, as the covariance says', () => {
    // V = [[2, 1], [1, 3]], q = (-4, 5): held x1 = 0 needs u = 2, so x2 = 5 + 1 * 2. Clipping would say 5.
    const x = solveComplementarity(
      Float64Array.of(-4, 5),
      columnsOf([
        [2, 1],
        [1, 3],
      ]),
      0,
    );
    expect([...x]).toEqual([0, 7]);
  });
  it('meets the Karush-Kuhn-Tucker conditions: x >= 0, u >= 0, one of them 0 in every place', () => {
    fc.assert(
      fc.property(problem, ({ b, q }) => {
        const v = positiveDefinite(b);
        const x = solveComplementarity(Float64Array.from(q), columnsOf(v), 1e-12);
        const u = multipliersOf(v, q, x);
        for (let i = 0; i < q.length; i++) {
          expect(x[i]).toBeGreaterThanOrEqual(0);
          expect(u[i]).toBeGreaterThanOrEqual(-1e-8);
          expect(Math.abs(x[i] * u[i])).toBeLessThan(1e-8);
        }
      }),
      { numRuns: 500 },
    );
  });
  it('settles where exchanging all wrong places at once goes in circles', () => {
    // Found by search: the full exchanges alone come back to where they were after four steps.
    const v = [
      [30, 26, -26, -14],
      [26, 30, -16, -12],
      [-26, -16, 34, 15],
      [-14, -12, 15, 27],
    ];
    const q = [-5, -1, 7, 2];
    const x = solveComplementarity(Float64Array.from(q), columnsOf(v), 1e-12);
    // By hand: x1 and x4 held at 0 ask for u = (107, 10) / 614, both positive, and leave the other two positive.
    const expected = [0, -1 + (26 * 107 - 12 * 10) / 614, 7 + (-26 * 107 + 15 * 10) / 614, 0];
    for (const [i, value] of expected.entries()) expect(x[i]).toBeCloseTo(value, 12);
  });
  it('refuses a matrix that is not positive definite', () => {
    expect(() => solveComplementarity(Float64Array.of(-1), () => [Float64Array.of(-1)], 0)).toThrow(RangeError);
  });
});
