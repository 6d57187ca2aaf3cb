import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gramOfRows, rowProducts, transposed } from '../../src/numeric/row-products.ts';

// Whole numbers: sums are exact in any order.
const rowsOf = (count: number, length: number) =>
  fc.array(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: length, maxLength: length }), {
    minLength: count,
    maxLength: count,
  });

const count = fc.integer({ min: 1, max: 11 });

const twoMatrices = fc
  .tuple(count, count, fc.integer({ min: 1, max: 7 }))
  .chain(([a, b, length]) => fc.record({ a: rowsOf(a, length), b: rowsOf(b, length), length: fc.constant(length) }));

const inner = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, k) => sum + value * b[k], 0);

it('holds the inner product of every row of one matrix with every row of another, for all numbers of rows', () => {
  fc.assert(
    fc.property(twoMatrices, ({ a, b, length }) => {
      const products = rowProducts(Float64Array.from(a.flat()), Float64Array.from(b.flat()), length);
      // + 0 makes no difference of -0, which a sum of -0 products may be.
      expect([...products].map((value) => value + 0)).toEqual(
        a.flatMap((row) => b.map((other) => inner(row, other) + 0)),
      );
    }),
  );
});

it('holds those of all pairs of rows of one matrix in the lower triangle', () => {
  fc.assert(
    fc.property(twoMatrices, ({ a, length }) => {
      const gram = gramOfRows(Float64Array.from(a.flat()), length);
      const expected = a.flatMap((row, i) => a.map((other, j) => (j <= i ? inner(row, other) + 0 : 0)));
      expect([...gram].map((value) => value + 0)).toEqual(expected);
    }),
  );
});

it('is empty for no rows', () => {
  expect(gramOfRows(new Float64Array(0), 3)).toHaveLength(0);
});

it('exchanges rows and columns', () => {
  expect([...transposed(Float64Array.of(1, 2, 3, 4, 5, 6), 2, 3)]).toEqual([1, 4, 2, 5, 3, 6]);
});
