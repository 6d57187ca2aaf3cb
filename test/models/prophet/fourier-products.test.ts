import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evenGridOf, fourierProducts } from '../../../src/models/prophet/fourier-products.ts';
import type { Seasonality } from '../../../src/models/prophet/seasonality.ts';
import { sampleSize } from '../../support/sample-size.ts';

const seasons = fc.record({
  yearly: fc.integer({ min: 0, max: 12 }),
  weekly: fc.integer({ min: 0, max: 8 }),
  daily: fc.integer({ min: 0, max: 6 }),
});
const grids = fc.record({
  start: fc.integer({ min: -20_000, max: 30_000 }).map((day) => day * 86_400),
  step: fc.constantFrom(300, 900, 1800, 3600, 82_800, 86_400, 604_800, 7 * 3600),
  rows: fc.integer({ min: 2, max: 800 }),
});

const seasonalities = (order: { yearly: number; weekly: number; daily: number }): Seasonality[] => [
  { name: 'yearly', periodDays: 365.25, order: order.yearly },
  { name: 'weekly', periodDays: 7, order: order.weekly },
  { name: 'daily', periodDays: 1, order: order.daily },
];

/** Sine and cosine of every harmonic by the library, the angle reduced in whole numbers. */
const directColumns = (wall: Float64Array, chosen: readonly Seasonality[]): Float64Array[] =>
  chosen.flatMap(({ periodDays, order }) =>
    Array.from({ length: order }, (_, n) => {
      const period = periodDays * 86_400;
      const angles = wall.map((seconds) => (2 * Math.PI * (((n + 1) * (seconds % period)) % period)) / period);
      return [angles.map(Math.sin), angles.map(Math.cos)];
    }).flat(),
  );

/** Kahan's sum: where every row has the same product, a plain sum rounds the same way each time and drifts by N squared. */
function exactSum(values: Float64Array): number {
  let total = 0;
  let lost = 0;
  for (const value of values) {
    const next = value - lost;
    const sum = total + next;
    lost = sum - total - next;
    total = sum;
  }
  return total;
}

describe('inner products of Fourier columns on an even grid', () => {
  it('equal the sums over the rows, also where harmonics coincide on the grid', () => {
    fc.assert(
      fc.property(grids, seasons, (grid, order) => {
        const wall = Float64Array.from({ length: grid.rows }, (_, i) => grid.start + i * grid.step);
        const chosen = seasonalities(order).filter((season) => season.order > 0);
        const columns = directColumns(wall, chosen);
        const products = fourierProducts(grid, chosen);
        for (const [i, a] of columns.entries()) {
          for (const [j, b] of columns.entries()) {
            const sum = exactSum(a.map((value, row) => value * b[row]));
            // Angles of up to 2 pi are rounded to 4e-16, in every row the same way where the grid meets a harmonic again and again.
            expect(Math.abs(products[i * columns.length + j] - sum)).toBeLessThan(1e-14 * grid.rows + 1e-12);
          }
        }
      }),
      { numRuns: sampleSize(20, 60) },
    );
  });
  it('are asked for only where the rows are even', () => {
    expect(evenGridOf(Float64Array.of(0, 10, 20))).toEqual({ start: 0, step: 10, rows: 3 });
    expect(evenGridOf(Float64Array.of(0, 10, 21))).toBeUndefined();
  });
});
