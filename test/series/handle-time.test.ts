import { expect, test } from 'vitest';
import { averageHandleSeconds } from '../../src/series/handle-time.ts';

test('A.6: handle time is the pooled ratio, not the mean of ratios', () => {
  const busy = { handleSeconds: 99 * 200, handled: 99 };
  const quiet = { handleSeconds: 1000, handled: 1 };
  // (19800 + 1000) / 100; the mean of 200 and 1000 would be 600.
  expect(averageHandleSeconds([busy, quiet])).toBe(208);
});

test('A.6: without a handled contact it is not a number, and not 0', () => {
  expect(averageHandleSeconds([{ handleSeconds: 0, handled: 0 }])).toBeNaN();
  expect(averageHandleSeconds([])).toBeNaN();
});
