import { expect, test } from 'vitest';
import { compareForecasts } from '../../../src/models/backtest/compare-forecasts.ts';
import { quotient } from '../../../src/models/backtest/pooled-ratio.ts';
import { seasonalNaive } from '../../../src/models/naive/seasonal-naive.ts';
import { firstIntervals, lastIntervals } from '../../../src/series/series.ts';
import { even, numbers, seriesOf } from '../series-of.ts';

const actual = seriesOf(numbers(84, (day) => 100 + 10 * (day % 7)));
const tooHigh = (days: number, factor = 1.1) => {
  const last = lastIntervals(actual, days);
  return { ...last, values: last.values.map((value) => factor * value) };
};

test('theirs and every model are judged on the same intervals, theirs first', () => {
  const { scored, days, contenders } = compareForecasts(actual, tooHigh(14), [seasonalNaive], 7);
  expect([scored, days.length]).toEqual([14, 14]);
  expect(
    contenders.map(({ name, wape, bias }) => [name, quotient(wape)?.toFixed(9), quotient(bias)?.toFixed(9)]),
  ).toEqual([
    ['theirs', '0.100000000', '0.100000000'],
    ['naive', '0.000000000', '0.000000000'],
  ]);
});

test('what only one of both has is left out', () => {
  const theirs = tooHigh(14);
  theirs.values[3] = Number.NaN;
  const gap = seriesOf(actual.values.map((value, day) => (day === 80 ? Number.NaN : value)));
  const longer = seriesOf(numbers(100, (day) => 1.2 * (100 + 10 * (day % 7))));
  expect(compareForecasts(gap, theirs, [seasonalNaive], 7).scored).toBe(12);
  const beyond = { ...lastIntervals(longer, 30), closed: new Uint8Array(30) };
  expect(compareForecasts(actual, beyond, [seasonalNaive], 14).scored).toBe(14);
});

test('a model knows of each stretch only what came before it', () => {
  const values = numbers(84, (day) => 100 + 50 * even(day));
  const theirs = lastIntervals(seriesOf(values), 10);
  const whole = compareForecasts(seriesOf(values), theirs, [seasonalNaive], 5);
  // The last stretch alone: what follows it does not count.
  const first = compareForecasts(firstIntervals(seriesOf(values), 79), theirs, [seasonalNaive], 5);
  expect([...first.contenders[1].errorsOfDays]).toEqual([...whole.contenders[1].errorsOfDays].slice(0, 5));
  const naive = values.slice(74, 84).map((value, i) => Math.abs(value - values[i < 5 ? 67 + i : 72 + (i - 5)]));
  for (const [i, error] of whole.contenders[1].errorsOfDays.entries()) expect(error).toBeCloseTo(naive[i], 9);
});

test('a forecast of another time, or with too little history before it, is refused', () => {
  const elsewhere = { ...tooHigh(7), start: actual.start + 400 * 86_400 };
  expect(() => compareForecasts(actual, elsewhere, [seasonalNaive], 7)).toThrow(/shares no interval/);
  expect(() => compareForecasts(actual, tooHigh(80), [seasonalNaive], 7)).toThrow(RangeError);
  expect(() => compareForecasts(actual, tooHigh(80), [seasonalNaive], 7)).toThrow(/the models take 14/);
});
