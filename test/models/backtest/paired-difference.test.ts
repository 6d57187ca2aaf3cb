import { expect, test } from 'vitest';
import { type PairedDay, pairedDifference } from '../../../src/models/backtest/paired-difference.ts';
import { nextUniform, randomStream } from '../../../src/numeric/random-stream.ts';
import { sampleSize } from '../../support/sample-size.ts';

const day = (theirError: number, ourError: number, actual = 100): PairedDay => ({ actual, theirError, ourError });

test('is the difference of the two wapes', () => {
  const days = [day(10, 4), day(20, 5, 50), day(3, 9, 70)];
  const result = pairedDifference(days, 0.95);
  expect(result?.difference).toBeCloseTo(33 / 220 - 18 / 220, 14);
});

test('has the bounds of a mean whose errors are correlated with those of the two days before', () => {
  // numpy 2.4.6: e = d - d.mean(); K = maximum(0, 1 - abs(i[:, None] - i) / 3); sqrt(e @ K @ e / 10 / 9) x t(9), 0.975.
  const days = [1, 3, 2, 4, 0, -1, 2, 5, 3, 1].map((difference) => day(10 + difference, 10));
  const result = pairedDifference(days, 0.95);
  expect(result?.lower).toBeCloseTo(0.008481659519, 11);
  expect(result?.upper).toBeCloseTo(0.031518340481, 11);
});

test('changes its sign with the sides', () => {
  const days = [day(10, 4), day(20, 5, 50), day(3, 9, 70), day(8, 1)];
  const there = pairedDifference(days, 0.9);
  const back = pairedDifference(
    days.map(({ actual, theirError, ourError }) => day(ourError, theirError, actual)),
    0.9,
  );
  expect(back?.lower).toBeCloseTo(-Number(there?.upper), 14);
  expect(back?.difference).toBeCloseTo(-Number(there?.difference), 14);
});

test('holds the true difference as often as it says, where bad days come in rows', () => {
  const stream = randomStream(7);
  const runs = sampleSize(400, 4000);
  let held = 0;
  for (let run = 0; run < runs; run++) {
    let state = 0;
    const days = Array.from({ length: 120 }, () => {
      state = 0.5 * state + nextUniform(stream) - 0.5;
      return day(20 + 10 * state, 18);
    });
    const result = pairedDifference(days, 0.9);
    held += Number(Number(result?.lower) <= 0.02 && 0.02 <= Number(result?.upper));
  }
  // Such intervals are known to be a little short: Andrews, Econometrica 59 (1991) 817-858, table II.
  expect(held / runs).toBeGreaterThan(0.8);
  expect(held / runs).toBeLessThan(0.94);
});

test('of fewer than three days, or of days on which nothing came, is not known', () => {
  expect(pairedDifference([day(1, 2), day(2, 3)], 0.95)).toBeUndefined();
  expect(pairedDifference([day(1, 2, 0), day(2, 3, 0), day(1, 1, 0)], 0.95)).toBeUndefined();
});
