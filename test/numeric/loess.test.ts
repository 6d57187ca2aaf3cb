// The definition is that of Cleveland, Cleveland, McRae and Terpenning (1990), section 2.2, written out below as one weighted least
// squares problem per point. Comparisons with the program of 1990 itself, as kept by R and statsmodels, are in test/models/stl.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loess } from '../../src/numeric/loess.ts';
import { type LoessSettings, loessGrid } from '../../src/numeric/loess-grid.ts';
import { sampleSize } from '../support/sample-size.ts';

/** The fit at `place` by the definition, or NaN where no neighbour has any weight. */
function fitByDefinition(
  values: Float64Array,
  weights: Float64Array,
  { window, degree }: LoessSettings,
  place: number,
): number {
  const n = values.length;
  const first = Math.max(0, Math.min(place - (window - 1) / 2, n - window));
  const nearest = [...values.keys()].slice(first, first + window);
  const bandwidth = Math.max(...nearest.map((i) => Math.abs(i - place))) + Math.floor(Math.max(0, window - n) / 2);
  const points = nearest
    .map((i) => {
      const u = Math.abs(i - place) / bandwidth;
      return { x: i - place, y: values[i], w: weights[i] * (u <= 0.001 ? 1 : u > 0.999 ? 0 : (1 - u ** 3) ** 3) };
    })
    .filter(({ w }) => w > 0);
  if (points.length === 0) return Number.NaN;
  const total = points.reduce((sum, { w }) => sum + w, 0);
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + point.w * of(point), 0) / total;
  const [x, y] = [mean((p) => p.x), mean((p) => p.y)];
  const spread = mean((p) => (p.x - x) ** 2);
  if (degree === 0 || Math.sqrt(spread) <= 0.001 * (n - 1)) return y;
  return y - (x * mean((p) => (p.x - x) * (p.y - y))) / spread;
}

const signalOf = (length: number, seed: number) =>
  Float64Array.from({ length }, (_, i) => 100 + i / 10 + 20 * Math.sin(seed * (i + 1) ** 1.3));

/** Weights as robustness and gaps make them: many 0, in stretches too, others far apart in size. */
const weightsOf = (length: number, seed: number, share: number) =>
  Float64Array.from({ length }, (_, i) => {
    const isGap = Math.sin(seed + i / 25) > share;
    const isOut = Math.sin(seed * i * i) > share;
    return isGap || isOut ? 0 : Math.exp(6 * Math.sin(seed * i));
  });

const cases = fc.record({
  length: fc.integer({ min: 2, max: 400 }),
  half: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 21, max: 250 })),
  degree: fc.constantFrom(0 as const, 1 as const),
  seed: fc.integer({ min: 1, max: 1000 }),
  share: fc.double({ min: -0.9, max: 1, noNaN: true }),
  isWeighted: fc.boolean(),
});

describe('loess on an equally spaced grid', () => {
  it('is the local least-squares fit at every point and one step beyond the ends', () => {
    fc.assert(
      fc.property(cases, ({ length, half, degree, seed, share, isWeighted }) => {
        const settings = { window: 2 * half + 1, degree, jump: 1 };
        const values = signalOf(length, seed);
        const weights = isWeighted ? weightsOf(length, seed, share) : undefined;
        const found = loess(loessGrid(length, settings, 1), weights)(values);
        const all = weights ?? new Float64Array(length).fill(1);
        expect(found.length).toBe(length + 2);
        const errors = [...found.keys()].map((at) => {
          const fit = fitByDefinition(values, all, settings, at - 1);
          const expected = Number.isNaN(fit) ? (values[at - 1] ?? Number.NaN) : fit;
          return Object.is(found[at], expected) ? 0 : Math.abs(found[at] - expected) / (200 + Math.abs(expected));
        });
        // Lines that are drawn out from points far away, and weights that differ by exp(12), cost some digits of 15.
        expect(Math.max(...errors)).toBeLessThan(1e-9);
      }),
      { numRuns: sampleSize(25, 2000) },
    );
  });

  it('draws lines between fits where it jumps', () => {
    const values = signalOf(100, 3);
    const every = loess(loessGrid(100, { window: 15, degree: 1, jump: 1 }))(values);
    const seventh = loess(loessGrid(100, { window: 15, degree: 1, jump: 7 }))(values);
    for (let at = 0; at < 98; at += 7) {
      expect(seventh[at]).toBeCloseTo(every[at], 10);
      const slope = (seventh[at + 7] - seventh[at]) / 7;
      for (let k = 1; k < 7; k++) expect(seventh[at + k]).toBeCloseTo(seventh[at] + slope * k, 10);
    }
  });

  it('keeps a line as it is, with any window and weights', () => {
    const line = Float64Array.from({ length: 200 }, (_, i) => 5 - 3 * i);
    for (const window of [5, 63, 65, 151, 501])
      for (const weights of [undefined, Float64Array.from(line, (_, i) => 1 + ((i * i) % 7))]) {
        const found = loess(loessGrid(200, { window, degree: 1, jump: 1 }), weights)(line);
        const worst = found.reduce((most, fit, i) => Math.max(most, Math.abs(fit - line[i])), 0);
        expect(worst).toBeLessThan(1e-9);
      }
  });

  it('keeps the value where no neighbour has any weight, and does not look at values of weight 0 elsewhere', () => {
    const values = signalOf(60, 1);
    const weights = Float64Array.from(values, (_, i) => (i >= 20 && i < 40 ? 0 : 1));
    const smooth = loess(loessGrid(60, { window: 5, degree: 1, jump: 1 }), weights);
    expect(smooth(values).subarray(21, 39)).toEqual(values.subarray(21, 39));
    const missing = values.map((y, i) => (weights[i] === 0 ? Number.NaN : y));
    const found = smooth(missing);
    for (let i = 0; i < 60; i++) expect(Number.isNaN(found[i])).toBe(i >= 21 && i < 39);
  });
});
