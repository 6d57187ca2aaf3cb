import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slidingSums } from '../../src/numeric/sliding-sums.ts';
import { sampleSize } from '../support/sample-size.ts';

const direct = (kernel: Float64Array, signal: Float64Array): number[] =>
  Array.from({ length: signal.length - kernel.length + 1 }, (_, i) =>
    kernel.reduce((sum, weight, d) => sum + weight * signal[i + d], 0),
  );

const number = fc.double({ min: -1, max: 1, noNaN: true });

describe.each([
  ['short windows', 1, 20],
  // Blocks of 256 and 512 points, so that signals of up to 1,500 take one block, two and several pairs.
  ['long windows', 64, 110],
])('sliding sums over %s', (_, shortest, longest) => {
  it('are those of the definition for every kernel asked for', () => {
    const windows = fc.integer({ min: shortest, max: longest }).chain((window) =>
      fc.record({
        kernels: fc.array(fc.array(number, { minLength: window, maxLength: window }), { minLength: 1, maxLength: 3 }),
        // Random lengths from one window on.
        length: fc.integer({ min: window, max: 15 * longest }),
        seed: fc.integer({ min: 1, max: 1000 }),
      }),
    );
    fc.assert(
      fc.property(windows, ({ kernels, length, seed }) => {
        const weights = kernels.map((kernel) => Float64Array.from(kernel));
        const signal = Float64Array.from({ length }, (_, i) => 1000 * Math.sin(seed * (i + 1) ** 1.5));
        const sums = slidingSums(weights)(signal, weights.length);
        for (const [k, sum] of sums.entries()) {
          const expected = direct(weights[k], signal);
          expect(sum.length).toBe(expected.length);
          // Terms of up to 1,000, some hundred of them: rounding is in the 13th digit after the point.
          const errors = expected.map((value, i) => Math.abs(sum[i] - value));
          expect(Math.max(...errors)).toBeLessThan(1e-10);
        }
        expect(slidingSums(weights)(signal, 1)).toEqual([sums[0]]);
      }),
      { numRuns: sampleSize(20, 1000) },
    );
  });
});
