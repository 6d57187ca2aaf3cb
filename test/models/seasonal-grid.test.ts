import { describe, expect, test } from 'vitest';
import { CLOSED, seasonalGrid } from '../../src/models/seasonal-grid.ts';
import { calendarStep } from '../../src/series/calendar-step.ts';
import { wallSecondsAt } from '../../src/series/time-zone.ts';
import { numbers, seriesOf } from './series-of.ts';

const missing = Number.NaN;
const hours = { step: calendarStep('PT1H') };

test('the season of days is the week, and places follow the days', () => {
  const grid = seasonalGrid(seriesOf(numbers(20, (day) => day)));
  expect([grid.season, grid.daySeason]).toEqual([7, undefined]);
  expect([...grid.values]).toEqual(numbers(20, (day) => day));
  expect([...grid.placesAhead(3)]).toEqual([20, 21, 22]);
});

test('a weekday without values has no place, so the value a season before is that of the same weekday', () => {
  const grid = seasonalGrid(seriesOf(numbers(21, (day) => (day % 7 === 6 ? missing : day))));
  expect(grid.season).toBe(6);
  expect([...grid.values]).toEqual(numbers(21, (day) => day).filter((day) => day % 7 !== 6));
  expect([...grid.places.subarray(0, 8)]).toEqual([0, 1, 2, 3, 4, 5, CLOSED, 6]);
  expect([...grid.placesAhead(8)]).toEqual([18, 19, 20, 21, 22, 23, CLOSED, 24]);
});

test('a missing value of an open weekday keeps its place', () => {
  const grid = seasonalGrid(seriesOf(numbers(21, (day) => (day === 9 ? missing : day))));
  expect(grid.season).toBe(7);
  expect(grid.values[9]).toBeNaN();
});

test('a history that starts on a closed day starts with the first open one', () => {
  const grid = seasonalGrid(seriesOf(numbers(21, (day) => (day % 7 === 0 ? missing : day))));
  expect([...grid.places.subarray(0, 3)]).toEqual([CLOSED, 0, 1]);
  expect([...grid.placesAhead(2)]).toEqual([CLOSED, 18]);
});

test('a weekday that had a value in one of twenty weeks is closed, in two it is open', () => {
  const strays = (weeks: number) =>
    seriesOf(numbers(140, (day) => (day % 7 === 6 && Math.floor(day / 7) >= weeks ? missing : 1)));
  expect(seasonalGrid(strays(1)).season).toBe(6);
  expect(seasonalGrid(strays(2)).season).toBe(7);
});

test('values that are missing five times in six close no weekday', () => {
  expect(seasonalGrid(seriesOf(numbers(140, (day) => (day % 6 === 0 ? 1 : missing)))).season).toBe(7);
});

test('values so rare that no weekday is open are refused', () => {
  expect(() => seasonalGrid(seriesOf(numbers(140, (day) => (day === 3 ? 1 : missing))))).toThrow(RangeError);
});

describe('below a day', () => {
  const open = (hour: number) => hour % 24 >= 8 && hour % 24 < 18 && Math.floor(hour / 24) % 7 < 5;

  test('the season is the week of open times, with a day of its own when all open days have as many', () => {
    const grid = seasonalGrid(
      seriesOf(
        numbers(24 * 21, (hour) => (open(hour) ? hour : missing)),
        hours,
      ),
    );
    expect([grid.season, grid.daySeason]).toEqual([50, 10]);
    expect([...grid.values]).toEqual(numbers(24 * 21, (hour) => hour).filter(open));
  });

  test('there is no season of a day when one day is shorter', () => {
    const short = (hour: number) => open(hour) && !(Math.floor(hour / 24) % 7 === 4 && hour % 24 >= 16);
    const grid = seasonalGrid(
      seriesOf(
        numbers(24 * 21, (hour) => (short(hour) ? hour : missing)),
        hours,
      ),
    );
    expect([grid.season, grid.daySeason]).toEqual([48, undefined]);
  });

  // Clocks in Berlin go forward on Sunday, 30 March 2025, at 02:00, and back on Sunday, 26 October 2025, at 03:00.
  test.each(['2025-03-16T23:00:00Z', '2025-10-12T22:00:00Z'])(
    'a change of clocks shifts no time of the week: from %s',
    (from) => {
      const start = Date.parse(from) / 1000;
      const timeZone = 'Europe/Berlin';
      const timeOfWeek = (instant: number) => (wallSecondsAt(timeZone, instant) / 3600) % 168;
      const values = numbers(24 * 35, (hour) => timeOfWeek(start + hour * 3600));
      const { season, values: laid } = seasonalGrid(seriesOf(values, { ...hours, start, timeZone }));
      expect(season).toBe(168);
      for (let place = season; place < laid.length; place++) {
        if (!Number.isNaN(laid[place] - laid[place - season])) expect(laid[place]).toBe(laid[place - season]);
      }
      expect(laid.filter((value) => !Number.isNaN(value)).length).toBeGreaterThanOrEqual(24 * 35 - 1);
    },
  );
});

test.each([
  ['P1M', 24, 12, 'yearly'],
  ['P1M', 23, 1, 'yearly'],
  ['P1W', 104, 52, 'yearly'],
  ['P1W', 103, 1, 'yearly'],
  ['P1D', 14, 7, 'weekly'],
])('steps %s of a history of %d have a season of %d, %s', (iso, length, season, seasonName) => {
  const grid = seasonalGrid(
    seriesOf(
      numbers(length, (i) => i),
      { step: calendarStep(iso) },
    ),
  );
  expect(grid).toMatchObject({ season, seasonName });
});
