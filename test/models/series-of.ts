import { calendarStep } from '../../src/series/calendar-step.ts';
import type { Series } from '../../src/series/series.ts';

const MONDAY = Date.UTC(2025, 0, 6) / 1000;

/** A series of contacts in days from Monday, 6 January 2025, unless told otherwise. */
export const seriesOf = (values: Iterable<number>, other: Partial<Series> = {}): Series => {
  const all = Float64Array.from(values);
  return {
    start: MONDAY,
    step: calendarStep('P1D'),
    timeZone: 'UTC',
    unit: 'contacts',
    values: all,
    closed: new Uint8Array(all.length),
    ...other,
  };
};

/** Numbers from a formula of the position. */
export const numbers = (count: number, valueAt: (index: number) => number): number[] =>
  Array.from({ length: count }, (_, i) => valueAt(i));

/** Between 0 and 1, without a pattern that a season could take up: the fractional parts of multiples of an irrational number. */
export const even = (index: number): number => (index * Math.SQRT2) % 1;
