import { describe, expect, test } from 'vitest';
import { disturbedDays } from '../../../src/models/cleaning/disturbed-days.ts';
import { withoutDisturbed } from '../../../src/models/cleaning/without-disturbed.ts';
import { normalQuantile } from '../../../src/numeric/normal.ts';
import { nextUniform, randomStream } from '../../../src/numeric/random-stream.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import { sampleSize } from '../../support/sample-size.ts';
import { even, numbers, seriesOf } from '../series-of.ts';

const weekly = (day: number): number => 200 + 30 * (day % 7) + 10 * even(day);
const changedBy = (changed: Readonly<Record<number, number>>) =>
  seriesOf(numbers(140, (day) => changed[day] ?? weekly(day)));
const found = (changed: Readonly<Record<number, number>>) =>
  disturbedDays(changedBy(changed)).map(({ interval, kind }) => [interval, kind]);

describe('a day', () => {
  test('with next to nothing is an outage, also the last one of all', () => {
    expect(found({ 60: 0, 139: 5 })).toEqual([
      [60, 'outage'],
      [139, 'outage'],
    ]);
  });

  test('with several times as much is a flood, and tells what was usual', () => {
    const [{ kind, value, usual }] = disturbedDays(changedBy({ 70: 1000 }));
    expect([kind, value]).toEqual(['flood', 1000]);
    expect(Math.abs(usual / 205 - 1)).toBeLessThan(0.05);
  });

  test('at the beginning or the end, or beside missing days, is partial with half as much, and elsewhere a quiet day', () => {
    const halved = (...days: number[]) => Object.fromEntries(days.map((day) => [day, 0.5 * weekly(day)]));
    expect(found({ ...halved(0, 30, 69, 139), 70: Number.NaN, 71: Number.NaN })).toEqual([
      [0, 'partial'],
      [69, 'partial'],
      [139, 'partial'],
    ]);
  });

  test('with a third more or less is neither', () => {
    expect(found({ 60: 0.67 * weekly(60), 70: 1.33 * weekly(70) })).toEqual([]);
  });
});

test('a new level is no disturbance', () => {
  expect(disturbedDays(seriesOf(numbers(140, (day) => weekly(day) * (day < 70 ? 1 : 3))))).toEqual([]);
});

test('a series that ended is no row of outages', () => {
  expect(disturbedDays(seriesOf(numbers(140, (day) => (day < 110 ? weekly(day) : 0))))).toEqual([]);
});

test('small counts are often 0 without an outage', () => {
  expect(disturbedDays(seriesOf(numbers(140, (day) => Math.floor(3 * even(day)))))).toEqual([]);
});

test('a history without disturbances has a false alarm in one of twenty at most', () => {
  const random = randomStream(11);
  // Ratios that vary as much as they can and still be taken for usual: e to a normal law with standard deviation 0.5.
  const histories = sampleSize(40, 1000);
  const alarmed = numbers(histories, () => {
    const values = numbers(140, (day) => (200 + 30 * (day % 7)) * Math.exp(0.5 * normalQuantile(nextUniform(random))));
    return disturbedDays(seriesOf(values)).length > 0 ? 1 : 0;
  }).reduce((sum, each) => sum + each, 0);
  // Two standard errors of the share are allowed.
  expect(alarmed / histories).toBeLessThan(0.05 + 2 * Math.sqrt((0.05 * 0.95) / histories));
});

test('what is left out is missing in a copy, and the history is kept', () => {
  const history = changedBy({ 60: 0 });
  const cleaned = withoutDisturbed(history, disturbedDays(history));
  expect(cleaned.values[60]).toBeNaN();
  expect(history.values[60]).toBe(0);
});

test('intervals below a day are not judged', () => {
  const hours = numbers(1000, (hour) => (hour === 500 ? 0 : 100));
  expect(disturbedDays(seriesOf(hours, { step: calendarStep('PT1H') }))).toEqual([]);
});
