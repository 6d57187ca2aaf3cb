import { describe, expect, test } from 'vitest';
import { instantOf, lastPeriod } from '../../src/reporting/period.ts';
import { isoInstant } from '../../src/series/iso-instant.ts';

const asOf = (text: string) => Date.parse(text) / 1000;
const period = (text: string, now: string, timeZone = 'UTC') => {
  const { from, to } = lastPeriod(text, asOf(now), timeZone);
  return [isoInstant(from), isoInstant(to)];
};

describe('a relative period', () => {
  // Thursday, 8 January 2026.
  test.each([
    ['day', '2026-01-07T00:00:00Z', '2026-01-08T00:00:00Z'],
    ['week', '2025-12-29T00:00:00Z', '2026-01-05T00:00:00Z'],
    ['month', '2025-12-01T00:00:00Z', '2026-01-01T00:00:00Z'],
    ['hour', '2026-01-08T09:00:00Z', '2026-01-08T10:00:00Z'],
    ['24h', '2026-01-07T10:00:00Z', '2026-01-08T10:00:00Z'],
    ['7d', '2026-01-01T00:00:00Z', '2026-01-08T00:00:00Z'],
    ['2w', '2025-12-22T00:00:00Z', '2026-01-05T00:00:00Z'],
  ])('%s ends with the last whole unit', (text, from, to) => {
    expect(period(text, '2026-01-08T10:30:00Z')).toEqual([from, to]);
  });

  test('is cut by the clocks of its zone: the day on which they change has 23 hours', () => {
    expect(period('day', '2026-03-30T10:00:00Z', 'Europe/Berlin')).toEqual([
      '2026-03-28T23:00:00Z',
      '2026-03-29T22:00:00Z',
    ]);
  });

  test.each(['', '0d', '7', 'year', '7 d', '-1d'])('is not %j', (text) => {
    expect(() => lastPeriod(text, 0, 'UTC')).toThrow(RangeError);
  });
});

describe('an instant', () => {
  test('is the midnight of a date in the zone, or stands with its offset', () => {
    expect(isoInstant(instantOf('2026-07-01', 'Europe/Berlin'))).toBe('2026-06-30T22:00:00Z');
    expect(isoInstant(instantOf('2026-07-01T10:00:00+05:30', 'Europe/Berlin'))).toBe('2026-07-01T04:30:00Z');
  });

  test.each(['2026-02-30', '2026-01-05T10:00', 'yesterday'])('is not %s', (text) => {
    expect(() => instantOf(text, 'UTC')).toThrow(RangeError);
  });
});
