import { describe, expect, it } from 'vitest';
import { shrunkCovariance } from '../../../src/models/reconciliation/shrunk-covariance.ts';
import { referenceCases } from './reference-cases.ts';

const missing = Number.NaN;

describe('covariance with shrunk correlations', () => {
  it.each(referenceCases())('shrinks by the formula of the R package hts: $name', ({ residuals, shrinkage }) => {
    const covariance = shrunkCovariance([...residuals.bottom, ...residuals.aggregates]);
    // The stored value has 12 significant digits.
    expect(Math.abs(covariance.shrinkage / shrinkage - 1)).toBeLessThan(1e-10);
  });
  it('takes variances from the intervals that a series has', () => {
    const { deviations } = shrunkCovariance([Float64Array.of(missing, 3, missing, -4), Float64Array.of(1, 1, 1, 1)]);
    expect([...deviations]).toEqual([Math.sqrt((9 + 16) / 2), 1]);
  });
  it('shrinks fully when there is no correlation to estimate', () => {
    const one = shrunkCovariance([Float64Array.of(1, -2, 3)]);
    const apart = shrunkCovariance([Float64Array.of(1, -2, missing, missing), Float64Array.of(missing, missing, 1, 4)]);
    const once = shrunkCovariance([Float64Array.of(2), Float64Array.of(3)]);
    expect([one.shrinkage, apart.shrinkage, once.shrinkage]).toEqual([1, 1, 1]);
  });
  it('does not count intervals in which no series has a residual', () => {
    const a = [1, -2, 3, 1];
    const b = [2, -1, 2, -3];
    const gap = [missing, missing, missing];
    const short = shrunkCovariance([Float64Array.from(a), Float64Array.from(b)]);
    const long = shrunkCovariance([Float64Array.from([...gap, ...a]), Float64Array.from([...gap, ...b])]);
    expect(long.shrinkage).toBeCloseTo(short.shrinkage, 14);
  });
  it('leaves a series that was always forecast exactly without variance, and out of the correlations', () => {
    const a = Float64Array.of(1, -2, 3, 1);
    const b = Float64Array.of(2, -1, 2, -3);
    const covariance = shrunkCovariance([a, new Float64Array(4), b]);
    expect(covariance.deviations[1]).toBe(0);
    expect(covariance.shrinkage).toBeCloseTo(shrunkCovariance([a, b]).shrinkage, 14);
  });
  it('refuses a series without any residual, and infinite ones', () => {
    const some = Float64Array.of(1, 2);
    expect(() => shrunkCovariance([some, Float64Array.of(missing, missing)])).toThrow('series 1');
    expect(() => shrunkCovariance([some, Float64Array.of(1, Number.POSITIVE_INFINITY)])).toThrow('series 1');
  });
});
