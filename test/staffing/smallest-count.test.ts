import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smallestCount } from '../../src/staffing/smallest-count.ts';

test('finds the first number that meets, from any guess, in about as many tries as the logarithm of the distance', () => {
  const count = fc.integer({ min: 1, max: 1_000_000 });
  fc.assert(
    fc.property(count, count, (first, guess) => {
      let tries = 0;
      const found = smallestCount(guess, (n) => {
        tries++;
        return n >= first;
      });
      expect(found).toBe(first);
      expect(tries).toBeLessThanOrEqual(4 + 2 * Math.log2(1 + Math.abs(first - guess)));
    }),
  );
});

test('a condition that a million does not meet is refused', () => {
  expect(() => smallestCount(5, () => false)).toThrow(RangeError);
});
