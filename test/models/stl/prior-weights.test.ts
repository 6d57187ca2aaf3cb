// Expected values: fixtures/reference/stl/make/more.py, which solves each local fit as a least-squares problem of its own.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settingsOfStatsmodels } from '../../../src/models/stl/settings.ts';
import { stl } from '../../../src/models/stl/stl.ts';
import type { LoessSettings } from '../../../src/numeric/loess-grid.ts';
import { sampleSize } from '../../support/sample-size.ts';

interface Weighted {
  readonly values: readonly number[];
  readonly cases: readonly {
    readonly name: string;
    readonly period: number;
    readonly seasonal: number;
    readonly trend: number;
    readonly low_pass: number;
    readonly inner: number;
    readonly outer: number;
    readonly prior: readonly number[];
    readonly parts: Record<'seasonal' | 'trend' | 'weights', readonly number[]>;
  }[];
}

const reference: Weighted = JSON.parse(readFileSync('fixtures/reference/stl/weighted.json', 'utf8'));
const lineOver = (window: number): LoessSettings => ({ window, degree: 1, jump: 1 });

const greatestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce(
    (worst, value, i) => Math.max(worst, Math.abs(value - b[i])),
    a.length === b.length ? 0 : Number.NaN,
  );

describe.each(reference.cases)('prior weights, $name', (one) => {
  const settings = {
    period: one.period,
    seasonal: lineOver(one.seasonal),
    trend: lineOver(one.trend),
    lowPass: lineOver(one.low_pass),
    innerPasses: one.inner,
    outerPasses: one.outer,
  };
  const prior = Float64Array.from(one.prior);
  const values = Float64Array.from(reference.values, (y, i) => (prior[i] === 0 ? Number.NaN : y));

  it('give the components of the least-squares problems, gaps included', () => {
    const { seasonal, trend, robustnessWeights } = stl(values, settings, prior);
    // Least squares by orthogonal factors are good to about 1e-12 of the values, which go up to 9,000.
    expect(greatestDifference(seasonal, one.parts.seasonal)).toBeLessThan(1e-9 * 9000);
    expect(greatestDifference(trend, one.parts.trend)).toBeLessThan(1e-9 * 9000);
    expect(greatestDifference(robustnessWeights, one.parts.weights)).toBeLessThan(1e-9);
  });

  it('leave the remainder missing where the value is, and nothing else', () => {
    const { seasonal, trend, remainder, robustnessWeights } = stl(values, settings, prior);
    expect([...remainder].map(Number.isNaN)).toEqual([...values].map(Number.isNaN));
    for (const part of [seasonal, trend, robustnessWeights]) expect(part.every(Number.isFinite)).toBe(true);
  });
});

/** Volumes over some weeks, with a weight of 0 in about a third of the days and the whole of some weeks. */
const weightedWeeks = fc
  .integer({ min: 14, max: 100 })
  .chain((length) =>
    fc.record({
      values: fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: length, maxLength: length }),
      weights: fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 100, noNaN: true })), {
        minLength: length,
        maxLength: length,
      }),
      gapFrom: fc.integer({ min: 0, max: length }),
      gapLength: fc.integer({ min: 0, max: length }),
      robust: fc.boolean(),
    }),
  )
  .map(({ values, weights, gapFrom, gapLength, robust }) => ({
    values: Float64Array.from(values),
    weights: Float64Array.from(weights, (w, i) => (i >= gapFrom && i < gapFrom + gapLength ? 0 : w)),
    robust,
  }))
  .filter(({ weights }) => weights.some((w) => w > 0));

const runs = { numRuns: sampleSize(40, 3000) };

describe('prior weights of any kind', () => {
  it('always give finite components that add up to the values', () => {
    fc.assert(
      fc.property(weightedWeeks, ({ values, weights, robust }) => {
        const { trend, seasonal, remainder, robustnessWeights } = stl(
          values,
          settingsOfStatsmodels(7, robust),
          weights,
        );
        expect(trend.every(Number.isFinite) && seasonal.every(Number.isFinite)).toBe(true);
        expect(robustnessWeights.every((weight) => weight >= 0 && weight <= 1)).toBe(true);
        const errors = trend.map((level, i) => {
          const size = Math.abs(level) + Math.abs(seasonal[i]) + values[i];
          return Math.abs(level + seasonal[i] + remainder[i] - values[i]) / Math.max(1, size);
        });
        expect(Math.max(...errors)).toBeLessThan(1e-14);
      }),
      runs,
    );
  });

  it('make no use of a value of weight 0', () => {
    fc.assert(
      fc.property(weightedWeeks, fc.constantFrom(Number.NaN, -1e6), ({ values, weights, robust }, other) => {
        const settings = settingsOfStatsmodels(7, robust);
        const changed = values.map((y, i) => (weights[i] === 0 ? other : y));
        const { remainder: _, ...expected } = stl(values, settings, weights);
        expect(stl(changed, settings, weights)).toMatchObject(expected);
      }),
      runs,
    );
  });

  it('count by their proportions alone', () => {
    fc.assert(
      fc.property(weightedWeeks, ({ values, weights, robust }) => {
        const settings = settingsOfStatsmodels(7, robust);
        const expected = stl(values, settings, weights);
        // A power of two changes no digit.
        const found = stl(
          values,
          settings,
          weights.map((w) => w * 1024),
        );
        expect(found.trend).toEqual(expected.trend);
        expect(found.seasonal).toEqual(expected.seasonal);
      }),
      runs,
    );
  });

  it('of 1 are no weights', () => {
    const values = Float64Array.from(reference.values);
    const settings = settingsOfStatsmodels(7, true);
    const expected = stl(values, settings);
    const found = stl(values, settings, new Float64Array(values.length).fill(1));
    expect(greatestDifference(found.trend, expected.trend)).toBeLessThan(1e-11 * 9000);
    expect(greatestDifference(found.seasonal, expected.seasonal)).toBeLessThan(1e-11 * 9000);
  });
});

it('finds a straight trend and steady seasons exactly, through a missing week', () => {
  const season = [30, 10, 5, 0, -5, -15, -25];
  const values = Float64Array.from({ length: 140 }, (_, i) =>
    i >= 100 && i < 107 ? Number.NaN : 500 + 2 * i + season[i % 7],
  );
  const weights = values.map((y, i) => (Number.isNaN(y) ? 0 : 1 + (i % 5)));
  const { trend, seasonal } = stl(values, settingsOfStatsmodels(7), weights);
  expect(
    greatestDifference(
      trend,
      trend.map((_, i) => 500 + 2 * i),
    ),
  ).toBeLessThan(1e-9);
  expect(
    greatestDifference(
      seasonal,
      seasonal.map((_, i) => season[i % 7]),
    ),
  ).toBeLessThan(1e-9);
});

it('judges a residual by its own precision: an imprecise value is not taken for an outlier', () => {
  const values = Float64Array.from(reference.values);
  values[70] += 4000;
  const weights = new Float64Array(values.length).fill(1);
  const settings = settingsOfStatsmodels(7, true);
  expect(stl(values, settings, weights).robustnessWeights[70]).toBe(0);
  weights[70] = 1e-4;
  expect(stl(values, settings, weights).robustnessWeights[70]).toBeGreaterThan(0.95);
});
