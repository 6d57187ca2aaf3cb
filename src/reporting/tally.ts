import {
  ACTIVITY_COUNTS,
  ACTIVITY_TIMERS,
  type ActivityCount,
  type ActivityRecord,
  type ActivityTimer,
} from '../series/activity.ts';

/** Sums of activity. Durations are kept in whole milliseconds, as the service counts them, so that no order of adding leaves dust. */
export interface Tally {
  readonly counts: Record<ActivityCount, number>;
  readonly milliseconds: Record<ActivityTimer, number>;
  readonly completions: Record<ActivityTimer, number>;
}

export const emptyTally = (): Tally => ({
  counts: {
    conversations: 0,
    offered: 0,
    answered: 0,
    abandoned: 0,
    transferred: 0,
    serviceLevelNumerator: 0,
    serviceLevelDenominator: 0,
  },
  milliseconds: { handle: 0, talk: 0, hold: 0, acw: 0, wait: 0, duration: 0 },
  completions: { handle: 0, talk: 0, hold: 0, acw: 0, wait: 0, duration: 0 },
});

/** Adds one completion of what is timed. */
export function addTime(tally: Tally, timer: ActivityTimer, seconds: number): void {
  tally.milliseconds[timer] += Math.round(seconds * 1000);
  tally.completions[timer]++;
}

/** Adds what happened to the sums. */
export function addActivity(tally: Tally, { counts, timers }: Pick<ActivityRecord, 'counts' | 'timers'>): void {
  for (const name of ACTIVITY_COUNTS) {
    const count = counts[name];
    if (count !== undefined) tally.counts[name] += count;
  }
  for (const name of ACTIVITY_TIMERS) {
    const timed = timers[name];
    if (timed === undefined) continue;
    tally.milliseconds[name] += Math.round(timed.seconds * 1000);
    tally.completions[name] += timed.count;
  }
}
