import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarStep, gridOf } from '../../../src/series/calendar-step.ts';
import { inferStep } from '../../../src/store/history-file/history-step.ts';

const wall = (text: string): number => Date.parse(`${text}Z`) / 1000;

test.each(['PT5M', 'PT15M', 'PT30M', 'PT1H', 'PT4H', 'P1D', 'P1W', 'P4W', 'P1M', 'P3M', 'P1Y'])(
  '%s is recognised, whatever the order and with gaps',
  (iso) => {
    const grid = [...gridOf(wall('2020-03-01T00:00:00'), calendarStep(iso), 'UTC', 40)];
    const kept = fc.uniqueArray(fc.integer({ min: 10, max: 38 }), { maxLength: 4 });
    fc.assert(
      fc.property(kept, fc.boolean(), (gaps, reversed) => {
        const times = grid.filter((_, i) => !gaps.includes(i));
        expect(inferStep(reversed ? times.toReversed() : times).iso).toBe(iso);
      }),
    );
  },
);

test('two times are enough, and a time given twice is one', () => {
  expect(inferStep([0, 0, 1800]).iso).toBe('PT30M');
  expect(inferStep([wall('2024-01-01T00:00:00'), wall('2024-02-01T00:00:00')]).iso).toBe('P1M');
});

test('days that skip weekends are days', () => {
  const weekdays = Array.from({ length: 30 }, (_, i) => i).filter((day) => ![0, 6].includes((day + 4) % 7));
  expect(inferStep(weekdays.map((day) => day * 86_400)).iso).toBe('P1D');
});

test('of equally common distances the shorter is taken', () => {
  expect(inferStep([0, 3600, 3600 * 3]).iso).toBe('PT1H');
});

test.each([[[]], [[5]], [[5, 5]]])('%j does not tell a step: exit code 5', (times) => {
  expect(() => inferStep(times)).toThrow(expect.objectContaining({ exitCode: 5, hint: expect.any(String) }));
});

test('a distance that no calendar has asks for the step', () => {
  expect(() => inferStep([0, 7 * 3600, 14 * 3600])).toThrow(
    expect.objectContaining({
      exitCode: 2,
      message: expect.stringContaining('25200 seconds'),
      hint: expect.stringContaining('--granularity'),
    }),
  );
});
