import { expect, test } from 'vitest';
import { calendarStep } from '../../src/series/calendar-step.ts';
import { isoInstant, localTime } from '../../src/series/iso-instant.ts';
import { intervalStarts, lastIntervals, wallDays } from '../../src/series/series.ts';
import { seriesName } from '../../src/series/series-key.ts';
import { utc } from './volume-record.ts';

test('A.1.4: local days start at local midnight on both sides of a change of clocks', () => {
  const start = utc('2024-03-09T05:00:00');
  const starts = intervalStarts({
    start,
    step: calendarStep('P1D'),
    timeZone: 'America/New_York',
    values: new Float64Array(3),
  });
  expect([...starts].map(isoInstant)).toEqual(['2024-03-09T05:00:00Z', '2024-03-10T05:00:00Z', '2024-03-11T04:00:00Z']);
  // In days of the wall clock they are one day apart, as people live them.
  const days = [...wallDays('America/New_York', starts)];
  expect(days.map((day) => day - (days[0] ?? 0))).toEqual([0, 1, 2]);
});

test('A.1.5: an instant is written in UTC with Z whatever the zone, a local time without', () => {
  expect(isoInstant(utc('2024-07-01T12:30:00'))).toBe('2024-07-01T12:30:00Z');
  expect(isoInstant(0.25)).toBe('1970-01-01T00:00:00.250Z');
  expect(localTime('America/New_York', utc('2024-07-01T12:30:00'))).toBe('2024-07-01 08:30');
  expect(localTime('America/New_York', utc('2024-07-01T04:00:00'))).toBe('2024-07-01');
});

test.each([
  [{ queueId: 'q1', queueName: 'Support', mediaType: 'voice' }, 'Support, voice'],
  [{ queueId: 'q1' }, 'q1'],
  [{ mediaType: 'chat' }, 'chat'],
  [{}, 'all contacts'],
])('a series with the key %j is called %s', (key, name) => {
  expect(seriesName(key)).toBe(name);
});

test('the newest intervals of a series keep their times, also across a change of clocks', () => {
  const series = {
    start: utc('2024-03-30T00:00:00'),
    step: calendarStep('P1D'),
    timeZone: 'Europe/London',
    unit: 'contacts',
    values: Float64Array.of(1, 2, Number.NaN),
    closed: Uint8Array.of(0, 0, 1),
  };
  const newest = lastIntervals(series, 1);
  expect(newest).toEqual({
    ...series,
    start: utc('2024-03-31T23:00:00'),
    values: Float64Array.of(Number.NaN),
    closed: Uint8Array.of(1),
  });
  expect(lastIntervals(series, 9)).toEqual(series);
});
