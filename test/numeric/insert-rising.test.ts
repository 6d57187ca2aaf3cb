import fc from 'fast-check';
import { expect, test } from 'vitest';
import { insertRising } from '../../src/numeric/insert-rising.ts';

test('values put in one by one are in rising order, and what lies behind them is left alone', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true })), (values) => {
      const sorted = new Float64Array(values.length + 1).fill(-7);
      for (const [count, value] of values.entries()) insertRising(sorted, count, value);
      expect([...sorted].map((value) => value + 0)).toEqual([
        ...[...values].sort((a, b) => a - b).map((value) => value + 0),
        -7,
      ]);
    }),
  );
});
