import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarStep, gridOf, stepsBetween } from '../../src/series/calendar-step.ts';
import { startOfDay } from '../../src/series/time-zone.ts';
import { intervalBorders } from './time-grid.ts';

// Both hemispheres, half-hour and quarter-hour offsets, a change of half an hour (Lord Howe), changes at midnight (Cairo).
const zones = fc.constantFrom(
  'UTC',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Africa/Cairo',
);
const instants = fc.integer({ min: Date.UTC(2015, 0, 1) / 1000, max: Date.UTC(2027, 0, 1) / 1000 });
const steps = fc.constantFrom('P1D', 'PT1H', 'PT30M', 'PT15M');

describe('borders', () => {
  // Two implementations that share nothing: this one asks @date-fns/tz, the series code searches Intl for clock changes.
  test('between local midnights are the calendar steps of the series code', () => {
    fc.assert(
      fc.property(zones, instants, fc.integer({ min: 1, max: 200 }), steps, (timeZone, instant, days, iso) => {
        const start = startOfDay(timeZone, instant);
        const end = startOfDay(timeZone, start + days * 86_400 + 43_200);
        const step = calendarStep(iso);
        const grid = gridOf(start, step, timeZone, stepsBetween(start, end, step, timeZone));
        const borders = intervalBorders({ startMs: start * 1000, endMs: end * 1000 }, iso, timeZone);
        expect(borders).toEqual([...grid, end].map((seconds) => seconds * 1000));
      }),
    );
  });

  test('start and end where the range does, wherever that is, and ascend', () => {
    fc.assert(
      fc.property(zones, instants, fc.integer({ min: 1, max: 10_000_000 }), steps, (timeZone, instant, length, iso) => {
        const range = { startMs: instant * 1000, endMs: (instant + length) * 1000 };
        const borders = intervalBorders(range, iso, timeZone);
        expect([borders[0], borders.at(-1)]).toEqual([range.startMs, range.endMs]);
        expect(borders.slice(1).every((border, i) => border > borders[i])).toBe(true);
      }),
    );
  });

  test('of a length that this server does not know are not made up', () => {
    expect(() => intervalBorders({ startMs: 0, endMs: 1 }, 'P1W', 'UTC')).toThrow('P1W');
  });
});
