import type { EpochSeconds } from '../series/time-zone.ts';
import { type Decision, decide, type MissedRuns } from './decide.ts';
import { ended, type RetryRule, settled, started } from './follow-up.ts';
import type { ScheduleState } from './schedule-state.ts';
import type { Timetable } from './timetable.ts';

/** How the runs of a schedule are chosen. */
export interface SchedulePlan {
  readonly table: Timetable;
  readonly missed: MissedRuns;
  readonly retry: RetryRule;
}

/** A run has ended; whether it is tried again is in the state. */
export interface RunEnded {
  readonly kind: 'ended';
  readonly attempt: number;
  readonly exitCode: number;
}

/** What a scheduler needs of the world. */
export interface Surroundings {
  readonly nowMs: () => number;
  /** Resolves after `ms`; rejects at once when `signal` is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Aborted when the scheduler is asked to stop. */
  readonly signal: AbortSignal;
  /** Runs the command once and gives its exit code; passes the stop signal on to it, and waits for its end in any case. */
  readonly run: (run: Extract<Decision, { kind: 'run' }>) => Promise<number>;
  /** Keeps the state on the disk before anything else is done. */
  readonly save: (state: ScheduleState) => Promise<void>;
  /** Tells people what is done now, or what has become of a run. */
  readonly tell: (event: Decision | RunEnded, state: ScheduleState) => Promise<void>;
}

// Longer timers would end at once, and a clock that is set, or a machine that sleeps, is noticed within this time.
const LONGEST_SLEEP_MS = 60_000;

/**
 * Runs the command whenever it is due, one run at a time, until the signal is aborted, whose reason is thrown, or until the
 * expression names no further date.
 */
export async function runSchedule(plan: SchedulePlan, before: ScheduleState, world: Surroundings): Promise<void> {
  const now = (): EpochSeconds => Math.floor(world.nowMs() / 1000);
  // A run that ended with its scheduler has failed, and is tried again like any other.
  let state = before.running === null ? before : ended(before, before.running, INTERRUPTED, plan.retry, now());
  for (;;) {
    world.signal.throwIfAborted();
    const decision = decide(plan.table, plan.missed, state, now());
    await world.tell(decision, state);
    if (decision.kind === 'end') return;
    if (decision.kind === 'wait') {
      state = { ...state, next: decision.until };
      await world.save(state);
      await sleepUntil(decision.until, world);
    } else if (decision.kind === 'run') {
      const running = { due: decision.due, attempt: decision.attempt, startedAt: now() };
      state = started(state, running);
      await world.save(state);
      const exitCode = await world.run(decision);
      // What was stopped stays noted as running, so that it is tried again when a scheduler is back.
      if (exitCode !== 0) world.signal.throwIfAborted();
      state = ended(state, running, exitCode, plan.retry, now());
      await world.save(state);
      await world.tell({ kind: 'ended', attempt: decision.attempt, exitCode }, state);
    } else {
      state = settled(state, now());
      await world.save(state);
    }
  }
}

const INTERRUPTED = 143;

async function sleepUntil(instant: EpochSeconds, { nowMs, sleep, signal }: Surroundings): Promise<void> {
  for (let leftMs = instant * 1000 - nowMs(); leftMs > 0; leftMs = instant * 1000 - nowMs()) {
    await sleep(Math.min(leftMs, LONGEST_SLEEP_MS), signal);
  }
}
