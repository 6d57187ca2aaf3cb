import type { MissedRuns } from '../../../schedule/decide.ts';
import type { GlobalOptions } from '../global-options.ts';

/** What `gcforecast schedule` is given. Times in seconds. */
export interface ScheduleOptions extends GlobalOptions {
  readonly cron?: string;
  readonly window?: string;
  readonly jitter: number;
  readonly missed: MissedRuns;
  readonly retries: number;
  readonly retryPause: number;
  readonly status?: boolean;
  readonly print?: 'crontab' | 'systemd' | 'kubernetes' | 'github';
  readonly shards?: number;
  readonly timeZone?: string;
}
