import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hundredths, largestRemainder } from '../../src/export/rounding.ts';

const volumes = fc.array(fc.double({ min: 0, max: 1e5, noNaN: true }), { minLength: 1, maxLength: 200 });
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('whole numbers by largest remainder', () => {
  test('A.1.9: keep the rounded sum, which rounding each day loses', () => {
    // Half of a contact on each of ten days: rounded one by one they make 0 (to even) or 10, but five are expected.
    expect(sum(largestRemainder(Array(10).fill(0.5)))).toBe(5);
    expect(sum(largestRemainder(Array(30).fill(10.4)))).toBe(312);
  });

  // Seats of Hamilton's method in the example of the encyclopedia article "Largest remainder method" (100,000 votes, 10 seats).
  test('agree with a published example of the method', () => {
    expect(largestRemainder([4.7, 1.6, 1.58, 1.2, 0.61, 0.31])).toEqual([5, 2, 1, 1, 1, 0]);
  });

  test('give the earlier of equal remainders the unit', () => {
    expect(largestRemainder([1.25, 1.25, 1.25, 1.25])).toEqual([2, 1, 1, 1]);
  });

  test('always have the rounded sum and lie within one of each value', () => {
    fc.assert(
      fc.property(volumes, (values) => {
        const rounded = largestRemainder(values);
        expect(sum(rounded)).toBe(Math.round(sum(values)));
        for (const [i, value] of values.entries()) expect([Math.floor(value), Math.ceil(value)]).toContain(rounded[i]);
      }),
    );
  });

  test('leave whole numbers alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e6 })), (values) => {
        expect(largestRemainder(values)).toEqual(values);
      }),
    );
  });
});

describe('hundredths', () => {
  test.each([
    [1.005, 1.01, 1, 1.01],
    [0.29, 0.29, 0.29, 0.29],
    [2.675, 2.68, 2.67, 2.68],
    [0.001, 0, 0, 0.01],
    [1234567.891, 1234567.89, 1234567.89, 1234567.9],
  ])('%d is %d to the nearest, %d below and %d above', (value, nearest, below, above) => {
    expect(hundredths(value, Math.round)).toBe(nearest);
    expect(hundredths(value, Math.floor)).toBe(below);
    expect(hundredths(value, Math.ceil)).toBe(above);
  });
});
