import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forwardSelection } from '../../../src/models/auto/forward-selection.ts';
import { sampleSize } from '../../support/sample-size.ts';

const list = (errors: readonly number[], of: (error: number) => number) => Float64Array.from(errors, of);
/** One value a week, all 100; a forecast is told by its errors. */
const judged = (core: readonly number[], candidates: readonly (readonly number[])[]) => ({
  actual: new Float64Array(core.length).fill(100),
  core: list(core, (error) => 100 + error),
  candidates: candidates.map((errors) => list(errors, (error) => 100 + error)),
  weeks: Uint32Array.from(core.keys()),
});
const absoluteError = (actual: Float64Array, said: Float64Array): number =>
  actual.reduce((sum, value, i) => sum + Math.abs(value - said[i]), 0);

describe('a candidate', () => {
  test('whose errors are on the other side enters, half and half', () => {
    const { entered, coreWeight, weights, said } = forwardSelection(judged([10, 12, 8], [[-10, -12, -8]]));
    expect([entered, coreWeight, [...weights]]).toEqual([[0], 0.5, [0.5]]);
    expect([...said]).toEqual([100, 100, 100]);
  });

  test('that makes earlier forecasts worse stays out', () => {
    const { entered, coreWeight, said } = forwardSelection(judged([10, -12, 8], [[30, -30, 30]]));
    expect([entered, coreWeight, [...said]]).toEqual([[], 1, [110, 88, 108]]);
  });

  test('by itself enters for any gain, one of five only for more than chance', () => {
    // Weekly gains 6, 6, -5, -3: mean 1, standard error 2.86; the largest of five by chance is at 1.16 of those
    // (Harter, Biometrika 48 (1961) 151-165, table 1).
    const core = [20, 20, 20, 20];
    const slight = [8, 8, 30, 26];
    expect(forwardSelection(judged(core, [slight])).entered).toEqual([0]);
    const worse = [50, 50, 50, 50];
    expect(forwardSelection(judged(core, [slight, worse, worse, worse, worse])).entered).toEqual([]);
    const clear = [8, 8, 8, 8];
    expect(forwardSelection(judged(core, [clear, worse, worse, worse, worse])).entered).toEqual([0]);
  });

  test('that was judged on a single week stays out', () => {
    expect(forwardSelection(judged([10], [[0]])).entered).toEqual([]);
  });
});

test('a second candidate halves the weights of what is there', () => {
  const { entered, coreWeight, weights } = forwardSelection(
    judged(
      [20, 20, 20],
      [
        [-16, -16, -16],
        [-2, -2, -2],
      ],
    ),
  );
  // First half of 20 and -16, which leaves 2; then half of that and -2.
  expect([entered, coreWeight, [...weights]]).toEqual([[0, 1], 0.25, [0.25, 0.5]]);
});

test('no mix errs more on earlier forecasts than the core, and weights add up to 1', () => {
  const errors = fc.array(fc.double({ min: -90, max: 90, noNaN: true }), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(errors, fc.array(errors, { maxLength: 6 }), (core, candidates) => {
      const forecasts = judged(core, candidates);
      const { coreWeight, weights, said } = forwardSelection(forecasts);
      const total = weights.reduce((sum, weight) => sum + weight, coreWeight);
      expect(Math.abs(total - 1)).toBeLessThan(1e-12);
      const ofCore = absoluteError(forecasts.actual, forecasts.core);
      expect(absoluteError(forecasts.actual, said)).toBeLessThanOrEqual(ofCore * (1 + 1e-12));
    }),
    { numRuns: sampleSize(100, 5000) },
  );
});
