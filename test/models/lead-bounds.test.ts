import { describe, expect, test } from 'vitest';
import { boundsByLead, type PastErrors } from '../../src/models/lead-bounds.ts';
import { numbers } from './series-of.ts';

const inSlot = (slot: number, errors: readonly number[]): PastErrors => ({
  slots: new Uint32Array(errors.length).fill(slot),
  errors: Float64Array.from(errors),
});

const together = (...parts: readonly PastErrors[]): PastErrors => ({
  slots: Uint32Array.from(parts.flatMap(({ slots }) => [...slots])),
  errors: Float64Array.from(parts.flatMap(({ errors }) => [...errors])),
});

/** -n to n without 0, so that the order statistics at 10 and 90 % of 2 n + 1 places are known. */
const spread = (n: number, unit = 1): number[] => numbers(2 * n, (i) => (i < n ? i - n : i - n + 1) * unit);

describe('one slot', () => {
  const bounds = boundsByLead({ bySeasonsAhead: [inSlot(0, spread(50))], usualSizes: Float64Array.of(100) }, 0.8);

  test('bounds are quantiles of the past errors', () => {
    // 100 draws: the order statistic at 101 x 0.9 = 90.9 lies between the 90th, 40, and the 91st, 41.
    const { below, above } = bounds(0, 1);
    expect(above).toBeCloseTo(40.9, 10);
    expect(below).toBeCloseTo(-40.9, 10);
  });

  test('beyond the longest past lead they widen with the root of the seasons', () => {
    expect(bounds(0, 4).above).toBeCloseTo(2 * bounds(0, 1).above, 10);
    expect(bounds(0, 9).below).toBeCloseTo(3 * bounds(0, 1).below, 10);
  });
});

test('a longer lead has the errors of its own, but never closer bounds', () => {
  const bySeasonsAhead = [inSlot(0, spread(50)), inSlot(0, spread(50, 3)), inSlot(0, spread(50, 0.5))];
  const bounds = boundsByLead({ bySeasonsAhead, usualSizes: Float64Array.of(100) }, 0.8);
  expect(bounds(0, 2).above).toBeCloseTo(3 * 40.9, 9);
  expect(bounds(0, 3)).toEqual(bounds(0, 2));
});

test('a longer lead with few errors is left to widen from the one before', () => {
  const bySeasonsAhead = [inSlot(0, spread(50)), inSlot(0, spread(9, 100))];
  const bounds = boundsByLead({ bySeasonsAhead, usualSizes: Float64Array.of(100) }, 0.8);
  expect(bounds(0, 2).above).toBeCloseTo(Math.SQRT2 * 40.9, 9);
});

test('busy slots have wider bounds than quiet ones, as their own errors say', () => {
  const past = together(inSlot(0, spread(50)), inSlot(1, spread(50, 10)));
  const bounds = boundsByLead({ bySeasonsAhead: [past], usualSizes: Float64Array.of(50, 500) }, 0.8);
  // Squares of one slot add up to 85,850, of the other to 100 times that; each also gets four observations of the variance
  // that all have per unit of size.
  const shared = (4 * 101 * 85_850) / (100 * 50 + 100 * 500);
  const expected = Math.sqrt((8_585_000 + shared * 500) / (85_850 + shared * 50));
  expect(bounds(1, 1).above / bounds(0, 1).above).toBeCloseTo(expected, 10);
});

test('a slot without errors of its own takes what its size suggests', () => {
  const past = inSlot(0, spread(50));
  const bounds = boundsByLead({ bySeasonsAhead: [past], usualSizes: Float64Array.of(100, 400) }, 0.8);
  expect(bounds(1, 1).above).toBeCloseTo(2 * bounds(0, 1).above, 9);
});

test('a slot in which nothing ever happened has bounds at the forecast', () => {
  const past = together(inSlot(0, spread(50)), inSlot(1, [0, 0, 0]));
  const bounds = boundsByLead({ bySeasonsAhead: [past], usualSizes: Float64Array.of(100, 0) }, 0.8);
  expect(bounds(1, 5).above).toBeCloseTo(0, 12);
  expect(bounds(1, 5).below).toBeCloseTo(0, 12);
});

test('errors all to one side leave the forecast within its bounds', () => {
  const bounds = boundsByLead(
    {
      bySeasonsAhead: [
        inSlot(
          0,
          numbers(50, (i) => 5 + i),
        ),
      ],
      usualSizes: Float64Array.of(100),
    },
    0.8,
  );
  expect(bounds(0, 1).below).toBe(0);
  expect(bounds(0, 1).above).toBeGreaterThan(40);
});

test('wider intervals hold more', () => {
  const past = { bySeasonsAhead: [inSlot(0, spread(50))], usualSizes: Float64Array.of(100) };
  expect(boundsByLead(past, 0.95)(0, 1).above).toBeGreaterThan(boundsByLead(past, 0.8)(0, 1).above);
});

test('without errors there are no bounds', () => {
  expect(() => boundsByLead({ bySeasonsAhead: [inSlot(0, [])], usualSizes: Float64Array.of(1) }, 0.8)).toThrow(
    RangeError,
  );
});
