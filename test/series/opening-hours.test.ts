import { describe, expect, test } from 'vitest';
import { isOpenDuring, openingHours } from '../../src/series/opening-hours.ts';

const LONDON = 'Europe/London';
/** A time of the week of 2026-07-06, a Monday; clocks in London show an hour more than UTC. */
const at = (day: number, hour: number, minute = 0) => Date.UTC(2026, 6, 5 + day, hour - 1, minute) / 1000;

const open = (text: string, start: number, minutes = 30) =>
  isOpenDuring(openingHours(text), LONDON, start, start + 60 * minutes);

describe('opening hours by the local clock', () => {
  const week = 'Mon-Fri 08:00-20:00, Sat 09:00-13:00';

  test.each([
    ['the first half hour of a weekday', at(1, 8), true],
    ['the half hour before', at(1, 7, 30), false],
    ['the last half hour', at(5, 19, 30), true],
    ['the half hour after', at(5, 20), false],
    ['Saturday at noon', at(6, 12), true],
    ['Saturday afternoon', at(6, 13), false],
    ['Sunday, which is not named', at(7, 12), false],
  ])('%s', (_, start, expected) => {
    expect(open(week, start)).toBe(expected);
  });

  test('an interval of which a part is open is open', () => {
    expect(open('Mon 08:15-09:00', at(1, 8))).toBe(true);
    expect(open('Mon 07:00-08:01', at(1, 8))).toBe(true);
  });

  test('an interval over midnight sees the next day', () => {
    expect(open('Tue 00:00-01:00', at(1, 23, 30), 60)).toBe(true);
    expect(open('Sun 00:00-01:00', at(6, 23, 30), 60)).toBe(true);
    expect(open('Tue 00:00-01:00', at(1, 22, 30), 60)).toBe(false);
  });

  test('days run over the end of the week, and one may be named twice', () => {
    for (const day of [6, 7, 8]) expect(open('Sat-Mon 10:00-11:00', at(day, 10))).toBe(true);
    expect(open('Sat-Mon 10:00-11:00', at(9, 10))).toBe(false);
    expect(open('Mon 08:00-12:00, Mon 13:00-24:00', at(1, 23, 30))).toBe(true);
    expect(open('Mon 08:00-12:00, Mon 13:00-24:00', at(1, 12))).toBe(false);
  });

  test('the clock change moves the instants, not the hours', () => {
    const winter = Date.UTC(2026, 11, 7, 8) / 1000;
    expect(open(week, winter)).toBe(true);
    expect(open(week, winter - 1800)).toBe(false);
  });
});

test.each([
  '',
  'Mon',
  'Mon-Fri',
  'Mon 8-20',
  'Mon 20:00-08:00',
  'Mon 08:00-08:00',
  'Mon 08:00-24:30',
  'Mon 08:70-09:00',
  'Mo 08:00-20:00',
  'Mon-Xyz 08:00-20:00',
])('%j is no opening time', (text) => {
  expect(() => openingHours(text)).toThrow(/is no opening time such as Mon-Fri 08:00-20:00/);
});
