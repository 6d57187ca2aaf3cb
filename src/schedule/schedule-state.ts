import * as z from 'zod/mini';

const instant = z.number();

/** What a scheduler must know after it was stopped, killed or started anew. Instants in seconds since 1970. */
export const scheduleState = z.object({
  /** What the state is about; that of another schedule does not count. */
  schedule: z.object({ cron: z.string(), timeZone: z.string(), command: z.array(z.string()) }),
  /** Runs that were due up to here are done, given up or skipped. */
  settledUntil: instant,
  /** A failed run that is to be tried again. */
  retry: z.nullable(z.object({ due: instant, attempt: z.number(), notBefore: instant })),
  /** The run that is under way, or was when the scheduler was killed. */
  running: z.nullable(z.object({ due: instant, attempt: z.number(), startedAt: instant })),
  lastRun: z.nullable(
    z.object({
      due: instant,
      attempt: z.number(),
      startedAt: instant,
      endedAt: instant,
      exitCode: z.number(),
    }),
  ),
  /** When the scheduler, as long as it lives, will act again. */
  next: z.nullable(instant),
  /** Since the schedule was first started. */
  counts: z.object({ runs: z.number(), failures: z.number(), retries: z.number(), skipped: z.number() }),
});

export type ScheduleState = z.infer<typeof scheduleState>;

/** A schedule that starts `now`: nothing that was due before was missed. */
export const newState = (schedule: ScheduleState['schedule'], now: number): ScheduleState => ({
  schedule,
  settledUntil: now,
  retry: null,
  running: null,
  lastRun: null,
  next: null,
  counts: { runs: 0, failures: 0, retries: 0, skipped: 0 },
});
