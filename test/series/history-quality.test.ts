import { describe, expect, test } from 'vitest';
import { calendarStep } from '../../src/series/calendar-step.ts';
import { closedOnWeekdays, closeTimes } from '../../src/series/closed-times.ts';
import { historyNotes, missingCount, requireForecastable } from '../../src/series/history-quality.ts';
import type { Series } from '../../src/series/series.ts';
import { utc } from './volume-record.ts';

/** Daily from Monday, 1 January 2024. */
function daily(values: readonly number[]): Series {
  return {
    start: utc('2024-01-01'),
    step: calendarStep('P1D'),
    timeZone: 'UTC',
    unit: 'contacts',
    values: Float64Array.from(values),
    closed: new Uint8Array(values.length),
  };
}

const days = (count: number): number[] => Array.from({ length: count }, (_, i) => 100 + (i % 7));

describe('what cannot be forecast', () => {
  const support = { queueId: 'q1', queueName: 'Support', mediaType: 'voice' };

  test.each([
    [[], 'Support, voice: the history holds no value'],
    [[Number.NaN, Number.NaN], 'Support, voice: the history holds no value'],
    [[Number.NaN, 5], 'Support, voice: the history holds a single value, a forecast needs two'],
    [[0, Number.NaN, 0, 0], 'Support, voice: all 3 values of the history are 0'],
  ])('%j fails with exit code 5 and a hint', (values, message) => {
    expect(() => requireForecastable({ key: support, series: daily(values) })).toThrow(
      expect.objectContaining({ exitCode: 5, message, hint: expect.stringMatching(/more history|longer range/) }),
    );
  });

  test('two values are enough, one of them may be 0', () => {
    expect(() => requireForecastable({ key: {}, series: daily([0, 3]) })).not.toThrow();
  });
});

describe('notes', () => {
  test('are none for a long history without gaps', () => {
    expect(historyNotes(daily(days(60)))).toEqual([]);
  });

  test('A.6: count missing values and name the longest gap', () => {
    const values = days(70);
    for (const i of [3, 10, 11, 40]) values[i] = Number.NaN;
    expect(historyNotes(daily(values))).toEqual([
      '4 of 70 intervals are missing and left out, not counted as 0; the longest gap is 2 intervals from 2024-01-11',
    ]);
  });

  test('A.1.2: name closed weekdays, and do not count them as missing', () => {
    const closed = closeTimes(daily(days(70)), closedOnWeekdays(calendarStep('P1D'), [0, 6]));
    expect(missingCount(closed)).toBe(0);
    expect(historyNotes(closed)).toEqual([
      'closed on Saturdays and Sundays: none of them had a contact, so they are left out of the history and the forecast is 0 there',
    ]);
    const [note] = historyNotes(closeTimes(daily(days(70)), closedOnWeekdays(calendarStep('P1D'), [0])));
    expect(note).toMatch(/^closed on Sundays: /);
    const [three] = historyNotes(closeTimes(daily(days(70)), closedOnWeekdays(calendarStep('P1D'), [0, 1, 6])));
    expect(three).toMatch(/^closed on Mondays, Saturdays and Sundays: /);
  });

  test('count a gap across a closed day as one', () => {
    const values = days(70);
    for (const i of [5, 7]) values[i] = Number.NaN;
    const [missing] = historyNotes(closeTimes(daily(values), closedOnWeekdays(calendarStep('P1D'), [0])));
    expect(missing).toMatch(/^2 of 70 .* the longest gap is 2 intervals from 2024-01-06$/);
  });

  test.each([
    [1, 'the history covers only 1 day: it shows neither a yearly nor a weekly season'],
    [13, 'the history covers only 13 days: it shows neither a yearly nor a weekly season'],
    [45, 'the history covers only 45 days: it shows no yearly season, and its weekly season rests on 6 weeks'],
  ])('say of %d days what they cannot show', (count, note) => {
    expect(historyNotes(daily(days(count)))).toEqual([note]);
  });

  test('say of few weekly values that they show no season', () => {
    expect(historyNotes({ ...daily(days(5)), step: calendarStep('P1W') })).toEqual([
      'the history covers only 35 days: it shows no season',
    ]);
  });

  test('say when the history starts later than asked for', () => {
    expect(historyNotes(daily(days(70)), utc('2023-01-01'))).toEqual([
      'the history starts on 2024-01-01, with the first contact, although 2023-01-01 was asked for',
    ]);
    expect(historyNotes(daily(days(70)), utc('2024-01-01'))).toEqual([]);
  });
});
