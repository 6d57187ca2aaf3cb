import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tickLabel, valueAxis } from '../../src/series/value-axis.ts';

const labelsOf = (low: number, high: number, wanted: number): string[] => {
  const { ticks, step } = valueAxis(low, high, wanted);
  return ticks.map((tick) => tickLabel(tick, step));
};

describe('a value axis', () => {
  // Steps of 1, 2 and 5 times a power of ten: Heckbert, "Nice numbers for graph labels", Graphics Gems (1990).
  it.each([
    [0, 100, 6, ['0', '20', '40', '60', '80', '100']],
    [3, 97, 5, ['0', '50', '100']],
    [0.12, 0.18, 4, ['0.12', '0.14', '0.16', '0.18']],
    [-7, 8, 4, ['-10', '-5', '0', '5', '10']],
    [1e8, 1e8 + 3, 4, ['1.00000000e+8', '1.00000001e+8', '1.00000002e+8', '1.00000003e+8']],
    [0, 3e-6, 4, ['0', '1e-6', '2e-6', '3e-6']],
  ])('from %d to %d with about %d ticks', (low, high, wanted, labels) => {
    expect(labelsOf(low, high, wanted)).toEqual(labels);
  });

  it.each([
    [5, ['4', '5', '6']],
    [0, ['-2', '0', '2']],
    [-1200, ['-1500', '-1000']],
  ])('gives a constant %d room above and below', (value, labels) => {
    expect(labelsOf(value, value, 2)).toEqual(labels);
  });

  it('encloses its values, with ticks that are told apart by their labels', () => {
    const value = fc.double({ min: -1e300, max: 1e300, noNaN: true });
    fc.assert(
      fc.property(value, value, fc.integer({ min: 2, max: 12 }), (a, b, wanted) => {
        const [least, greatest] = [Math.min(a, b), Math.max(a, b)];
        const { low, high, ticks, step } = valueAxis(least, greatest, wanted);
        const slack = step * 1e-9;
        expect(low).toBeLessThanOrEqual(least + slack);
        expect(high).toBeGreaterThanOrEqual(greatest - slack);
        expect(high).toBeGreaterThan(low);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(wanted + 2);
        const labels = ticks.map((tick) => tickLabel(tick, step));
        expect(new Set(labels).size).toBe(ticks.length);
      }),
    );
  });
});
