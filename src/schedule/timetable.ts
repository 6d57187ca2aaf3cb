import { createHash } from 'node:crypto';
import { usageFailure } from '../errors.ts';
import type { EpochSeconds } from '../series/time-zone.ts';
import type { CronClock } from './cron.ts';
import { type DailyWindow, isOpen, nextOpening } from './window.ts';

/** When runs are due: at the times of a cron expression, a constant delay later, and within the window only. */
export interface Timetable {
  readonly cron: CronClock;
  /** Runs may start at any time of the day when there is none. */
  readonly window: DailyWindow | undefined;
  readonly delaySeconds: number;
}

/** A timetable that has at least one run after `now`. Fails with exit code 2 when the window excludes every one. */
export function timetable(
  cron: CronClock,
  window: DailyWindow | undefined,
  delaySeconds: number,
  now: EpochSeconds,
): Timetable {
  const table = { cron, window, delaySeconds };
  if (nextDue(table, now) !== undefined) return table;
  const delayed = delaySeconds === 0 ? '' : ` and the delay of ${delaySeconds} s by --jitter`;
  throw usageFailure(
    `no run of '${cron.expression}' is within the window (time zone ${cron.timeZone}${delayed})`,
    'widen --window, or choose times of --cron within it',
  );
}

// Each try is another day, or the next time that is named: enough for every date of a year, with both changes of clocks.
const MOST_TRIES = 400;

/** The first instant after `after` at which a run is due; undefined when there is none. */
export function nextDue({ cron, window, delaySeconds }: Timetable, after: EpochSeconds): EpochSeconds | undefined {
  let from = after;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const named = cron.next(from - delaySeconds);
    if (named === undefined) return undefined;
    const due = named + delaySeconds;
    if (window === undefined || isOpen(window, cron.timeZone, due)) return due;
    // Nothing between here and the opening is in the window; one second before it, since the opening itself may be due.
    from = Math.max(due, nextOpening(window, cron.timeZone, due) - 1);
  }
  return undefined;
}

/**
 * How long after the times of `expression` runs start, in whole seconds below `mostSeconds`: spread evenly over installations,
 * which their home folders tell apart, and always the same for one.
 */
export function jitterSeconds(home: string, expression: string, mostSeconds: number): number {
  const hash = createHash('sha256').update(`${home}\n${expression}`).digest().readUInt32BE();
  return Math.floor((hash / 2 ** 32) * mostSeconds);
}
