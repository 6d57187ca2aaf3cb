import { expect, test } from 'vitest';
import { quotient } from '../../../src/models/backtest/pooled-ratio.ts';
import { judgePublished, type PublishedForecast } from '../../../src/models/backtest/published-forecasts.ts';
import { numbers, seriesOf } from '../series-of.ts';

const DAY = 86_400;
const actual = seriesOf(numbers(40, (day) => (day === 5 ? Number.NaN : 100)));
const published = (from: number, values: readonly number[], other: Partial<PublishedForecast> = {}) => {
  const start = actual.start + from * DAY;
  const point = Float64Array.from(values);
  const [lower, upper] = [point.map((value) => value * 0.9), point.map((value) => value * 1.1)];
  return { model: 'naive', asOf: start, start, intervalWidthFraction: 0.8, point, lower, upper, ...other };
};

test('each interval is judged at the lead at which it was forecast', () => {
  // Days 0 to 29 of the forecast are 1 % to 30 % too high.
  const scores = judgePublished(actual, [
    published(
      8,
      numbers(30, (day) => 101 + day),
    ),
  ]);
  expect(scores.map(({ lead, scored }) => [lead.from, lead.to, scored])).toEqual([
    [0, 1, 1],
    [1, 7, 6],
    [7, 14, 7],
    [14, 28, 14],
    [28, Number.POSITIVE_INFINITY, 2],
  ]);
  const errors = [1, 4.5, 11, 21.5, 29.5];
  for (const [i, score] of scores.entries()) {
    expect(quotient(score.wape)).toBeCloseTo(errors[i] / 100, 12);
    expect(quotient(score.bias)).toBeCloseTo(errors[i] / 100, 12);
  }
  // A lower bound of 0.9 times 111 or less holds 100.
  expect(scores.map(({ coverage }) => quotient(coverage))).toEqual([1, 1, 4 / 7, 0, 0]);
});

test('intervals without a value, after the history and before it are not judged', () => {
  const scores = judgePublished(actual, [
    published(4, [100, 500, 100]),
    published(39, [110, 500]),
    published(-1, [500, 120]),
  ]);
  expect(scores.map(({ scored }) => scored)).toEqual([1, 1, 1, 1]);
  expect(scores.map(({ bias }) => Number(quotient(bias)).toFixed(6))).toEqual([
    '0.000000',
    '0.000000',
    '0.100000',
    '0.200000',
  ]);
});

test('a closed day that was forecast as closed does not count, one that was forecast wrongly does', () => {
  const closed = seriesOf([0, 0, 100]);
  const right = judgePublished(closed, [published(0, [0, 0, 100])]);
  expect(right.map(({ scored }) => scored)).toEqual([1]);
  const wrong = judgePublished(closed, [published(0, [0, 50, 100])]);
  expect(wrong.reduce((sum, { scored }) => sum + scored, 0)).toBe(2);
});

test('an interval that had begun when it was forecast counts as less than a day ahead', () => {
  const [score] = judgePublished(actual, [published(3, [100], { asOf: actual.start + 3.25 * DAY })]);
  expect(score.lead.from).toBe(0);
});
