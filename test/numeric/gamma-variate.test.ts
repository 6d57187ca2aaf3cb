import { describe, expect, it } from 'vitest';
import { unitMeanGamma } from '../../src/numeric/gamma-variate.ts';
import { randomStream } from '../../src/numeric/random-stream.ts';

describe('gamma variate of mean 1', () => {
  it.each([0.1, 0.5, 1, 1.6])('has the moments of the gamma distribution at variation %d', (variation) => {
    const stream = randomStream(11, 0);
    const count = 100_000;
    const values = Float64Array.from({ length: count }, () => unitMeanGamma(variation, stream));
    const mean = values.reduce((sum, x) => sum + x, 0) / count;
    const variance = values.reduce((sum, x) => sum + (x - 1) ** 2, 0) / count;
    // Four standard errors; the fourth central moment of a gamma of mean 1 and variance v is 3v² + 6v³.
    const v = variation ** 2;
    expect(Math.abs(mean - 1)).toBeLessThan(4 * Math.sqrt(v / count));
    expect(Math.abs(variance - v)).toBeLessThan(4 * Math.sqrt((2 * v * v + 6 * v ** 3) / count));
    expect(Math.min(...values.subarray(0, 1000))).toBeGreaterThan(0);
  });

  it('of variation 1 is exponential', () => {
    const stream = randomStream(12, 0);
    const count = 100_000;
    let above = 0;
    for (let i = 0; i < count; i++) if (unitMeanGamma(1, stream) > 2) above++;
    const p = Math.exp(-2);
    expect(Math.abs(above / count - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / count));
  });

  it('of variation 0 is 1', () => {
    expect(unitMeanGamma(0, randomStream(1))).toBe(1);
  });
});
