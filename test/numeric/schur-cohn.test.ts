import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasRootsInside } from '../../src/numeric/schur-cohn.ts';

/** From real roots and pairs of complex ones, given by their sizes and angles. */
function polynomialOf(real: readonly number[], pairs: readonly (readonly [number, number])[]): Float64Array {
  const factors = [
    ...real.map((root) => [1, -root]),
    ...pairs.map(([r, angle]) => [1, -2 * r * Math.cos(angle), r * r]),
  ];
  const coefficients = factors.reduce(
    (product, factor) =>
      Array.from({ length: product.length + factor.length - 1 }, (_, i) =>
        factor.reduce((sum, c, k) => sum + c * (product[i - k] ?? 0), 0),
      ),
    [1],
  );
  return Float64Array.from(coefficients);
}

// A root on the circle is neither inside nor outside, up to rounding.
const size = fc.oneof(
  { weight: 9, arbitrary: fc.double({ min: 0, max: 0.98, noNaN: true }) },
  fc.double({ min: 1.02, max: 3, noNaN: true }),
);
const angle = fc.double({ min: 0, max: Math.PI, noNaN: true });

test('all roots of a polynomial lie inside exactly when each of them does', () => {
  fc.assert(
    fc.property(fc.array(size, { maxLength: 3 }), fc.array(fc.tuple(size, angle), { maxLength: 3 }), (real, pairs) => {
      const largest = Math.max(0, ...real, ...pairs.map(([r]) => r));
      expect(hasRootsInside(polynomialOf(real, pairs))).toBe(largest < 1);
    }),
  );
});

test('a root on the circle is not inside', () => {
  expect(hasRootsInside(Float64Array.of(1, -1))).toBe(false);
  expect(hasRootsInside(Float64Array.of(1, 0, 1))).toBe(false);
});
