import { expect, test } from 'vitest';
import { calendarStep } from '../../src/series/calendar-step.ts';
import { seemsEndedSince } from '../../src/series/ended-series.ts';
import { utc } from './volume-record.ts';

const daily = (values: readonly number[]) => ({
  start: utc('2024-01-01'),
  step: calendarStep('P1D'),
  timeZone: 'UTC',
  unit: 'contacts',
  values: Float64Array.from(values),
  closed: new Uint8Array(values.length),
});
const days = (count: number, value: number): number[] => new Array(count).fill(value);

test('a week of nothing after a busy time is an end, six days are not', () => {
  expect(seemsEndedSince(daily([...days(30, 5), ...days(7, 0)]))).toBe(utc('2024-01-31'));
  expect(seemsEndedSince(daily([...days(30, 5), ...days(6, 0)]))).toBeUndefined();
});

// exp(-n) = 0.001 at n = 6.9078.
test('what comes seldom has to stay away for longer', () => {
  const seldom = Array.from({ length: 30 }, (_, i) => i % 2);
  expect(seemsEndedSince(daily([...seldom, ...days(13, 0)]))).toBeUndefined();
  expect(seemsEndedSince(daily([...seldom, ...days(14, 0)]))).toBe(utc('2024-01-31'));
});

test('missing is not nothing', () => {
  expect(seemsEndedSince(daily([...days(30, 5), ...days(9, Number.NaN)]))).toBeUndefined();
  expect(seemsEndedSince(daily(days(30, 0)))).toBeUndefined();
});
