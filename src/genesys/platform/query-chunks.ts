import { addSteps, type CalendarStep, calendarStep, isSubDaily, nominalDays } from '../../series/calendar-step.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { TimeSpan } from './interval-text.ts';

const CHUNK_DAYS = 31;
const CHUNK_DAYS_BELOW_AN_HOUR = 7;

/**
 * Cuts a long range into stretches of 31 days, or 7 for steps below an hour, since the longest interval of one query is
 * not published. Borders are local midnights, counted from `from`, on the grid of `step`.
 */
export function queryChunks({ from, to }: TimeSpan, step: CalendarStep, timeZone: string): TimeSpan[] {
  const chunks: TimeSpan[] = [];
  for (let start = from; start < to; ) {
    const end = Math.min(to, chunkEnd(start, step, timeZone));
    chunks.push({ from: start, to: end });
    start = end;
  }
  return chunks;
}

function chunkEnd(start: EpochSeconds, step: CalendarStep, timeZone: string): EpochSeconds {
  if (!isSubDaily(step)) {
    return addSteps(start, step, timeZone, Math.max(1, Math.floor(CHUNK_DAYS / nominalDays(step))));
  }
  const days = step.count >= 3600 ? CHUNK_DAYS : CHUNK_DAYS_BELOW_AN_HOUR;
  return addSteps(start, calendarStep(`P${days}D`), timeZone, 1);
}
