import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isStable } from '../../../src/models/ets/stability.ts';

/** Largest effect of a first error after many seasons in which all errors are 0 but for it: states follow (F - g w') alone. */
function echo(
  { alpha, beta, gamma, phi }: { alpha: number; beta: number; gamma: number; phi: number },
  period: number,
): number {
  let [level, slope] = [alpha, beta];
  const seasonal = new Float64Array(period);
  seasonal[0] = gamma;
  let largest = 0;
  const steps = 2000;
  for (let t = 1; t <= steps; t++) {
    const slot = t % period;
    slope *= phi;
    level += slope;
    const forecast = level + seasonal[slot];
    level -= alpha * forecast;
    slope -= beta * forecast;
    seasonal[slot] -= gamma * forecast;
    if (t > steps - period) largest = Math.max(largest, Math.abs(forecast));
  }
  return largest;
}

test('a form is stable when the echo of an error fades, and not when it grows', () => {
  const share = fc.double({ min: 0.05, max: 2, noNaN: true });
  const phi = fc.oneof(fc.constant(1), fc.double({ min: 0.8, max: 0.98, noNaN: true }));
  let [stable, unstable] = [0, 0];
  fc.assert(
    fc.property(share, share, share, phi, fc.integer({ min: 2, max: 12 }), (alpha, beta, gamma, damping, period) => {
      const parameters = { alpha, beta, gamma, phi: damping };
      const rest = echo(parameters, period);
      if (isStable(parameters, true, period)) {
        stable++;
        expect(rest).toBeLessThan(10);
      } else {
        unstable++;
        expect(!(rest < 1e-3)).toBe(true);
      }
    }),
    { numRuns: 80 },
  );
  expect(Math.min(stable, unstable)).toBeGreaterThan(5);
});

test('without a trend, all of the usual bounds are stable', () => {
  const share = fc.double({ min: 1e-4, max: 1 - 1e-4, noNaN: true });
  fc.assert(
    fc.property(share, share, fc.integer({ min: 2, max: 24 }), (alpha, part, period) => {
      const gamma = part * (1 - alpha);
      expect(isStable({ alpha, beta: 0, gamma, phi: 1 }, false, period)).toBe(true);
    }),
  );
});
