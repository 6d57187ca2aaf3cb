import { calendarStep } from '../../series/calendar-step.ts';
import { endOf, type Series } from '../../series/series.ts';
import { startOfDay } from '../../series/time-zone.ts';
import { CLOSED } from '../seasonal-grid.ts';

/** The intervals of a stretch of time: the slot of the week of each, or `CLOSED`, and its local day, counted since 1970. */
export interface SlotsOfDays {
  readonly slots: Int32Array;
  readonly days: Float64Array;
}

// Less of a day says too little of the rest.
const LEAST_SHARE = 0.5;

/**
 * The whole local days of a history as a series, each with what it would have come to: what was observed over the share of a day that
 * was observed. Missing where that is less than half, closed where nothing is open. Days of 23 and 25 hours count as usual ones. An
 * unfinished last day is left out.
 */
export function dayTotals(history: Series, { slots, days }: SlotsOfDays, shares: Float64Array): Series {
  const { start, timeZone, unit, values } = history;
  const end = endOf(history);
  const [firstDay, lastDay] = [days[0], days[days.length - 1]];
  const count = lastDay - firstDay + (startOfDay(timeZone, end) === end ? 1 : 0);
  const sums = new Float64Array(count);
  const seen = new Float64Array(count);
  const closed = new Uint8Array(count).fill(1);
  for (const [i, slot] of slots.entries()) {
    const day = days[i] - firstDay;
    if (slot === CLOSED || day >= count) continue;
    closed[day] = 0;
    if (Number.isNaN(values[i])) continue;
    sums[day] += values[i];
    seen[day] += shares[slot];
  }
  return {
    start: startOfDay(timeZone, start),
    step: calendarStep('P1D'),
    timeZone,
    unit,
    values: sums.map((sum, day) => (seen[day] >= LEAST_SHARE ? sum / seen[day] : Number.NaN)),
    closed,
  };
}
