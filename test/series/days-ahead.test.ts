import { describe, expect, test } from 'vitest';
import { calendarStep } from '../../src/series/calendar-step.ts';
import { intervalsInDaysFrom, intervalsInDaysUntil } from '../../src/series/days-ahead.ts';

const at = (text: string): number => Date.parse(text) / 1000;
const grid = (iso: string, timeZone = 'UTC') => ({ step: calendarStep(iso), timeZone });

describe('the intervals of so many days', () => {
  test.each([
    ['P1D', 30, 30],
    ['PT30M', 7, 336],
    ['P1W', 28, 4],
    ['P1W', 1, 1],
    ['P1M', 30, 1],
    ['P1M', 365, 12],
  ])('of steps %s and %d days are %d', (iso, days, expected) => {
    expect(intervalsInDaysFrom(at('2026-06-01T00:00:00Z'), grid(iso), days)).toBe(expected);
    expect(intervalsInDaysUntil(at('2026-06-01T00:00:00Z'), grid(iso), days)).toBe(expected);
  });

  // Clocks in London go forward on 29 March 2026 and back on 25 October 2026.
  test.each([
    ['2026-03-28T00:00:00Z', 2, 47],
    ['2026-10-23T23:00:00Z', 2, 49],
  ])('from %s in London, %d days are %d hours', (instant, days, hours) => {
    expect(intervalsInDaysFrom(at(instant), grid('PT1H', 'Europe/London'), days)).toBe(hours);
  });

  test.each([
    ['2026-03-29T23:00:00Z', 2, 47],
    ['2026-10-26T00:00:00Z', 2, 49],
    ['2026-10-26T09:00:00Z', 1, 24],
    ['2026-10-25T09:00:00Z', 1, 25],
  ])('until %s in London, %d days are %d hours', (instant, days, hours) => {
    expect(intervalsInDaysUntil(at(instant), grid('PT1H', 'Europe/London'), days)).toBe(hours);
  });
});
