import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayParts, intradayProfile } from '../../../src/models/intraday-profile/intraday-profile.ts';
import { calendarStep, gridOf } from '../../../src/series/calendar-step.ts';
import type { Series } from '../../../src/series/series.ts';
import { DAY_SECONDS } from '../../../src/series/time-zone.ts';

/** Monday. */
const MONDAY = Date.UTC(2026, 0, 5) / 1000;

function hourly(values: readonly number[], changes: Partial<Series> = {}): Series {
  const numbers = Float64Array.from(values);
  return {
    start: MONDAY,
    step: calendarStep('PT1H'),
    timeZone: 'UTC',
    unit: 'contacts',
    values: numbers,
    closed: new Uint8Array(numbers.length),
    ...changes,
  };
}

/** 24 hours with contacts at some of them. */
const day = (contacts: Readonly<Record<number, number>>): number[] =>
  Array.from({ length: 24 }, (_, hour) => contacts[hour] ?? 0);

const sharesOf = (history: Series, start: number) =>
  dayParts(intradayProfile(history), start).map(({ shareFraction }) => shareFraction);

describe('the profile of a weekday', () => {
  test('is its contacts by time of day, summed over its days, over their sum: a busy day counts more', () => {
    const quiet = day({ 9: 1, 10: 1 });
    const busy = day({ 9: 9, 10: 1 });
    const other = day({ 12: 5 });
    const weeks = [quiet, ...Array(6).fill(other), busy, ...Array(6).fill(other)].flat();
    const shares = sharesOf(hourly(weeks), MONDAY + 14 * DAY_SECONDS);
    expect(shares[9]).toBeCloseTo(10 / 12, 15);
    expect(shares[10]).toBeCloseTo(2 / 12, 15);
    expect(sharesOf(hourly(weeks), MONDAY + 15 * DAY_SECONDS)[12]).toBe(1);
  });

  test('leaves out days with a missing interval, which would look quiet then', () => {
    const whole = day({ 9: 4, 10: 4 });
    const partial = day({ 9: 8, 10: Number.NaN });
    const shares = sharesOf(hourly([...partial, ...Array(6).fill(whole).flat(), ...whole]), MONDAY);
    expect(shares[9]).toBe(0.5);
  });

  test('leaves out the parts of days at both ends', () => {
    const noon = MONDAY + DAY_SECONDS / 2;
    const half = day({ 15: 100 }).slice(12);
    const shares = sharesOf(
      hourly([...half, ...day({ 9: 1 }), ...day({ 9: 7 }).slice(0, 12)], { start: noon }),
      MONDAY,
    );
    expect(shares[9]).toBe(1);
  });

  test('is that of all days where the weekday had no contacts', () => {
    const shares = sharesOf(hourly([...day({}), ...day({ 9: 1, 10: 3 })]), MONDAY);
    expect([shares[9], shares[10]]).toEqual([0.25, 0.75]);
  });
});

// 2026-03-29 and 2026-10-25 are Sundays; Europe/Berlin skips 02:00-03:00 on the first and repeats it on the second.
test.each([
  ['of 23 hours', Date.UTC(2026, 2, 28, 23), 23],
  ['of 25 hours', Date.UTC(2026, 9, 24, 22), 25],
])('a day %s gets all of its contacts, by its own clock', (_, startMs, hours) => {
  const start = Date.UTC(2026, 0, 4, 23) / 1000;
  const everyHour = Array.from({ length: 14 * 24 }, () => 1);
  const history = hourly(everyHour, { start, timeZone: 'Europe/Berlin' });
  const parts = dayParts(intradayProfile(history), startMs / 1000);
  expect(parts).toHaveLength(hours);
  expect(parts.map(({ start }) => start)).toEqual([
    ...gridOf(startMs / 1000, calendarStep('PT1H'), 'Europe/Berlin', hours),
  ]);
  for (const { shareFraction } of parts) expect(shareFraction).toBeCloseTo(1 / hours, 12);
});

test('shares are none below 0 and add up to 1, whatever the history', () => {
  const values = fc.array(fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constant(Number.NaN)), {
    minLength: 24,
    maxLength: 24 * 20,
  });
  fc.assert(
    fc.property(values, fc.integer({ min: 0, max: 20 }), (some, daysOn) => {
      // A whole day with a contact, or there is no profile.
      const history = hourly([...day({ 13: 1 }), ...some]);
      const shares = sharesOf(history, MONDAY + daysOn * DAY_SECONDS);
      expect(shares.every((share) => share >= 0)).toBe(true);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    }),
  );
});

describe('no profile', () => {
  test('of a history without a whole day of contacts', () => {
    expect(() => intradayProfile(hourly(day({ 9: 3 }).slice(0, 23)))).toThrow(/no whole day with contacts/);
    expect(() => intradayProfile(hourly(day({})))).toThrow(/no whole day with contacts/);
  });

  test('of days', () => {
    expect(() => intradayProfile(hourly([1, 2], { step: calendarStep('P1D') }))).toThrow(RangeError);
  });
});
