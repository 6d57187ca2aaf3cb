import type { EpochSeconds } from '../series/time-zone.ts';
import type { ScheduleState } from './schedule-state.ts';

/** How often, and after what pause, a failed run is tried again. Each pause is twice the one before. */
export interface RetryRule {
  readonly most: number;
  readonly firstPauseSeconds: number;
}

type Running = NonNullable<ScheduleState['running']>;

/** The state when a run starts: whatever was due until now is settled by it. */
export const started = (state: ScheduleState, running: Running): ScheduleState => ({
  ...state,
  settledUntil: Math.max(state.settledUntil, running.startedAt),
  retry: null,
  running,
  next: null,
  counts:
    running.attempt === 1
      ? { ...state.counts, runs: state.counts.runs + 1 }
      : { ...state.counts, retries: state.counts.retries + 1 },
});

/** The state when a run has ended. A fault that may pass is tried again, as often as the rule allows. */
export function ended(
  state: ScheduleState,
  running: Running,
  exitCode: number,
  rule: RetryRule,
  now: EpochSeconds,
): ScheduleState {
  const { due, attempt, startedAt } = running;
  const isRetried = mayPass(exitCode) && attempt <= rule.most;
  return {
    ...state,
    running: null,
    lastRun: { due, attempt, startedAt, endedAt: now, exitCode },
    retry: isRetried
      ? { due, attempt: attempt + 1, notBefore: now + rule.firstPauseSeconds * 2 ** (attempt - 1) }
      : null,
    counts: { ...state.counts, failures: state.counts.failures + (isFailure(exitCode) && !isRetried ? 1 : 0) },
  };
}

/** The state when missed runs are left out, or a retry is given up. */
export const settled = (state: ScheduleState, now: EpochSeconds): ScheduleState => ({
  ...state,
  ...(state.retry === null
    ? {
        settledUntil: Math.max(state.settledUntil, now),
        counts: { ...state.counts, skipped: state.counts.skipped + 1 },
      }
    : { retry: null, counts: { ...state.counts, failures: state.counts.failures + 1 } }),
});

const DONE_IN_PART = 7;

const isFailure = (exitCode: number): boolean => exitCode !== 0 && exitCode !== DONE_IN_PART;

// Wrong usage, no permission, unfit data, an unexpected answer: the same again would fail again.
const LASTING = [2, 3, 5, 6];

const mayPass = (exitCode: number): boolean => isFailure(exitCode) && !LASTING.includes(exitCode);
