import { TZDate } from '@date-fns/tz';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addSteps,
  type CalendarStep,
  calendarStep,
  floorToStep,
  gridOf,
  isSubDaily,
  nominalDays,
  stepOfSeconds,
  stepsBetween,
} from '../../src/series/calendar-step.ts';
import { instantOfWall, startOfDay, startOfNextDay } from '../../src/series/time-zone.ts';

const utc = (iso: string): number => Date.parse(`${iso}Z`) / 1000;
const iso = (instant: number): string => new Date(instant * 1000).toISOString().replace('.000Z', 'Z');
const midnight = (timeZone: string, day: string): number => instantOfWall(timeZone, utc(`${day}T00:00:00`));

const ZONES = [
  'UTC',
  'Europe/London',
  'America/Santiago',
  'America/Havana',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Asia/Gaza',
];
const STEPS = ['PT5M', 'PT15M', 'PT30M', 'PT1H', 'PT4H', 'P1D', 'P2D', 'P1W', 'P1M', 'P3M', 'P1Y'];

const onGrid = fc
  .record({
    timeZone: fc.constantFrom(...ZONES),
    step: fc.constantFrom(...STEPS).map(calendarStep),
    day: fc.integer({ min: 0, max: 20_000 }),
  })
  .map(({ timeZone, step, day }) => {
    const noon = new TZDate(1971, 0, 1 + (step.unit === 'month' ? 0 : day), 12, timeZone);
    return { timeZone, step, start: startOfDay(timeZone, noon.getTime() / 1000) };
  });

describe('a step', () => {
  test.each([
    ['PT15M', 'second', 900],
    ['PT1H', 'second', 3600],
    ['P1D', 'day', 1],
    ['P2W', 'day', 14],
    ['P1M', 'month', 1],
    ['P1Y', 'month', 12],
  ])('%s is read', (text, unit, count) => {
    expect(calendarStep(text)).toEqual({ iso: text, unit, count });
  });

  test.each(['', 'P', 'PT0M', 'P1DT1H', 'PT7H', 'PT25M', 'PT24H', 'PT36H', '1D', 'P-1D', 'P1.5D'])(
    '%j is refused',
    (text) => {
      expect(() => calendarStep(text)).toThrow(RangeError);
    },
  );

  test.each([
    [900, 'PT15M'],
    [3600, 'PT1H'],
    [10, 'PT10S'],
    [86_400, 'P1D'],
    [7 * 86_400, 'P1W'],
    [10 * 86_400, 'P10D'],
  ])('of %d seconds is %s', (seconds, text) => {
    expect(stepOfSeconds(seconds).iso).toBe(text);
  });

  test.each([0, -900, 1000, 1.5])('of %d seconds does not exist', (seconds) => {
    expect(() => stepOfSeconds(seconds)).toThrow(RangeError);
  });

  test('knows its length for thresholds', () => {
    expect(nominalDays(calendarStep('PT12H'))).toBe(0.5);
    expect(nominalDays(calendarStep('P1W'))).toBe(7);
    expect(nominalDays(calendarStep('P12M'))).toBe(365.25);
    expect(isSubDaily(calendarStep('PT12H'))).toBe(true);
    expect(isSubDaily(calendarStep('P1D'))).toBe(false);
  });
});

describe('slots of a local day', () => {
  // Lengths of these days in the IANA tz database: 24, 23, 25, 24.5, 23.5, 24, 23 and 25 hours.
  test.each([
    ['Europe/London', '2024-06-01', 96],
    ['Europe/London', '2024-03-31', 92],
    ['Europe/London', '2024-10-27', 100],
    ['Australia/Lord_Howe', '2024-04-07', 98],
    ['Australia/Lord_Howe', '2024-10-06', 94],
    ['Asia/Kathmandu', '2024-10-06', 96],
    ['America/Santiago', '2024-09-08', 92],
    ['America/Santiago', '2024-04-06', 100],
  ])('%s on %s has %d quarter hours', (timeZone, day, slots) => {
    const start = midnight(timeZone, day);
    const end = startOfNextDay(timeZone, start);
    const step = calendarStep('PT15M');
    expect(stepsBetween(start, end, step, timeZone)).toBe(slots);
    expect(addSteps(start, step, timeZone, slots)).toBe(end);
    expect([...gridOf(start, step, timeZone, slots + 1)].at(-1)).toBe(end);
  });

  test('start anew at midnight when a change of clocks cuts the last one short', () => {
    const start = midnight('Australia/Lord_Howe', '2024-10-06');
    const grid = gridOf(start, calendarStep('PT1H'), 'Australia/Lord_Howe', 26);
    const lengths = [...grid].slice(1).map((at, i) => at - (grid[i] ?? Number.NaN));
    expect(lengths.slice(0, 25)).toEqual([...Array(23).fill(3600), 1800, 3600]);
  });
});

describe('grids', () => {
  test('of days begin a new date of @date-fns/tz with every interval', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.integer({ min: 0, max: 20_000 }), (timeZone, day) => {
        const noon = new TZDate(1971, 0, 1 + day, 12, timeZone).getTime() / 1000;
        const grid = [...gridOf(startOfDay(timeZone, noon), calendarStep('P1D'), timeZone, 8)];
        const dates = grid.map((start) => new TZDate(start * 1000, timeZone).getDate());
        expect(dates).toEqual(grid.map((_, i) => new Date(Date.UTC(1971, 0, 1 + day + i)).getUTCDate()));
        const lastDates = grid.map((start) => new TZDate((start - 1) * 1000, timeZone).getDate());
        expect(lastDates).toEqual(grid.map((_, i) => new Date(Date.UTC(1971, 0, day + i)).getUTCDate()));
      }),
      { numRuns: 500 },
    );
  });

  test('are the same by steps from the start, by single steps and by counting', () => {
    fc.assert(
      fc.property(onGrid, fc.integer({ min: 1, max: 300 }), ({ timeZone, step, start }, count) => {
        const grid = [...gridOf(start, step, timeZone, count + 1)];
        expect(grid).toEqual(grid.map((_, i) => addSteps(start, step, timeZone, i)));
        expect(stepsBetween(start, grid.at(-1) ?? 0, step, timeZone)).toBe(count);
        expect(addSteps(grid.at(-1) ?? 0, step, timeZone, -count)).toBe(start);
        expect(grid.every((at, i) => i === 0 || at > (grid[i - 1] ?? 0))).toBe(true);
      }),
    );
  });

  test('of months keep the day, or take the last one of a shorter month', () => {
    const grid = gridOf(utc('2024-01-31T00:00:00'), calendarStep('P1M'), 'UTC', 4);
    expect([...grid].map(iso)).toEqual([
      '2024-01-31T00:00:00Z',
      '2024-02-29T00:00:00Z',
      '2024-03-31T00:00:00Z',
      '2024-04-30T00:00:00Z',
    ]);
  });

  test('of days and months work before 1970', () => {
    const grid = gridOf(utc('1949-11-01T00:00:00'), calendarStep('P1M'), 'UTC', 3);
    expect([...grid].map(iso)).toEqual(['1949-11-01T00:00:00Z', '1949-12-01T00:00:00Z', '1950-01-01T00:00:00Z']);
    expect(iso(addSteps(utc('1969-12-31T00:00:00'), calendarStep('P1D'), 'UTC', 1))).toBe('1970-01-01T00:00:00Z');
  });

  test('of a year of half hours in a zone with summer time take milliseconds', () => {
    const start = midnight('Europe/London', '2023-01-01');
    const durations = Array.from({ length: 10 }, () => {
      const before = performance.now();
      gridOf(start, calendarStep('PT30M'), 'Europe/London', 17_520);
      return performance.now() - before;
    });
    expect(Math.min(...durations)).toBeLessThan(10);
  });
});

describe('the last grid point before an instant', () => {
  const floor = (instant: string, step: string, timeZone = 'UTC') =>
    iso(floorToStep(utc(instant), calendarStep(step), timeZone));

  test('is the start of the running interval', () => {
    expect(floor('2024-05-15T10:44:59', 'PT15M')).toBe('2024-05-15T10:30:00Z');
    expect(floor('2024-05-15T10:45:00', 'PT15M')).toBe('2024-05-15T10:45:00Z');
    expect(floor('2024-05-15T10:44:59', 'P1D')).toBe('2024-05-15T00:00:00Z');
    expect(floor('2024-05-15T10:44:59', 'P1D', 'America/New_York')).toBe('2024-05-15T04:00:00Z');
    expect(floor('2024-05-15T02:00:00', 'P1D', 'America/New_York')).toBe('2024-05-14T04:00:00Z');
  });

  test('is a Monday for weeks, the first for months, in January for years', () => {
    expect(floor('2024-05-15T10:44:59', 'P1W')).toBe('2024-05-13T00:00:00Z');
    expect(floor('2024-05-13T00:00:00', 'P1W')).toBe('2024-05-13T00:00:00Z');
    expect(floor('2024-05-15T10:44:59', 'P1M')).toBe('2024-05-01T00:00:00Z');
    expect(floor('2024-05-15T10:44:59', 'P3M')).toBe('2024-04-01T00:00:00Z');
    expect(floor('1969-05-15T10:44:59', 'P1Y')).toBe('1969-01-01T00:00:00Z');
  });

  test('lies on the grid, at or before the instant, and its successor after it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.constantFrom(...STEPS).map(calendarStep),
        fc.integer({ min: utc('1971-01-01T00:00:00'), max: utc('2030-01-01T00:00:00') }),
        (timeZone: string, step: CalendarStep, instant: number) => {
          const at = floorToStep(instant, step, timeZone);
          expect(at).toBeLessThanOrEqual(instant);
          expect(addSteps(at, step, timeZone, 1)).toBeGreaterThan(instant);
          expect(floorToStep(at, step, timeZone)).toBe(at);
          if (!isSubDaily(step)) expect(startOfDay(timeZone, at)).toBe(at);
        },
      ),
      { numRuns: 500 },
    );
  });
});
