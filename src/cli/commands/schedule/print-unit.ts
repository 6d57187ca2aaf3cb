import type { Config } from '../../../config/read-config.ts';
import { usageFailure } from '../../../errors.ts';
import type { Timetable } from '../../../schedule/timetable.ts';
import { cronFields } from '../../../schedule/units/cron-fields.ts';
import { crontab } from '../../../schedule/units/crontab.ts';
import { githubWorkflow } from '../../../schedule/units/github.ts';
import { kubernetesCronJob } from '../../../schedule/units/kubernetes.ts';
import type { ScheduledCommand } from '../../../schedule/units/scheduled-command.ts';
import { systemdUnits } from '../../../schedule/units/systemd.ts';
import { version } from '../../version.ts';
import type { ScheduleOptions } from './options.ts';

/** The unit of another scheduler for a timetable, as text. `now` in seconds. */
export function printUnit(
  { cron, window, delaySeconds }: Timetable,
  argv: readonly string[],
  options: ScheduleOptions & { readonly print: string },
  config: Config,
  now: number,
): string {
  if (window !== undefined) {
    throw usageFailure(
      `--print ${options.print} and --window exclude each other`,
      'name only times within it in --cron',
    );
  }
  const zoned = options.timeZone === undefined && config.timeZone !== 'UTC' ? ['--time-zone', config.timeZone] : [];
  const scheduled: ScheduledCommand = {
    expression: cron.expression,
    fields: cronFields(cron.expression),
    timeZone: cron.timeZone,
    argv: ['gcforecast', ...zoned, ...argv],
    jitterSeconds: options.print === 'crontab' ? delaySeconds : options.jitter,
    missed: options.missed,
    retry: { most: options.retries, firstPauseSeconds: options.retryPause },
    shards: options.shards,
    version,
  };
  if (options.print === 'crontab') return crontab(scheduled);
  if (options.print === 'kubernetes') return kubernetesCronJob(scheduled);
  if (options.print === 'github') return githubWorkflow(scheduled, now);
  return systemdUnits(scheduled)
    .map(({ name, text }) => `# ~/.config/systemd/user/${name}\n${text}`)
    .join('\n');
}
