import { expect, test } from 'vitest';
import { calendarStep } from '../../src/series/calendar-step.ts';
import type { Series } from '../../src/series/series.ts';
import { wholeIntervals } from '../../src/series/whole-intervals.ts';
import { utc } from './volume-record.ts';

const days: Series = {
  start: utc('2024-05-01T04:00:00'),
  step: calendarStep('P1D'),
  timeZone: 'America/New_York',
  unit: 'contacts',
  values: Float64Array.of(10, 20, 3),
  closed: Uint8Array.of(0, 1, 0),
};

test('A.1.3: the day that is still running is cut off, not trained as a full day', () => {
  const whole = wholeIntervals(days, utc('2024-05-03T15:00:00'));
  expect([...whole.values]).toEqual([10, 20]);
  expect([...whole.closed]).toEqual([0, 1]);
});

test('A.1.4: a day ends at local midnight: at midnight UTC it is still running in New York', () => {
  expect(wholeIntervals(days, utc('2024-05-04T00:00:00')).values).toHaveLength(2);
  expect(wholeIntervals(days, utc('2024-05-04T04:00:00'))).toBe(days);
});

test('nothing is left when all of it lies in the future', () => {
  expect(wholeIntervals(days, utc('2024-01-01')).values).toHaveLength(0);
});
