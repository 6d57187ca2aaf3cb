import fc from 'fast-check';
import { expect, test } from 'vitest';
import { median } from '../../src/numeric/median.ts';
import { risingOrder } from '../../src/numeric/rising-order.ts';
import { weightedMedian } from '../../src/numeric/weighted-median.ts';

const weighted = (values: number[], weights: number[]): number => {
  const all = Float64Array.from(values);
  return weightedMedian(all, Float64Array.from(weights), risingOrder(all));
};

test('half of the weight lies on either side', () => {
  expect(weighted([5, 1, 3], [1, 1, 1])).toBe(3);
  expect(weighted([5, 1, 3], [3, 1, 1])).toBe(5);
});

test('a weight that splits evenly gives the middle of the two values, whatever weighs nothing between them', () => {
  expect(weighted([1, 7, 4], [2, 2, 0])).toBe(4);
  expect(weighted([1, 7, 2], [2, 2, 0])).toBe(4);
});

test('without weight there is none', () => {
  expect(weighted([1, 2], [0, 0])).toBeNaN();
  expect(weighted([], [])).toBeNaN();
});

test('no other value has a smaller weighted sum of distances', () => {
  const pairs = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.nat(9)), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(pairs, (drawn) => {
      fc.pre(drawn.some(([, weight]) => weight > 0));
      const distanceFrom = (centre: number) =>
        drawn.reduce((sum, [value, weight]) => sum + weight * Math.abs(value - centre), 0);
      const found = weighted(
        drawn.map(([value]) => value),
        drawn.map(([, weight]) => weight),
      );
      // The least is at one of the values; sums of halves of whole numbers are exact.
      expect(distanceFrom(found)).toBe(Math.min(...drawn.map(([value]) => distanceFrom(value))));
    }),
  );
});

test('with equal weights it is the median', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
      expect(
        weighted(
          values,
          values.map(() => 1),
        ),
      ).toBe(median(values));
    }),
  );
});

test('the median of nothing is not a number', () => {
  expect(median([])).toBeNaN();
});
