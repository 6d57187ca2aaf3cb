import { describe, expect, it } from 'vitest';
import { betaProbability, betaQuantile, logBeta } from '../../src/numeric/beta-distribution.ts';

const off = (value: number, expected: number): number => Math.abs(value / expected - 1);

describe('beta distribution', () => {
  // mpmath 1.3.0: betainc(a, b, 0, x, regularized=True) with 40 digits; for 63000 and 0.2 scipy 1.17.1: beta.cdf(x, a, b).
  it.each([
    [0.1, 2, 5, 0.114265],
    [0.5, 0.5, 0.5, 0.5],
    [0.03, 30, 970, 0.5231793995744591],
    [0.05, 30, 970, 0.9992640666006668],
    [0.999, 63000, 0.2, 3.303701578045404e-30],
    [1e-6, 0.3, 4, 0.026063550506024217],
    [0.97, 900, 20, 0.05338748608161921],
  ])('lies below %f for shapes %f and %f as mpmath says', (x, a, b, probability) => {
    expect(off(betaProbability(x, a, b), probability)).toBeLessThan(1e-11);
  });

  // scipy 1.17.1: scipy.stats.beta.ppf(probability, a, b).
  it.each([
    [0.95, 21, 181, 0.14129943094239028],
    [0.05, 0.1, 3, 2.3114271015087978e-14],
    [0.99, 1000.5, 9000.5, 0.10713655632090477],
    [0.995, 1e5, 1e6, 0.09161652499240593],
    [0.95, 1.2, 0.4, 0.9995562527348549],
  ])('has the quantile of %f for shapes %f and %f that scipy has', (probability, a, b, quantile) => {
    expect(off(betaQuantile(probability, a, b), quantile)).toBeLessThan(1e-10);
  });

  it('is 0 and 1 at the ends, and one half in the middle of a symmetric one', () => {
    expect(betaProbability(0, 2, 3)).toBe(0);
    expect(betaProbability(1, 2, 3)).toBe(1);
    expect(off(betaQuantile(0.5, 7, 7), 0.5)).toBeLessThan(1e-12);
  });

  it('has the beta function of whole shapes', () => {
    // B(3, 4) = 2! 3! / 6! = 1/60.
    expect(off(Math.exp(logBeta(3, 4)), 1 / 60)).toBeLessThan(1e-13);
  });

  it.each([
    [0.5, 0, 1],
    [0.5, 1, -1],
    [0.5, Number.NaN, 1],
    [0.5, 1, Number.POSITIVE_INFINITY],
    [-0.1, 1, 1],
    [1.1, 1, 1],
    [Number.NaN, 1, 1],
  ])('refuses %d for shapes %d and %d', (x, a, b) => {
    expect(() => betaProbability(x, a, b)).toThrow(RangeError);
  });

  it('refuses the quantile of a probability that is none', () => {
    for (const probability of [0, 1, Number.NaN]) expect(() => betaQuantile(probability, 1, 1)).toThrow(RangeError);
  });
});
