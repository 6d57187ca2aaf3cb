import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dampedTrendAhead, fitDampedTrend, runDampedTrend } from '../../../src/models/stl-forecast/damped-trend.ts';
import { even, numbers } from '../series-of.ts';

interface Reference {
  model: {
    parameters: { alpha: number; beta: number; phi: number };
    final_state: { l: number; b: number };
    mse: number;
    mean: number[];
  };
}

// fixtures/reference/damped-trend/README.md says which program made them.
const reference: Reference = JSON.parse(readFileSync('fixtures/reference/damped-trend/nyc311.json', 'utf8'));
const { parameters, final_state: final, mse, mean } = reference.model;
const nyc311 = Float64Array.from(
  readFileSync('fixtures/data/nyc311_daily.csv', 'utf8')
    .trim()
    .split('\n')
    .slice(-364)
    .map((line) => Number(line.split(',')[1])),
);

describe('against R’s ets(model = "AAN", damped = TRUE)', () => {
  test('forecasts from its state are its forecasts', () => {
    const trend = { ...fitDampedTrend(nyc311), parameters, state: { level: final.l, slope: final.b } };
    for (const [i, expected] of mean.entries())
      expect(Math.abs(dampedTrendAhead(trend, i + 1) / expected - 1)).toBeLessThan(1e-9);
  });

  test('at its parameters, the first state that is solved for errs no more than the one it searched for', () => {
    expect(runDampedTrend(nyc311, parameters).sumOfSquares).toBeLessThanOrEqual(mse * 364 * (1 + 1e-9));
  });

  test('the parameters found err no more than its own', () => {
    expect(fitDampedTrend(nyc311).sumOfSquares).toBeLessThanOrEqual(mse * 364);
  });
});

test('a damped trend without noise is found and continued', () => {
  const phi = 0.9;
  const path = (steps: number) => 50 + (8 * phi * (1 - phi ** steps)) / (1 - phi);
  const trend = fitDampedTrend(Float64Array.from(numbers(60, (i) => path(i + 1))));
  // The search stops at steps of 1/256 of the range of phi.
  expect(trend.parameters.phi).toBeCloseTo(phi, 2);
  for (const steps of [1, 5, 30])
    expect(Math.abs(dampedTrendAhead(trend, steps) / path(60 + steps) - 1)).toBeLessThan(1e-3);
});

test('missing values let the trend run on and have no error', () => {
  const gap = (i: number) => (i % 5 === 2 ? Number.NaN : 40 + 3 * even(i));
  const { errors, state } = fitDampedTrend(Float64Array.from(numbers(80, gap)));
  expect(errors.map((error) => Number(Number.isNaN(error)))).toEqual(
    Float64Array.from(numbers(80, (i) => Number(i % 5 === 2))),
  );
  expect(state.level).toBeGreaterThan(40);
  expect(state.level).toBeLessThan(43);
});

const series = fc.array(
  fc.oneof({ weight: 5, arbitrary: fc.integer({ min: -500, max: 5000 }) }, fc.constant(Number.NaN)),
  {
    minLength: 4,
    maxLength: 40,
  },
);

test('level and slope follow the unit and the origin of the values', () => {
  fc.assert(
    fc.property(series, fc.integer({ min: -1000, max: 1000 }), (values, shift) => {
      const all = Float64Array.from([1, 2, ...values]);
      const a = runDampedTrend(all, parameters);
      const b = runDampedTrend(
        all.map((value) => 3 * value + shift),
        parameters,
      );
      const scale = 1e-7 * (Math.abs(shift) + 20_000);
      expect(Math.abs(3 * dampedTrendAhead(a, 9) + shift - dampedTrendAhead(b, 9))).toBeLessThan(scale);
    }),
  );
});

test('the sum of squares is that of the errors, and no other first state has a smaller one', () => {
  fc.assert(
    fc.property(series, fc.double({ min: -20, max: 20, noNaN: true }), (values, change) => {
      const all = Float64Array.from([1, 2, ...values]);
      const best = runDampedTrend(all, parameters);
      const squares = (errors: Float64Array) => errors.reduce((sum, e) => sum + (Number.isNaN(e) ? 0 : e * e), 0);
      expect(squares(best.errors)).toBe(best.sumOfSquares);
      // A value put before the series changes the first state, and only that.
      const moved = runDampedTrend(Float64Array.from([all[0] + change, ...all]), parameters);
      expect(squares(moved.errors.subarray(1))).toBeGreaterThanOrEqual(best.sumOfSquares * (1 - 1e-9));
    }),
  );
});

test('one value shows no trend', () => {
  expect(() => fitDampedTrend(Float64Array.of(Number.NaN, 3))).toThrow(RangeError);
});
