import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countWait, emptyWaitHistogram, waitQuantileSeconds } from '../../src/simulation/wait-histogram.ts';

const histogramOf = (waits: readonly number[]) => {
  const histogram = emptyWaitHistogram();
  for (const wait of waits) countWait(histogram, wait);
  return histogram;
};

describe('quantile of waits', () => {
  it('lies within 3 % of the wait of that rank', () => {
    const wait = fc.double({ min: 0, max: 100_000, noNaN: true });
    const waits = fc.array(wait, { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(waits, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (all, fraction) => {
        const found = waitQuantileSeconds(histogramOf(all), fraction) ?? Number.NaN;
        const ranked = all[[...all.keys()].sort((a, b) => all[a] - all[b])[Math.ceil(fraction * all.length) - 1]];
        if (ranked < 1 / 16) expect(found).toBe(0);
        else expect(Math.abs(found / ranked - 1)).toBeLessThan(1 / 31);
      }),
    );
  });

  it('rises with the fraction', () => {
    const histogram = histogramOf([0, 0, 1, 5, 5.1, 30, 300, 4000]);
    let last = 0;
    for (let fraction = 0.01; fraction < 1; fraction += 0.01) {
      const found = waitQuantileSeconds(histogram, fraction) ?? Number.NaN;
      expect(found).toBeGreaterThanOrEqual(last);
      last = found;
    }
  });

  it('is that of both when two replications are added', () => {
    const [a, b] = [histogramOf([1, 2, 3]), histogramOf([10, 20])];
    const both = a.map((count, bin) => count + b[bin]);
    expect(waitQuantileSeconds(both, 0.7)).toBe(waitQuantileSeconds(histogramOf([1, 2, 3, 10, 20]), 0.7));
  });

  it('does not exist without waits, nor at 0 and 1', () => {
    expect(waitQuantileSeconds(emptyWaitHistogram(), 0.5)).toBeUndefined();
    for (const fraction of [0, 1, Number.NaN])
      expect(() => waitQuantileSeconds(histogramOf([1]), fraction)).toThrow(RangeError);
  });
});
