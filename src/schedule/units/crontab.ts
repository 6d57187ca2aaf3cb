import { usageFailure } from '../../errors.ts';
import type { ScheduledCommand } from './scheduled-command.ts';
import { shellWords } from './shell-words.ts';

/** Lines of a crontab (crontab(5)). Cron itself never catches up and never tries again. */
export function crontab({ expression, timeZone, argv, jitterSeconds }: ScheduledCommand): string {
  const command = `flock -n -E 75 "$HOME/.gcforecast-schedule.lock" ${shellWords(argv)}`;
  const line = jitterSeconds === 0 ? command : `sleep ${jitterSeconds} && ${command}`;
  if (/[\n\r]/.test(line)) throw usageFailure('a crontab cannot hold a line break', 'leave it out of the command');
  return `# Add with crontab -e. Times are those of CRON_TZ where cron knows it (cronie: Fedora, RHEL, Arch); other crons,
# Debian's among them, take the zone of the machine. Missed runs are not caught up, failed ones not tried again.
CRON_TZ=${timeZone}
${expression} ${line.replaceAll('%', '\\%')}
`;
}
