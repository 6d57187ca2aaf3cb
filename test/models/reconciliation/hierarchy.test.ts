import { describe, expect, it } from 'vitest';
import { bottomUp, requireShape } from '../../../src/models/reconciliation/hierarchy.ts';

const hierarchy = { bottomCount: 3, aggregates: [[2, 1, 0], [1]] };
const bottom = [Float64Array.of(0.1, 1), Float64Array.of(0.2, 2), Float64Array.of(0.3, 3)];

describe('bottom-up forecasts', () => {
  it('are sums in the order of the hierarchy, to the last bit', () => {
    const { aggregates } = bottomUp(hierarchy, bottom);
    // In the order 0, 1, 2 the sum of tenths is 0.6000000000000001.
    expect([...aggregates[0]]).toEqual([0.3 + 0.2 + 0.1, 6]);
    expect(aggregates[0][0]).not.toBe(0.1 + 0.2 + 0.3);
    expect([...aggregates[1]]).toEqual([0.2, 2]);
  });
});

describe('the shape of a hierarchy', () => {
  it('gives the number of intervals', () => {
    expect(requireShape(hierarchy, bottomUp(hierarchy, bottom))).toBe(2);
  });
  it.each([[[]], [[0, 0]], [[3]], [[-1]], [[0.5]]])('refuses an aggregate of %j', (children) => {
    const wrong = { bottomCount: 3, aggregates: [children] };
    expect(() => requireShape(wrong, { bottom, aggregates: [bottom[0]] })).toThrow('aggregate 0');
  });
  it('refuses too few series, and series of different length', () => {
    expect(() => requireShape(hierarchy, { bottom, aggregates: [] })).toThrow('3 bottom series and 0 aggregates');
    expect(() => requireShape(hierarchy, { bottom, aggregates: [bottom[0], Float64Array.of(1)] })).toThrow(
      'one length',
    );
  });
});
