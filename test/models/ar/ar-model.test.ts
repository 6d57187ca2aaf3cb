import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arModel } from '../../../src/models/ar/ar-model.ts';
import { bestLags } from '../../../src/models/ar/lag-regression.ts';
import { errorEcho, forecastFrom, runDeviations } from '../../../src/models/ar/usual-deviations.ts';
import { normalQuantile } from '../../../src/numeric/normal.ts';
import { nextUniform, randomStream } from '../../../src/numeric/random-stream.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import { sampleSize } from '../../support/sample-size.ts';
import { even, numbers, seriesOf } from '../series-of.ts';

const missing = Number.NaN;
const WEEK = [120, 110, 105, 100, 108, 40, 30];
const weekly = (day: number): number => WEEK[day % 7];

/** A noise that remembers: each value is 0.7 of the one before and a normal one. */
function rememberingNoise(count: number, seed: number): number[] {
  const stream = randomStream(seed);
  let last = 0;
  return numbers(count, () => {
    last = 0.7 * last + normalQuantile(nextUniform(stream));
    return last;
  });
}

describe('the regression on lags', () => {
  test('finds the weights of a recursion without noise, and no more lags than it has', () => {
    const values = new Float64Array(60);
    values.set([1, 2]);
    for (let t = 2; t < values.length; t++) values[t] = 1.2 * values[t - 1] - 0.5 * values[t - 2];
    const { lags, weights } = bestLags(values, [[], [1], [1, 2]]);
    expect(lags).toEqual([1, 2]);
    expect(weights[0]).toBeCloseTo(1.2, 9);
    expect(weights[1]).toBeCloseTo(-0.5, 9);
  });

  test('is that of the normal equations, rows with a missing value left out', () => {
    const values = Float64Array.from(rememberingNoise(400, 3)).map((value, t) => (t % 50 === 17 ? missing : value));
    const { weights } = bestLags(values, [[1]]);
    let [cross, squares] = [0, 0];
    for (let t = 1; t < values.length; t++) {
      if (Number.isNaN(values[t] + values[t - 1])) continue;
      cross += values[t] * values[t - 1];
      squares += values[t - 1] ** 2;
    }
    expect(Math.abs(weights[0] / (cross / squares) - 1)).toBeLessThan(1e-12);
  });

  test('takes nothing that would grow without end, nor anything of zeros', () => {
    const growing = Float64Array.from(numbers(40, (t) => 1.1 ** t));
    expect(bestLags(growing, [[1]]).lags).toEqual([]);
    expect(bestLags(new Float64Array(40), [[], [1]]).lags).toEqual([]);
  });
});

test('the echo of an error is what it adds to forecasts', () => {
  const usual = { season: 5, seasons: 2 };
  const regression = { lags: [1, 3], weights: Float64Array.of(0.5, -0.2) };
  const values = Float64Array.from(numbers(30, (t) => 10 + even(t)));
  const moved = values.map((value, t) => value + (t === 29 ? 1 : 0));
  const [a, b] = [values, moved].map((each) =>
    forecastFrom(runDeviations(each, usual, regression), usual, regression, 30, 14),
  );
  const echo = errorEcho(usual, regression, 15);
  expect(echo[0]).toBe(1);
  for (let h = 0; h < 14; h++) expect(b[h] - a[h]).toBeCloseTo(echo[h + 1], 10);
});

describe('the forecast', () => {
  test('of a season without noise is that season, closed and missing days left out', () => {
    const gap = (day: number) => (day % 7 === 2 || day % 11 === 4 ? missing : weekly(day));
    const { point, closed } = arModel.fit(seriesOf(numbers(84, gap))).forecast(7, [0.8]);
    expect([...closed]).toEqual([0, 0, 1, 0, 0, 0, 0]);
    for (const i of [0, 1, 3, 4, 5, 6]) expect(Math.abs(point[i] / weekly(i) - 1)).toBeLessThan(1e-9);
    expect(point[2]).toBe(0);
  });

  test('takes what remains of the last deviation along', () => {
    const noise = rememberingNoise(24 * 70, 5);
    const values = numbers(24 * 70, (hour) => 100 + 30 * Math.sin((Math.PI * hour) / 12) + noise[hour]);
    const at = (lift: number) =>
      arModel
        .fit(
          seriesOf(
            values.map((value, i) => (i === values.length - 1 ? value + lift : value)),
            { step: calendarStep('PT1H') },
          ),
        )
        .forecast(8, [0.8]).point;
    const lifted = at(5).map((value, h) => (value - at(0)[h]) / 5);
    // 0.7 to the power of the lead; 1,700 values give the weight to two or three hundredths.
    for (const h of [0, 1, 2, 3]) expect(Math.abs(lifted[h] - 0.7 ** (h + 1))).toBeLessThan(0.08);
  });
});

test('bounds hold about as much of what comes as they say, and are wider further ahead', () => {
  const draws = sampleSize(6, 60);
  let within = 0;
  let [near, far] = [0, 0];
  for (let draw = 0; draw < draws; draw++) {
    const noise = rememberingNoise(24 * 57, 100 + draw);
    const values = numbers(24 * 57, (hour) => 50 + 10 * Math.sin((Math.PI * hour) / 12) + 3 * noise[hour]);
    const history = seriesOf(values.slice(0, 24 * 56), { step: calendarStep('PT1H') });
    const [{ lower, upper }] = arModel.fit(history).forecast(24, [0.8]).intervals;
    within += values.slice(24 * 56).filter((value, i) => lower[i] <= value && value <= upper[i]).length;
    near += upper[0] - lower[0];
    far += upper[20] - lower[20];
  }
  expect(far).toBeGreaterThan(near);
  // Neighbouring hours err together: a day is worth some five values, of which a few draws make thirty.
  expect(Math.abs(within / (draws * 24) - 0.8)).toBeLessThan(0.2);
});

test('bounds are around the forecast, of whatever history', () => {
  const value = fc.oneof({ weight: 8, arbitrary: fc.nat(500) }, fc.constant(missing));
  fc.assert(
    fc.property(fc.array(value, { minLength: 7, maxLength: 60 }), (values) => {
      const history = seriesOf([...values, ...numbers(35, (day) => 50 + 20 * even(day))]);
      const { point, intervals } = arModel.fit(history).forecast(10, [0.8]);
      for (const [i, each] of point.entries()) {
        expect(intervals[0].lower[i]).toBeLessThanOrEqual(each);
        expect(intervals[0].upper[i]).toBeGreaterThanOrEqual(each);
      }
    }),
    { numRuns: 30 },
  );
});

test('a weekday that was never observed but may be open is refused, and so is a single season', () => {
  const noTuesday = seriesOf(numbers(35, (day) => (day % 7 === 1 ? missing : day))).values;
  expect(arModel.requiredIntervals({ step: calendarStep('P1D') })).toBe(21);
  expect(() => arModel.fit(seriesOf([...noTuesday].slice(0, 8))).forecast(7, [0.8])).toThrow(RangeError);
});
