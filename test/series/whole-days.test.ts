import { expect, test } from 'vitest';
import { calendarStep, stepsBetween } from '../../src/series/calendar-step.ts';
import { wholeDays } from '../../src/series/whole-days.ts';
import { utc } from './volume-record.ts';

test('whole local days are summed, also one of 23 hours; parts of a day at either end are left out', () => {
  // 18:00 on 29 March to 06:00 on 1 April, in Berlin; clocks went forward on the 30th.
  const [start, end] = [utc('2025-03-29T17:00:00'), utc('2025-04-01T04:00:00')];
  const [step, timeZone] = [calendarStep('PT1H'), 'Europe/Berlin'];
  const count = stepsBetween(start, end, step, timeZone);
  const series = {
    start,
    step,
    timeZone,
    unit: 'contacts',
    values: new Float64Array(count).fill(2),
    closed: new Uint8Array(count),
  };
  const days = wholeDays(series);
  expect([days.start, days.step.iso, [...days.values], [...days.closed]]).toEqual([
    utc('2025-03-29T23:00:00'),
    'P1D',
    [46, 48],
    [0, 0],
  ]);
  // A day with a missing hour is missing, one that is closed all day is closed.
  const values = series.values.map((value, i) => (i === 10 || i >= 29 ? Number.NaN : value));
  const closed = series.closed.map((_, i) => (i >= 29 && i < 53 ? 1 : 0));
  const partly = wholeDays({ ...series, values, closed });
  expect([[...partly.values], [...partly.closed]]).toEqual([
    [Number.NaN, Number.NaN],
    [0, 1],
  ]);
  expect(wholeDays(days)).toBe(days);
});
