import { expect, test } from 'vitest';
import { adjustForSeasons } from '../../../src/models/stl-forecast/seasonal-adjustment.ts';
import { even, numbers } from '../series-of.ts';

const noisy = (i: number): number => 100 + 10 * Math.sin((2 * Math.PI * i) / 7) + 5 * even(i);

test('seasons and the rest add up to the series', () => {
  const values = Float64Array.from(numbers(140, noisy));
  const { seasons, adjusted } = adjustForSeasons(values, [7]);
  expect(seasons.map(({ period }) => period)).toEqual([7]);
  for (const [i, value] of values.entries()) expect(adjusted[i] + seasons[0].values[i]).toBeCloseTo(value, 10);
});

test('two seasons are told apart', () => {
  const day = (i: number) => 20 * Math.sin((2 * Math.PI * i) / 8);
  const week = (i: number) => [-9, -3, 0, 5, 8, 2, -3][Math.floor(i / 8) % 7];
  const values = Float64Array.from(numbers(56 * 12, (i) => 300 + day(i) + week(i)));
  const { seasons, adjusted } = adjustForSeasons(values, [8, 56]);
  // What repeats with the day is all in the first; what remains of the week in the day is a few percent of it.
  for (const i of numbers(56, (at) => at + 280)) {
    expect(Math.abs(seasons[0].values[i] + seasons[1].values[i] - day(i) - week(i))).toBeLessThan(0.5);
    expect(Math.abs(adjusted[i] - 300)).toBeLessThan(0.5);
  }
});

test('missing values are missing in what is adjusted, and in no season', () => {
  const values = Float64Array.from(numbers(140, (i) => (i % 10 === 4 ? Number.NaN : noisy(i))));
  const { seasons, adjusted } = adjustForSeasons(values, [7]);
  expect(seasons[0].values.every(Number.isFinite)).toBe(true);
  for (const [i, value] of values.entries()) expect(Number.isNaN(adjusted[i])).toBe(Number.isNaN(value));
});

test('without seasons the series stays as it is', () => {
  const values = Float64Array.of(3, 1, 2);
  expect(adjustForSeasons(values, [])).toEqual({ seasons: [], adjusted: values });
});
