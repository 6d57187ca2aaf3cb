import { usageFailure } from '../../errors.ts';
import { type CronFields, WEEKDAYS } from './cron-fields.ts';
import type { ScheduledCommand } from './scheduled-command.ts';

/** A unit file by its name. */
export interface UnitFile {
  readonly name: string;
  readonly text: string;
}

/** A service that runs once and the timer that starts it (systemd.service(5), systemd.timer(5)). */
export function systemdUnits(scheduled: ScheduledCommand): readonly UnitFile[] {
  return [
    { name: 'gcforecast.service', text: service(scheduled) },
    { name: 'gcforecast.timer', text: timer(scheduled) },
  ];
}

function service({ argv, retry, fields }: ScheduledCommand): string {
  const [program = '', ...given] = argv;
  // The limit of starts, which is what bounds retries here, counts those of the timer as well.
  const isRetried = retry.most > 0 && fields.hours?.length === 1 && fields.minutes?.length === 1;
  const bursts = isRetried
    ? `StartLimitIntervalSec=${Math.min((retry.most + 1) * retry.firstPauseSeconds + 6 * 3600, 82_800)}
StartLimitBurst=${retry.most + 1}
`
    : '';
  const retries = isRetried
    ? `# Tried again, but not where the same again would fail again: usage, permission, data, contract.
Restart=on-failure
RestartSec=${retry.firstPauseSeconds}
RestartPreventExitStatus=2 3 5 6
`
    : '';
  return `[Unit]
Description=gcforecast ${escaped(given.join(' '))}
Wants=network-online.target
After=network-online.target
${bursts}
[Service]
Type=oneshot
# A name without a path is searched in the system's folders; write the path where it lies elsewhere.
ExecStart=${[program, ...given].map(execWord).join(' ')}
WorkingDirectory=%h
# GENESYSCLOUD_REGION, GENESYSCLOUD_OAUTHCLIENT_ID, GENESYSCLOUD_OAUTHCLIENT_SECRET; mode 0600.
EnvironmentFile=-%h/.config/gcforecast/environment
# Done in part is done: the result lists what failed.
SuccessExitStatus=7
${retries}`;
}

function timer({ fields, timeZone, jitterSeconds, missed }: ScheduledCommand): string {
  const jitter = jitterSeconds === 0 ? '' : `RandomizedDelaySec=${jitterSeconds}\nFixedRandomDelay=true\n`;
  return `[Unit]
Description=gcforecast, on time

[Timer]
${calendarEvents(fields)
  .map((event) => `OnCalendar=${event} ${timeZone}\n`)
  .join('')}AccuracySec=1s
${jitter}Persistent=${missed === 'run'}

[Install]
WantedBy=timers.target
`;
}

/** Calendar events (systemd.time(7)). Cron takes days of the month *or* of the week where both are named, systemd both. */
function calendarEvents({ minutes, hours, daysOfMonth, months, weekdays }: CronFields): readonly string[] {
  const time = `${list(hours)}:${list(minutes)}:00`;
  const event = (days: CronFields['daysOfMonth'], week: CronFields['weekdays']): string =>
    `${week === undefined ? '' : `${week.map((day) => WEEKDAYS[day]?.replace(/^./, (c) => c.toUpperCase())).join(',')} `}*-${list(months)}-${list(days)} ${time}`;
  if (daysOfMonth === undefined || weekdays === undefined) return [event(daysOfMonth, weekdays)];
  return [event(daysOfMonth, undefined), event(undefined, weekdays)];
}

const list = (numbers: readonly number[] | undefined): string =>
  numbers === undefined ? '*' : numbers.map((one) => String(one).padStart(2, '0')).join(',');

/** A word of ExecStart, in which % and $ have meanings and quotes keep blanks together. */
function execWord(word: string): string {
  if (/[\n\r]/.test(word)) throw usageFailure('a unit cannot hold a line break', 'leave it out of the command');
  const plain = escaped(word).replaceAll('$', '$$$$');
  return /^[\w@%+=:,./$-]+$/.test(plain) ? plain : `"${plain.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

const escaped = (text: string): string => text.replaceAll('%', '%%');
