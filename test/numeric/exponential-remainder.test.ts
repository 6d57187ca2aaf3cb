import { expect, test } from 'vitest';
import { exponentialRemainder } from '../../src/numeric/exponential-remainder.ts';

// e^-z - 1 + z by mpmath at 50 digits.
test.each([
  [0, 0],
  [1e-300, 0],
  [1e-8, 4.999999983333334e-17],
  [-1e-3, 5.00166708341668e-7],
  [0.01, 0.00004983374916805358],
  [0.3, 0.040818220681717865],
  [-0.4999, 0.14865640681638972],
  [0.5, 0.10653065971263342],
  [-2, 4.38905609893065],
  [50, 49],
])('at %d: %d', (z, expected) => {
  expect(Math.abs(exponentialRemainder(z) - expected)).toBeLessThanOrEqual(1e-15 * expected);
});

test('series and plain form meet where one takes over from the other', () => {
  for (const z of [0.5, -0.5]) {
    const inside = exponentialRemainder(z * (1 - 2 ** -52));
    expect(Math.abs(inside / exponentialRemainder(z) - 1)).toBeLessThan(2e-15);
  }
});
