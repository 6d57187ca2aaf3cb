import { TZDate } from '@date-fns/tz';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DAY_SECONDS,
  instantOfWall,
  instantsOfWall,
  isTimeZone,
  offsetSecondsAt,
  startOfDay,
  startOfNextDay,
  wallSecondsAt,
  weekdayOf,
} from '../../src/series/time-zone.ts';

const utc = (iso: string): number => Date.parse(`${iso}Z`) / 1000;
/** A wall reading is written as if it were UTC. */
const wall = utc;
const iso = (instant: number): string => new Date(instant * 1000).toISOString();

/** Zones with every kind of change: none, hourly, half-hourly, at midnight, at Ramadan, across the date line, fractional offsets. */
const ZONES = [
  'UTC',
  'Europe/London',
  'America/New_York',
  'America/Santiago',
  'America/Havana',
  'America/St_Johns',
  'Atlantic/Azores',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Asia/Gaza',
  'Asia/Beirut',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Pacific/Apia',
  'Pacific/Chatham',
];

const instants = fc.integer({ min: utc('1971-01-01T00:00:00'), max: utc('2037-12-31T00:00:00') });

const localDate = (timeZone: string, instant: number): string => {
  const reading = new TZDate(instant * 1000, timeZone);
  return `${reading.getFullYear()}-${reading.getMonth() + 1}-${reading.getDate()}`;
};

describe('offsets', () => {
  test('agree with @date-fns/tz at any second of any zone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instants, (timeZone, instant) => {
        const minutesEast = -new TZDate(instant * 1000, timeZone).getTimezoneOffset();
        expect(offsetSecondsAt(timeZone, instant)).toBe(minutesEast * 60);
      }),
      { numRuns: 1000 },
    );
  });

  // Expected values from the IANA tz database, files northamerica, europe and asia.
  test.each([
    ['Europe/London', '1969-01-15T12:00:00', 3600],
    ['Europe/London', '1955-01-15T12:00:00', 0],
    ['America/New_York', '1942-06-01T12:00:00', -4 * 3600],
    ['Asia/Kolkata', '1960-01-01T00:00:00', 5.5 * 3600],
    ['Asia/Kathmandu', '1980-01-01T00:00:00', 5.5 * 3600],
    ['Asia/Kathmandu', '2024-01-01T00:00:00', 5.75 * 3600],
  ])('%s at %s is %d seconds east of UTC', (timeZone, instant, seconds) => {
    expect(offsetSecondsAt(timeZone, utc(instant))).toBe(seconds);
  });

  test('change at the very second of the tz database', () => {
    const change = utc('2024-03-31T01:00:00');
    expect(offsetSecondsAt('Europe/London', change - 1)).toBe(0);
    expect(offsetSecondsAt('Europe/London', change)).toBe(3600);
  });

  test('of a zone that does not exist are refused', () => {
    expect(isTimeZone('Europe/Atlantis')).toBe(false);
    expect(isTimeZone('Europe/London')).toBe(true);
    expect(() => offsetSecondsAt('Europe/Atlantis', 0)).toThrow(RangeError);
  });
});

describe('the instant of a wall reading', () => {
  test('is undone by reading the wall clock, unless the reading is skipped', () => {
    const readings = fc.integer({ min: wall('1971-01-01T00:00:00'), max: wall('2037-12-31T00:00:00') });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), readings, (timeZone, reading) => {
        const instants = instantsOfWall(timeZone, reading);
        for (const instant of instants) expect(wallSecondsAt(timeZone, instant)).toBe(reading);
        if (instants.length === 0)
          expect(wallSecondsAt(timeZone, instantOfWall(timeZone, reading))).toBeGreaterThan(reading);
      }),
      { numRuns: 1000 },
    );
  });

  test('comes twice when clocks go back, the first one first', () => {
    const instants = instantsOfWall('Europe/London', wall('2024-10-27T01:30:00'));
    expect(instants.map(iso)).toEqual(['2024-10-27T00:30:00.000Z', '2024-10-27T01:30:00.000Z']);
    expect(instantOfWall('Europe/London', wall('2024-10-27T01:30:00'))).toBe(utc('2024-10-27T00:30:00'));
  });

  test('is the change of clocks when clocks skip it', () => {
    expect(instantsOfWall('Europe/London', wall('2024-03-31T01:30:00'))).toEqual([]);
    expect(iso(instantOfWall('Europe/London', wall('2024-03-31T01:30:00')))).toBe('2024-03-31T01:00:00.000Z');
  });

  test('is the change for a whole day that the date line took (Samoa, 30 December 2011)', () => {
    expect(instantsOfWall('Pacific/Apia', wall('2011-12-30T12:00:00'))).toEqual([]);
    expect(iso(instantOfWall('Pacific/Apia', wall('2011-12-30T12:00:00')))).toBe('2011-12-30T10:00:00.000Z');
    expect(iso(instantOfWall('Pacific/Apia', wall('2011-12-29T23:00:00')))).toBe('2011-12-30T09:00:00.000Z');
  });
});

describe('a local day', () => {
  test('starts with the first second of its date, as @date-fns/tz reads the date', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instants, (timeZone, instant) => {
        const start = startOfDay(timeZone, instant);
        expect(start).toBeLessThanOrEqual(instant);
        expect(localDate(timeZone, start)).toBe(localDate(timeZone, instant));
        expect(localDate(timeZone, start - 1)).not.toBe(localDate(timeZone, instant));
      }),
      { numRuns: 1000 },
    );
  });

  test('ends with the last second of its date, where the next one starts', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instants, (timeZone, instant) => {
        const next = startOfNextDay(timeZone, instant);
        expect(next).toBeGreaterThan(instant);
        expect(startOfDay(timeZone, next)).toBe(next);
        expect(localDate(timeZone, next - 1)).toBe(localDate(timeZone, instant));
        expect(localDate(timeZone, next)).not.toBe(localDate(timeZone, instant));
      }),
      { numRuns: 1000 },
    );
  });

  test('starts at the first of two midnights (Gaza, 4 September 2009: 01:00 became 00:00)', () => {
    expect(iso(startOfDay('Asia/Gaza', utc('2009-09-04T12:00:00')))).toBe('2009-09-03T21:00:00.000Z');
    expect(iso(startOfDay('Asia/Gaza', utc('2009-09-03T22:30:00')))).toBe('2009-09-03T21:00:00.000Z');
  });

  // Lengths from the rules of the IANA tz database for 2024.
  test.each([
    ['Europe/London', '2024-03-31', 23],
    ['Europe/London', '2024-10-27', 25],
    ['America/New_York', '2024-03-10', 23],
    ['America/New_York', '2024-11-03', 25],
    ['America/Santiago', '2024-09-08', 23],
    ['America/Santiago', '2024-04-06', 25],
    ['America/Havana', '2024-11-03', 25],
    ['Australia/Lord_Howe', '2024-10-06', 23.5],
    ['Australia/Lord_Howe', '2024-04-07', 24.5],
    ['Asia/Kathmandu', '2024-03-31', 24],
    ['Asia/Gaza', '2023-04-29', 23],
    ['Africa/Casablanca', '2024-03-10', 25],
    ['Africa/Casablanca', '2024-04-14', 23],
  ])('in %s on %s has %d hours', (timeZone, day, hours) => {
    const start = instantOfWall(timeZone, wall(`${day}T00:00:00`));
    expect((startOfNextDay(timeZone, start) - start) / 3600).toBe(hours);
  });

  test('starts at one o clock when midnight is skipped (Santiago, 8 September 2024)', () => {
    const start = startOfDay('America/Santiago', utc('2024-09-08T12:00:00'));
    expect(iso(wallSecondsAt('America/Santiago', start))).toBe('2024-09-08T01:00:00.000Z');
  });

  test('has the weekday of its date, also before 1970', () => {
    const dates = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, (day) => {
        expect(weekdayOf('UTC', Math.floor(day.getTime() / 1000))).toBe(day.getUTCDay());
      }),
    );
    expect(weekdayOf('Asia/Tokyo', utc('2024-01-06T20:00:00'))).toBe(0);
    expect(weekdayOf('UTC', -DAY_SECONDS)).toBe(3);
  });
});
