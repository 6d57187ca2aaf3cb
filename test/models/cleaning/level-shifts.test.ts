import { expect, test } from 'vitest';
import { levelShifts } from '../../../src/models/cleaning/level-shifts.ts';
import { normalQuantile } from '../../../src/numeric/normal.ts';
import { nextUniform, randomStream } from '../../../src/numeric/random-stream.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import type { Series } from '../../../src/series/series.ts';
import { sampleSize } from '../../support/sample-size.ts';
import { poissonCount } from '../random-counts.ts';
import { numbers, seriesOf } from '../series-of.ts';

const WEEK = [200, 190, 180, 185, 210, 90, 60];
const DAY_SECONDS = 86_400;

const drawn = (seed: number, weeks: number, levelOf: (day: number) => number): Series => {
  const stream = randomStream(seed);
  return seriesOf(numbers(7 * weeks, (day) => poissonCount(WEEK[day % 7] * levelOf(day), stream)));
};
const found = (series: Series) =>
  levelShifts(series).map(({ since, ratio }) => [(since - series.start) / DAY_SECONDS, ratio] as const);

test('a third less from one day on is found on its day, give or take two, with its size', () => {
  const [[day, ratio], ...others] = found(drawn(1, 26, (at) => (at < 100 ? 1 : 0.68)));
  expect(others).toEqual([]);
  expect(Math.abs(day - 100)).toBeLessThanOrEqual(2);
  // Medians of 56 days on either side, each give or take a tenth: a standard error of some 2 %.
  expect(Math.abs(ratio / 0.68 - 1)).toBeLessThan(0.06);
});

test('up and down again are two, in order', () => {
  const shifts = found(drawn(2, 52, (at) => (at >= 100 && at < 240 ? 2 : 1)));
  expect(shifts.map(([, ratio]) => ratio > 1)).toEqual([true, false]);
});

test('a steady growth, the seasons of a year, single days and less than a tenth are none', () => {
  expect(found(drawn(3, 52, (at) => 1.003 ** at))).toEqual([]);
  expect(found(drawn(4, 104, (at) => Math.exp(0.3 * Math.sin((2 * Math.PI * at) / 365))))).toEqual([]);
  expect(found(drawn(5, 26, (at) => (at === 80 || at === 120 ? 0 : 1)))).toEqual([]);
  expect(found(drawn(6, 26, (at) => (at < 100 ? 1 : 0.95)))).toEqual([]);
});

test('of levels that walk at random, one in a hundred has a false one at most', () => {
  const stream = randomStream(9);
  const histories = sampleSize(8, 1000);
  let alarms = 0;
  for (let k = 0; k < histories; k++) {
    const levels = [0];
    for (let week = 1; week < 26; week++) levels.push(levels[week - 1] + 0.03 * normalQuantile(nextUniform(stream)));
    if (found(drawn(k + 100, 26, (day) => Math.exp(levels[Math.floor(day / 7)]))).length > 0) alarms++;
  }
  expect(alarms).toBeLessThanOrEqual(0.01 * histories + 2 * Math.sqrt(0.01 * histories));
});

test('below a day the sums of whole days are judged', () => {
  const stream = randomStream(7);
  const hours = numbers(24 * 7 * 20, (hour) =>
    poissonCount((hour < 24 * 70 ? 1 : 0.5) * (hour % 24 < 12 ? 20 : 2), stream),
  );
  const [[day, ratio]] = found(seriesOf(hours, { step: calendarStep('PT1H') }));
  expect(Math.abs(day - 70)).toBeLessThanOrEqual(1);
  expect(Math.abs(ratio / 0.5 - 1)).toBeLessThan(0.06);
});

test('steps of weeks, values below 0 and a few days tell none', () => {
  const series = drawn(8, 26, (at) => (at < 100 ? 1 : 0.3));
  expect(found(series)).toHaveLength(1);
  expect(found({ ...series, step: calendarStep('P1W') })).toEqual([]);
  expect(found({ ...series, values: series.values.with(3, -1) })).toEqual([]);
  expect(found(drawn(8, 5, () => 1))).toEqual([]);
});
