import { TZDate } from '@date-fns/tz';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarStep, stepsBetween } from '../../src/series/calendar-step.ts';
import { closedOnWeekdays, closeTimes } from '../../src/series/closed-times.ts';
import { closedWeekdays } from '../../src/series/closed-weekdays.ts';
import { intervalStarts, type Series } from '../../src/series/series.ts';
import { volumeSeries } from '../../src/series/volume-series.ts';
import { utc, volumeRecord } from './volume-record.ts';

/** Daily from a Monday on; the values repeat. */
function daily(days: number, pattern: readonly number[], timeZone = 'UTC'): Series {
  const values = Float64Array.from({ length: days }, (_, i) => pattern[i % pattern.length] ?? Number.NaN);
  const start = timeZone === 'UTC' ? utc('2024-01-01') : utc('2024-01-01T05:00:00');
  return { start, step: calendarStep('P1D'), timeZone, unit: 'contacts', values, closed: new Uint8Array(days) };
}

const SUNDAY = 0;
const SATURDAY = 6;

describe('closed weekdays', () => {
  test('A.1.2: Sundays on which nothing ever arrived are closed, neither forgotten nor zero', () => {
    const days = ['01', '02', '03', '04', '05', '06', '08', '09', '10', '11', '12', '13'];
    const records = days.map((day) => volumeRecord({ intervalStart: utc(`2024-01-${day}T10:00:00`), offered: 40 }));
    const question = { from: utc('2024-01-01'), to: utc('2024-01-15'), step: calendarStep('P1D'), timeZone: 'UTC' };
    const [only] = volumeSeries(records, { ...question, metric: 'offered', by: [] });
    const history = only?.series ?? daily(0, []);
    expect(closedWeekdays(history)).toEqual([SUNDAY]);
    const closed = closeTimes(history, closedOnWeekdays(history.step, [SUNDAY]));
    expect([...closed.values].slice(5, 8)).toEqual([40, Number.NaN, 40]);
    expect([...closed.closed].slice(5, 8)).toEqual([0, 1, 0]);
    expect(closed.values).toHaveLength(14);
  });

  test('A.6: a single zero Sunday is a zero, since once is no rule', () => {
    expect(closedWeekdays(daily(7, [500, 500, 500, 500, 500, 500, 0]))).toEqual([]);
    expect(closedWeekdays(daily(14, [500, 500, 500, 500, 500, 500, 0]))).toEqual([SUNDAY]);
  });

  test('A.6: one contact on one Sunday in two years keeps Sundays open', () => {
    const series = daily(728, [50, 50, 50, 50, 50, 50, 0]);
    series.values[6] = 1;
    expect(closedWeekdays(series)).toEqual([]);
  });

  // exp(-n rate) = 0.001 at n rate = 6.9078 (tables of the Poisson distribution: 1000 e^-6.9078 = 1).
  test.each([
    [10, 0.69, false],
    [10, 0.7, true],
    [2, 3.45, false],
    [2, 3.46, true],
  ])('%d empty Sundays beside %d contacts on other days are closed: %s', (weeks, rate, isClosed) => {
    const series = daily(weeks * 7, [rate, rate, rate, rate, rate, rate, 0]);
    expect(closedWeekdays(series)).toEqual(isClosed ? [SUNDAY] : []);
  });

  test('of a history from a file are also those without any row', () => {
    expect(closedWeekdays(daily(28, [80, 80, 80, 80, 80, Number.NaN, Number.NaN]))).toEqual([SUNDAY, SATURDAY]);
  });

  test('are not told from missing days: what was not observed does not lower the rate', () => {
    // 2.5 a day on the days that were observed: 3 Sundays make 7.5. Over all days it would be 1.25 a day, which is no proof.
    const full = daily(21, [2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 0]);
    const values = full.values.map((value, i) => (value > 0 && i % 2 === 1 ? Number.NaN : value));
    expect(closedWeekdays({ ...full, values })).toEqual([SUNDAY]);
  });

  test('A.6: are weekdays of the local calendar, not of UTC', () => {
    const series = daily(28, [80, 80, 80, 80, 80, 80, 0], 'America/New_York');
    expect(closedWeekdays(series)).toEqual([SUNDAY]);
    const late = { ...series, timeZone: 'UTC', start: utc('2024-01-02T00:00:00') };
    expect(closedWeekdays(late)).toEqual([1]);
  });

  test('are found in intervals of a day as well, also in the week of a change of clocks', () => {
    const [start, end] = [utc('2024-03-18T00:00:00'), utc('2024-04-14T23:00:00')];
    const grid = { start, step: calendarStep('PT30M'), timeZone: 'Europe/London', unit: 'contacts' };
    const slots = stepsBetween(start, end, grid.step, grid.timeZone);
    expect(slots).toBe(28 * 48 - 2);
    const empty = { ...grid, values: new Float64Array(slots), closed: new Uint8Array(slots) };
    const starts = intervalStarts(empty);
    const isSunday = (instant: number) => new TZDate(instant * 1000, 'Europe/London').getDay() === 0;
    const series = { ...empty, values: starts.map((instant) => (isSunday(instant) ? 0 : 2)) };
    expect(closedWeekdays(series)).toEqual([SUNDAY]);
    expect(
      closeTimes(series, closedOnWeekdays(series.step, [SUNDAY])).closed.reduce((sum, closed) => sum + closed, 0),
    ).toBe(4 * 48 - 2);
  });

  test('of handle seconds need a contact a day for proof, since seconds are not contacts', () => {
    const seconds = { ...daily(35, [300, 300, 300, 300, 300, 300, 0]), unit: 'seconds' };
    expect(closedWeekdays(seconds)).toEqual([]);
    expect(closedWeekdays({ ...daily(49, [300, 300, 300, 300, 300, 300, 0]), unit: 'seconds' })).toEqual([SUNDAY]);
  });

  test.each(['P1W', 'P2D', 'P1M'])('do not exist in steps of %s', (step) => {
    expect(closedWeekdays({ ...daily(60, [9, 0, 9, 9, 9, 9, 0]), step: calendarStep(step) })).toEqual([]);
  });

  test('are never all weekdays, whatever the history', () => {
    const values = fc.array(fc.oneof(fc.constant(Number.NaN), fc.nat({ max: 30 })), { maxLength: 100 });
    fc.assert(
      fc.property(values, (history) => {
        const closed = closedWeekdays(daily(history.length, history));
        expect(closed.length).toBeLessThan(7);
        const starts = intervalStarts(daily(history.length, history));
        const contacts = history.filter(
          (value, i) => closed.includes(new Date((starts[i] ?? 0) * 1000).getUTCDay()) && value > 0,
        );
        expect(contacts).toEqual([]);
      }),
    );
  });
});
