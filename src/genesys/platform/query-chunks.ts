import { addSteps, type CalendarStep, calendarStep, isSubDaily, nominalDays } from '../../series/calendar-step.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { TimeSpan } from './interval-text.ts';

/** The longest stretch to ask for at once, by the length of its steps. */
export interface ChunkDays {
  readonly hoursOrLonger: number;
  readonly belowAnHour: number;
}

/** The longest interval that the service takes is not published, so these are cautious. */
export const QUERY_DAYS: ChunkDays = { hoursOrLonger: 31, belowAnHour: 7 };

/** A job has time; what bounds it is that its whole result is held in memory. */
export const JOB_DAYS: ChunkDays = { hoursOrLonger: 366, belowAnHour: 92 };

/** Cuts a long range into stretches of so many days. Borders are local midnights, counted from `from`, on the grid of `step`. */
export function queryChunks({ from, to }: TimeSpan, step: CalendarStep, timeZone: string, days: ChunkDays): TimeSpan[] {
  const chunks: TimeSpan[] = [];
  for (let start = from; start < to; ) {
    const end = Math.min(to, chunkEnd(start, step, timeZone, days));
    chunks.push({ from: start, to: end });
    start = end;
  }
  return chunks;
}

function chunkEnd(
  start: EpochSeconds,
  step: CalendarStep,
  timeZone: string,
  { hoursOrLonger, belowAnHour }: ChunkDays,
): EpochSeconds {
  if (!isSubDaily(step)) {
    return addSteps(start, step, timeZone, Math.max(1, Math.floor(hoursOrLonger / nominalDays(step))));
  }
  const days = step.count >= 3600 ? hoursOrLonger : belowAnHour;
  return addSteps(start, calendarStep(`P${days}D`), timeZone, 1);
}
