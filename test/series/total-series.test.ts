import { describe, expect, test } from 'vitest';
import { calendarStep } from '../../src/series/calendar-step.ts';
import type { Series } from '../../src/series/series.ts';
import { totalSeries, totalValues } from '../../src/series/total-series.ts';

const DAY = 86_400;
const END = Date.UTC(2026, 0, 5) / 1000;

const endingTogether = (...values: number[]): Series => ({
  start: END - values.length * DAY,
  step: calendarStep('P1D'),
  timeZone: 'UTC',
  unit: 'contacts',
  values: Float64Array.from(values),
  closed: new Uint8Array(values.length),
});

describe('the sum of series that end together', () => {
  test('is as long as the longest; before a series starts it adds nothing', () => {
    const total = totalSeries([endingTogether(5, 6), endingTogether(1, 2, 3, 4)]);
    expect([...total.values]).toEqual([1, 2, 8, 10]);
    expect(total.start).toBe(END - 4 * DAY);
    expect(total.closed).toHaveLength(4);
  });

  test('A.6: is missing, and not smaller, where one of them is missing', () => {
    expect([...totalValues([Float64Array.of(1, 2), Float64Array.of(Number.NaN, 5)])]).toEqual([Number.NaN, 7]);
  });
});
