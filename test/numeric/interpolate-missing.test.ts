import { expect, it } from 'vitest';
import { interpolateMissing } from '../../src/numeric/interpolate-missing.ts';

const interpolated = (values: readonly number[]): number[] => {
  const filled = Float64Array.from(values);
  interpolateMissing(filled);
  return [...filled];
};

const { NaN: missing } = Number;

it('draws lines between the nearest values and continues the first and the last', () => {
  expect(interpolated([missing, missing, 2, missing, 4, 8, missing, missing, missing, 0, missing])).toEqual([
    2, 2, 2, 3, 4, 8, 6, 4, 2, 0, 0,
  ]);
});

it('leaves values without gaps, and nothing but gaps, as they are', () => {
  expect(interpolated([1, 5, 2])).toEqual([1, 5, 2]);
  expect(interpolated([missing, missing])).toEqual([missing, missing]);
  expect(interpolated([])).toEqual([]);
});
