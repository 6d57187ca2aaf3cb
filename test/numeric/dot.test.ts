import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dot } from '../../src/numeric/dot.ts';

it('is the sum of the products of a stretch of each array, of any length', () => {
  // Whole numbers: sums are exact in any order.
  const values = fc.array(fc.integer({ min: -999, max: 999 }), { minLength: 20, maxLength: 20 });
  const place = fc.integer({ min: 0, max: 5 });
  fc.assert(
    fc.property(values, values, place, place, fc.integer({ min: 0, max: 14 }), (a, b, aFrom, bFrom, length) => {
      let sum = 0;
      for (let k = 0; k < length; k++) sum += a[aFrom + k] * b[bFrom + k];
      expect(dot(Float64Array.from(a), aFrom, Float64Array.from(b), bFrom, length)).toBe(sum);
    }),
  );
});
