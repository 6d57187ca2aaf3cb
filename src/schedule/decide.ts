import type { EpochSeconds } from '../series/time-zone.ts';
import type { ScheduleState } from './schedule-state.ts';
import { nextDue, type Timetable } from './timetable.ts';
import { isOpen, nextOpening } from './window.ts';

/** What becomes of runs that were due while nothing could run: all of them once, as soon as the window allows, or not at all. */
export type MissedRuns = 'run' | 'skip';

/** What a scheduler does next. */
export type Decision =
  | { readonly kind: 'run'; readonly due: EpochSeconds; readonly attempt: number; readonly late: boolean }
  | { readonly kind: 'wait'; readonly until: EpochSeconds; readonly because: 'next run' | 'retry' | 'window' }
  | { readonly kind: 'skip'; readonly due: EpochSeconds }
  | { readonly kind: 'give up'; readonly due: EpochSeconds }
  /** The expression names no further date. */
  | { readonly kind: 'end' };

// A busy machine wakes a sleeper late, but not by this much.
const PUNCTUAL_SECONDS = 60;

/** Decides from what is known and the time alone. A retry gives way to the next run, and never leaves the window. */
export function decide(table: Timetable, missed: MissedRuns, state: ScheduleState, now: EpochSeconds): Decision {
  const due = nextDue(table, state.settledUntil);
  if (state.retry !== null) return decideRetry(table, state.retry, due, now);
  if (due === undefined) return { kind: 'end' };
  if (due > now) return { kind: 'wait', until: due, because: 'next run' };
  const punctual = nextDue(table, Math.max(state.settledUntil, now - PUNCTUAL_SECONDS));
  if (punctual !== undefined && punctual <= now) return { kind: 'run', due: punctual, attempt: 1, late: false };
  if (missed === 'skip') return { kind: 'skip', due };
  const open = openFrom(table, now);
  if (open > now) return { kind: 'wait', until: open, because: 'window' };
  return { kind: 'run', due, attempt: 1, late: true };
}

function decideRetry(
  table: Timetable,
  retry: NonNullable<ScheduleState['retry']>,
  nextRun: EpochSeconds | undefined,
  now: EpochSeconds,
): Decision {
  const at = Math.max(retry.notBefore, now);
  const isInWindow = openFrom(table, at) === at;
  if (!isInWindow || (nextRun !== undefined && nextRun <= at)) return { kind: 'give up', due: retry.due };
  if (retry.notBefore > now) return { kind: 'wait', until: retry.notBefore, because: 'retry' };
  return { kind: 'run', due: retry.due, attempt: retry.attempt, late: false };
}

/** The first instant from `instant` on at which a run may start. */
function openFrom({ window, cron }: Timetable, instant: EpochSeconds): EpochSeconds {
  if (window === undefined || isOpen(window, cron.timeZone, instant)) return instant;
  return nextOpening(window, cron.timeZone, instant);
}
