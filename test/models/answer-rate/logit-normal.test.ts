import { describe, expect, it } from 'vitest';
import { logitNormalMoments } from '../../../src/models/answer-rate/logit-normal.ts';

describe('a rate whose logit is normal', () => {
  // mpmath 1.3 at 30 digits: quad of 1 / (1 + exp(-(m + sqrt(v) z))) and of its square times the normal density.
  it.each([
    [0, 1, 0.5, 0.04337903585809296],
    [-1.5, 0.04, 0.1843051780265758, 0.0009002084332674292],
    [2, 9.869604401089358, 0.71067193556972, 0.1108097536945955],
    [-7, 1, 0.001497361318391506, 3.771240865438691e-6],
    [1, 1e-6, 0.731058533201146, 3.865624947507979e-8],
  ])('has the mean and variance of exact integration for logit %d, variance %d', (mean, variance, rate, spread) => {
    const moments = logitNormalMoments({ mean, variance });
    // 1e-11 of the rule itself where the logit is widest; the variance is a small difference where the rate is small.
    expect(Math.abs(moments.mean / rate - 1)).toBeLessThan(1e-10);
    expect(Math.abs(moments.variance / spread - 1)).toBeLessThan(1e-8);
  });
});
