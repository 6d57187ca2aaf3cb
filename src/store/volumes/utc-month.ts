import type { EpochSeconds } from '../../series/time-zone.ts';

/** A calendar month of UTC as it stands in file names, `2026-01`. */
export type UtcMonth = string;

/** The UTC month that contains `instant`. */
const utcMonthOf = (instant: EpochSeconds): UtcMonth => new Date(instant * 1000).toISOString().slice(0, 7);

/** First instant of a UTC month. */
export const startOfUtcMonth = (month: UtcMonth): EpochSeconds => Date.parse(`${month}-01T00:00:00Z`) / 1000;

/** First instant after a UTC month. */
export function endOfUtcMonth(month: UtcMonth): EpochSeconds {
  const start = new Date(`${month}-01T00:00:00Z`);
  return Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1) / 1000;
}

/** The UTC months that an interval of `[from, to)` may start in, in order. */
export function utcMonthsBetween(from: EpochSeconds, to: EpochSeconds): UtcMonth[] {
  const months: UtcMonth[] = [];
  for (let at = from; at < to; at = endOfUtcMonth(utcMonthOf(at))) months.push(utcMonthOf(at));
  return months;
}
