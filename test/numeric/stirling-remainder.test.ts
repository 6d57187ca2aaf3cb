import { describe, expect, it } from 'vitest';
import { stirlingRemainder } from '../../src/numeric/stirling-remainder.ts';

describe("what Stirling's formula leaves of the logarithm of the gamma function", () => {
  // mpmath 1.3.0 with 40 digits: loggamma(x) - ((x - 0.5) * log(x) - x + log(2 * pi) / 2).
  it.each([
    [0.01, 1.4340079537031842],
    [0.5, 0.15342640972002736],
    [3, 0.02767792568499834],
    [9.9, 0.008414653894090263],
    [57, 0.0014619733060452678],
    [1e6, 8.333333333333056e-8],
  ])('is at %f what mpmath has', (x, remainder) => {
    expect(Math.abs(stirlingRemainder(x) / remainder - 1)).toBeLessThan(1e-13);
  });

  it('refuses what has no logarithm of gamma', () => {
    for (const x of [0, -1, Number.NaN]) expect(() => stirlingRemainder(x)).toThrow(RangeError);
  });
});
