import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarStep, stepsBetween } from '../../src/series/calendar-step.ts';
import { closeTimes } from '../../src/series/closed-times.ts';
import { learnedClosing } from '../../src/series/learned-closing.ts';
import { openTimesOfWeek } from '../../src/series/open-times-of-week.ts';
import { intervalStarts, type Series } from '../../src/series/series.ts';
import { utc } from './volume-record.ts';

/** From Monday, 3 March 2025, local time; values by the local hour of the week, from Monday's midnight on. */
function local(weeks: number, step: string, valueAt: (hour: number) => number, timeZone = 'UTC'): Series {
  const start = utc('2025-03-03') - (timeZone === 'UTC' ? 0 : 3600);
  const grid = { start, step: calendarStep(step), timeZone, unit: 'contacts' };
  const end = utc('2025-03-03') + weeks * 604_800 - (timeZone === 'UTC' ? 0 : weeks > 3 ? 7200 : 3600);
  const empty = new Uint8Array(stepsBetween(start, end, grid.step, timeZone));
  const series = { ...grid, values: new Float64Array(empty.length), closed: empty };
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' });
  const values = intervalStarts(series).map((instant) => {
    const [weekday, time] = clock.format(instant * 1000).split(/,? /);
    const [hour, minute] = time.split(':').map(Number);
    return valueAt(24 * ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(weekday) + hour + minute / 60);
  });
  return { ...series, values };
}

const office = (hour: number): number => (hour < 120 && hour % 24 >= 8 && hour % 24 < 18 ? 5 : 0);
const learned = (series: Series) => openTimesOfWeek(closeTimes(series, learnedClosing(series)));

describe('opening hours', () => {
  test('are learned for each weekday by the local clock, across a change of clocks', () => {
    // Clocks went forward on 30 March 2025.
    const saturday = (hour: number): number => (hour >= 129 && hour < 133 ? 4 : office(hour));
    const series = local(8, 'PT30M', saturday, 'Europe/Berlin');
    expect(learned(series)).toBe('Mon-Fri 08:00-18:00, Sat 09:00-13:00');
  });

  test('have a break where nobody ever comes', () => {
    const withBreak = (hour: number): number => (Math.floor(hour % 24) === 12 ? 0 : office(hour));
    expect(learned(local(4, 'PT15M', withBreak))).toBe('Mon-Fri 08:00-12:00 and 13:00-18:00');
  });

  test('are not learned from a single week, nor contradicted by one contact at night', () => {
    expect(learnedClosing(local(1, 'PT1H', office)).includes(1)).toBe(false);
    const series = local(4, 'PT1H', office);
    const stray = { ...series, values: series.values.with(2, 1) };
    expect(learnedClosing(stray)[24 + 2]).toBe(0);
    expect(learnedClosing(stray)[24 + 26]).toBe(1);
  });

  // exp(-n) = 0.001 at n = 6.9078: six contacts in the least busy interval beside are no proof, seven are.
  test.each([
    [6, false],
    [7, true],
  ])('take more than chance: %d contacts in the hour before the evening', (weeks, isClosed) => {
    const evening = (hour: number): number => (hour % 24 >= 8 && hour % 24 < 20 ? (hour % 24 >= 19 ? 1 : 9) : 0);
    expect(learnedClosing(local(weeks, 'PT1H', evening)).includes(1)).toBe(isClosed);
  });

  test('never close a time that had a contact', () => {
    const week = fc.array(fc.nat({ max: 3 }), { minLength: 168, maxLength: 168 });
    fc.assert(
      fc.property(week, (values) => {
        const closed = learnedClosing(local(5, 'PT1H', (hour) => 4 * values[hour]));
        for (const [slot, isClosed] of closed.entries()) if (isClosed === 1) expect(values[(slot + 144) % 168]).toBe(0);
      }),
      { numRuns: 4 },
    );
  });
});

test('whole weekdays alone are told by their names, as are days', () => {
  expect(learned(local(4, 'PT1H', (hour) => (hour < 144 ? 5 : 0)))).toBeUndefined();
  expect(openTimesOfWeek(local(4, 'P1D', () => 5))).toBeUndefined();
});
