import type { MissedRuns } from '../decide.ts';
import type { RetryRule } from '../follow-up.ts';
import type { CronFields } from './cron-fields.ts';

/** What a unit of another scheduler is to say. */
export interface ScheduledCommand {
  /** As it was given. */
  readonly expression: string;
  readonly fields: CronFields;
  readonly timeZone: string;
  /** What is run, with its arguments, in which no path depends on where the unit runs. */
  readonly argv: readonly string[];
  /** Below this, starts are spread. */
  readonly jitterSeconds: number;
  readonly missed: MissedRuns;
  readonly retry: RetryRule;
  /** Pods that share the series; undefined for one that does all. */
  readonly shards: number | undefined;
  readonly version: string;
}
