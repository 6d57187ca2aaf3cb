import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compassSearch } from '../../src/numeric/compass-search.ts';

const coordinate = () => fc.double({ min: 0, max: 1, noNaN: true });
const point = () => fc.tuple(coordinate(), coordinate(), coordinate());

test('finds the minimum of a bowl from anywhere, to the last step', () => {
  fc.assert(
    fc.property(point(), point(), (start, bottom) => {
      const bowl = (at: readonly number[]) => at.reduce((sum, x, i) => sum + (x - bottom[i]) ** 2, 0);
      const found = compassSearch(bowl, start, 1 / 4, 1 / 1024);
      for (const [i, x] of found.entries()) expect(Math.abs(x - bottom[i])).toBeLessThanOrEqual(1 / 1024);
    }),
  );
});

test('stays in the cube when the minimum lies beyond it', () => {
  expect(compassSearch(([x, y]) => x - y, [0.3, 0.6], 1 / 4, 1 / 64)).toEqual([0, 1]);
});

test('stays where it starts when that is the minimum', () => {
  expect(compassSearch(([x]) => Math.abs(x - 0.5), [0.5], 1 / 4, 1 / 64)).toEqual([0.5]);
});
