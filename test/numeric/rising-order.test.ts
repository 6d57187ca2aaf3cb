import fc from 'fast-check';
import { expect, test } from 'vitest';
import { risingOrder } from '../../src/numeric/rising-order.ts';

test('the order is that of a stable sort', () => {
  const values = fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true })), { maxLength: 300 });
  fc.assert(
    fc.property(values, (drawn) => {
      const expected = drawn
        .map((value, i) => ({ value, i }))
        .sort((a, b) => (a.value < b.value ? -1 : Number(a.value > b.value)));
      expect([...risingOrder(Float64Array.from(drawn))]).toEqual(expected.map(({ i }) => i));
    }),
  );
});
