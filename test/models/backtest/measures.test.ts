import { describe, expect, test } from 'vitest';
import { accuracyRatios, pooledAccuracy } from '../../../src/models/backtest/accuracy.ts';
import { bias } from '../../../src/models/backtest/bias.ts';
import { coverage } from '../../../src/models/backtest/coverage.ts';
import { mase, seasonalNaiveError } from '../../../src/models/backtest/mase.ts';
import { meanSquaredError } from '../../../src/models/backtest/mean-squared-error.ts';
import { noiseFloor } from '../../../src/models/backtest/noise-floor.ts';
import { pooled, quotient } from '../../../src/models/backtest/pooled-ratio.ts';
import { wape } from '../../../src/models/backtest/wape.ts';
import { winkler } from '../../../src/models/backtest/winkler.ts';
import { poissonMeanAbsoluteDeviation } from '../../../src/numeric/poisson-deviation.ts';

// By hand: errors -10, 20, 0 and 5 of a sum of 200.
const points = {
  actual: Float64Array.of(100, 50, 30, 20),
  point: Float64Array.of(90, 70, 30, 25),
  lower: Float64Array.of(80, 55, 30, 21),
  upper: Float64Array.of(95, 85, 35, 30),
};
// Off by 20, 30, 10 and 10.
const naive = { errorInHistory: 7, point: Float64Array.of(80, 80, 40, 10) };

describe('of four forecasts', () => {
  test('wape is 35 in 200', () => {
    expect(wape(points)).toEqual({ numerator: 35, denominator: 200 });
  });

  test('bias is 15 too much in 200', () => {
    expect(bias(points)).toEqual({ numerator: 15, denominator: 200 });
  });

  test('the mean squared error is 525 in 4', () => {
    expect(meanSquaredError(points)).toEqual({ numerator: 525, denominator: 4 });
  });

  test('mase is their mean error in units of that of the naive forecast', () => {
    expect(mase(points, 7)).toEqual({ numerator: 5, denominator: 4 });
  });

  test('one value in four is covered: bounds belong to it', () => {
    expect(coverage(points)).toEqual({ numerator: 1, denominator: 4 });
  });

  test('winkler adds to the widths ten times how far outside of bounds of 80 % a value is', () => {
    // Widths 15 + 30 + 5 + 9; outside by 5, 5, 0 and 1.
    const { numerator, denominator } = winkler(points, 0.8);
    expect(numerator).toBeCloseTo(59 + 10 * 11, 10);
    expect(denominator).toBe(4);
  });

  test('all measures together', () => {
    const { rmse, winkler: score, ...shares } = pooledAccuracy([accuracyRatios(points, naive, 0.8)]);
    expect(shares).toEqual({ wape: 0.175, skill: 0.5, mase: 1.25, bias: 0.075, coverage: 0.25 });
    expect(rmse).toBe(Math.sqrt(131.25));
    expect(score).toBeCloseTo(42.25, 10);
  });
});

describe('pooling', () => {
  test('is a sum over a sum: a quiet part counts as little as it is', () => {
    expect(
      quotient(
        pooled([
          { numerator: 10, denominator: 100 },
          { numerator: 1, denominator: 1 },
        ]),
      ),
    ).toBe(11 / 101);
  });

  test('gives the measures of all forecasts at once', () => {
    const cut = (from: number, to: number) => ({
      actual: points.actual.subarray(from, to),
      point: points.point.subarray(from, to),
      lower: points.lower.subarray(from, to),
      upper: points.upper.subarray(from, to),
    });
    const parts = [cut(0, 1), cut(1, 4)].map((part, i) =>
      accuracyRatios(part, { ...naive, point: i === 0 ? naive.point.subarray(0, 1) : naive.point.subarray(1) }, 0.8),
    );
    const whole = pooledAccuracy([accuracyRatios(points, naive, 0.8)]);
    for (const [name, value] of Object.entries(pooledAccuracy(parts)))
      expect(value).toBeCloseTo(Number(whole[name as keyof typeof whole]), 12);
  });

  test('root mean square errors are pooled by their squares', () => {
    const part = (error: number) =>
      accuracyRatios({ ...points, actual: Float64Array.of(error), point: Float64Array.of(0) }, naive, 0.8);
    expect(pooledAccuracy([part(6), part(8)]).rmse).toBeCloseTo(Math.sqrt(50), 12);
  });
});

describe('what is not defined stays undefined', () => {
  const nothing = { ...points, actual: Float64Array.of(0, 0, 0, 0) };

  test('a share of nothing', () => {
    const { wape: share, bias: drift, rmse } = pooledAccuracy([accuracyRatios(nothing, naive, 0.8)]);
    expect([share, drift]).toEqual([undefined, undefined]);
    expect(rmse).toBeGreaterThan(0);
  });

  test.each([0, Number.NaN])('an error in units of a naive error of %d', (naiveError) => {
    expect(
      pooledAccuracy([accuracyRatios(points, { ...naive, errorInHistory: naiveError }, 0.8)]).mase,
    ).toBeUndefined();
  });

  test('a skill against a naive forecast that says nothing of one value, or is never off', () => {
    const skillAgainst = (point: Float64Array) =>
      pooledAccuracy([accuracyRatios(points, { ...naive, point }, 0.8)]).skill;
    expect(skillAgainst(Float64Array.of(80, Number.NaN, 40, 10))).toBeUndefined();
    expect(skillAgainst(points.actual)).toBeUndefined();
  });

  test('anything of no forecasts', () => {
    expect(Object.values(pooledAccuracy([])).every((value) => value === undefined)).toBe(true);
  });
});

describe('the error of the seasonal naive forecast', () => {
  test('is the mean change from season to season, where both values are known', () => {
    const values = Float64Array.of(10, 20, 13, 18, Number.NaN, 25, 14, 24);
    // |13 - 10|, |18 - 20|, |25 - 18|, |24 - 25|; the missing value has no part in two changes.
    expect(seasonalNaiveError({ values, season: 2 })).toBe(13 / 4);
  });

  test('is not known without two seasons', () => {
    expect(seasonalNaiveError({ values: Float64Array.of(1, 2), season: 2 })).toBeNaN();
  });
});

describe('the noise floor', () => {
  test('of equal counts is the mean deviation of such counts', () => {
    const { numerator, denominator } = noiseFloor([50, 50], [3, 10], 7);
    expect(numerator / denominator).toBeCloseTo(poissonMeanAbsoluteDeviation(50) / 50, 14);
    // The rule of thumb for large counts: the root of 2 / (pi m).
    expect(numerator / denominator).toBeCloseTo(Math.sqrt(2 / (Math.PI * 50)), 3);
  });

  test('takes the mean of a slot over all seasons, each slot for itself', () => {
    const floor = noiseFloor([0, 4, 100], [0, 7, 1], 7);
    expect(floor.numerator).toBeCloseTo(2 * poissonMeanAbsoluteDeviation(2) + poissonMeanAbsoluteDeviation(100), 12);
    expect(floor.denominator).toBe(104);
  });

  test('of nothing is not defined', () => {
    expect(quotient(noiseFloor([0, 0], [0, 1], 7))).toBeUndefined();
  });
});
