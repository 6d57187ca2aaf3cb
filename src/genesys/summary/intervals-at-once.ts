import { addSteps, type CalendarStep } from '../../series/calendar-step.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';

/** Answers under way at a time: each is about one interval. */
const MOST = 8;

/** `[start, end)` */
type Interval = readonly [start: EpochSeconds, end: EpochSeconds];

/** The intervals of a range in order, as many at a time as are to be asked about at once. */
export function* intervalsAtOnce(
  from: EpochSeconds,
  to: EpochSeconds,
  step: CalendarStep,
  timeZone: string,
): Generator<readonly Interval[]> {
  for (let start = from; start < to; ) {
    const intervals: Interval[] = [];
    while (start < to && intervals.length < MOST) {
      const end = addSteps(start, step, timeZone, 1);
      intervals.push([start, end]);
      start = end;
    }
    yield intervals;
  }
}
