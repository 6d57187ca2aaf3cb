import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movedInterval } from '../../../src/models/reconciliation/moved-interval.ts';

const moved = (from: number, lower: number, upper: number, to: number) => {
  const interval = { levelFraction: 0.8, lower: Float64Array.of(lower), upper: Float64Array.of(upper) };
  const result = movedInterval(interval, Float64Array.of(from), Float64Array.of(to));
  expect(result.levelFraction).toBe(0.8);
  return [result.lower[0], result.upper[0]];
};

describe('a prediction interval around a reconciled point', () => {
  it('keeps its widths', () => {
    expect(moved(100, 90, 115, 104)).toEqual([94, 119]);
    expect(moved(100, 90, 115, 97)).toEqual([87, 112]);
  });
  it('is cut at 0', () => {
    expect(moved(10, 4, 16, 3)).toEqual([0, 9]);
    expect(moved(-5, -9, -1, 0)).toEqual([0, 4]);
  });
  it('holds its point whatever it was before', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(number, number, number, number, (from, lower, upper, to) => {
        const point = Math.abs(to);
        const [low, high] = moved(from, lower, upper, point);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(point);
        expect(high).toBeGreaterThanOrEqual(point);
      }),
    );
  });
});
