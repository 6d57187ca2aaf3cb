import fc from 'fast-check';
import { expect, test } from 'vitest';
import { productError } from '../../src/numeric/exact-product.ts';

test('product and error together are the exact product, by integer arithmetic', () => {
  const odd = fc.bigInt({ min: 1n, max: 2n ** 53n - 1n });
  fc.assert(
    fc.property(odd, odd, (x, y) => {
      const product = Number(x) * Number(y);
      expect(BigInt(product) + BigInt(productError(Number(x), Number(y)))).toBe(x * y);
    }),
  );
});
