import { expect, test } from 'vitest';
import { GAUSS_LEGENDRE_16 } from '../../src/numeric/gauss-legendre.ts';

test('integrates every polynomial up to degree 31 exactly, and degree 32 not', () => {
  const integral = (power: number): number =>
    GAUSS_LEGENDRE_16.nodes.reduce((sum, node, i) => sum + GAUSS_LEGENDRE_16.weights[i] * node ** power, 0);
  for (let power = 0; power <= 31; power++)
    expect(Math.abs(integral(power) - (power % 2 === 0 ? 2 / (power + 1) : 0))).toBeLessThan(1e-15);
  expect(Math.abs(integral(32) - 2 / 33)).toBeGreaterThan(1e-10);
});
