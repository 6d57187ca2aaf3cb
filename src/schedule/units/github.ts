import { usageFailure } from '../../errors.ts';
import { offsetSecondsAt } from '../../series/time-zone.ts';
import type { CronFields } from './cron-fields.ts';
import type { ScheduledCommand } from './scheduled-command.ts';
import { shellWords } from './shell-words.ts';
import { yamlText } from './yaml.ts';

/**
 * A workflow of GitHub Actions. Its times are UTC: those of a zone whose clocks never change from `now` on are converted; for
 * any other it fails with exit code 2.
 */
export function githubWorkflow(scheduled: ScheduledCommand, now: number): string {
  const { fields, timeZone, jitterSeconds, argv, version } = scheduled;
  if (jitterSeconds !== 0) {
    throw usageFailure(
      'GitHub Actions knows no jitter',
      'leave out --jitter, and choose a minute of your own in --cron',
    );
  }
  const crons = inUtc(fields, scheduled.expression, fixedOffsetSeconds(timeZone, now));
  return `${HEADING}${yamlText({
    name: 'gcforecast',
    on: { schedule: crons.map((cron) => ({ cron })), workflow_dispatch: {} },
    concurrency: { group: 'gcforecast', 'cancel-in-progress': false },
    jobs: {
      gcforecast: {
        'runs-on': 'ubuntu-latest',
        'timeout-minutes': 60,
        env: {
          GCFORECAST_HOME: `${expression('github.workspace')}/home`,
          GCFORECAST_TIME_ZONE: timeZone,
          GENESYSCLOUD_REGION: expression('vars.GENESYSCLOUD_REGION'),
          GENESYSCLOUD_OAUTHCLIENT_ID: expression('secrets.GENESYSCLOUD_OAUTHCLIENT_ID'),
          GENESYSCLOUD_OAUTHCLIENT_SECRET: expression('secrets.GENESYSCLOUD_OAUTHCLIENT_SECRET'),
        },
        steps: [
          { uses: 'actions/setup-node@v4', with: { 'node-version': 20 } },
          { run: `npm install --global gcforecast@${version}` },
          {
            uses: 'actions/cache@v4',
            with: { path: 'home', key: `gcforecast-${expression('github.run_id')}`, 'restore-keys': 'gcforecast-' },
          },
          { run: shellWords(argv) },
          { uses: 'actions/upload-artifact@v4', with: { name: 'gcforecast', path: '*.csv\n*.json\n' } },
        ],
      },
    },
  })}`;
}

/** What GitHub puts in when the workflow runs. */
const expression = (name: string): string => `\${{ ${name} }}`;

const HEADING = `# Lies in .github/workflows/gcforecast.yml. Times are UTC; runs may start late, or not at all when GitHub is busy.
`;

const YEARS_AHEAD_WEEKS = 3 * 53;
const WEEK_SECONDS = 7 * 86_400;

function fixedOffsetSeconds(timeZone: string, now: number): number {
  const offset = offsetSecondsAt(timeZone, now);
  for (let week = 1; week <= YEARS_AHEAD_WEEKS; week++) {
    if (offsetSecondsAt(timeZone, now + week * WEEK_SECONDS) === offset) continue;
    throw usageFailure(
      `GitHub Actions schedules in UTC, and the clocks of ${timeZone} change against it`,
      'give the time in UTC: --time-zone UTC; the run will be an hour off for a part of the year',
    );
  }
  return offset;
}

/** One expression for each minute and each day that the hours move to. */
function inUtc(fields: CronFields, expression: string, offsetSeconds: number): readonly string[] {
  if (offsetSeconds === 0) return [expression];
  const range = (length: number): readonly number[] => Array.from({ length }, (_, i) => i);
  const hoursBy = new Map<string, { minute: number; days: number; hours: number[] }>();
  for (const minute of fields.minutes ?? range(60)) {
    for (const hour of fields.hours ?? range(24)) {
      const total = hour * 60 + minute - offsetSeconds / 60;
      const days = Math.floor(total / 1440);
      const [utcHour, utcMinute] = [Math.floor((total - days * 1440) / 60), (total - days * 1440) % 60];
      const group = hoursBy.get(`${utcMinute} ${days}`) ?? { minute: utcMinute, days, hours: [] };
      group.hours.push(utcHour);
      hoursBy.set(`${utcMinute} ${days}`, group);
    }
  }
  return [...hoursBy.values()].map(({ minute, days, hours }) => {
    if (days !== 0 && (fields.daysOfMonth ?? fields.months) !== undefined) {
      throw usageFailure('in UTC, these runs are on another day of the month', 'give the time in UTC: --time-zone UTC');
    }
    const list = (numbers: readonly number[] | undefined): string => numbers?.join(',') ?? '*';
    const weekdays = fields.weekdays?.map((day) => (day + days + 7) % 7).sort();
    const sortedHours = hours.length === 24 ? undefined : hours.sort((a, b) => a - b);
    return `${minute} ${list(sortedHours)} ${list(fields.daysOfMonth)} ${list(fields.months)} ${list(weekdays)}`;
  });
}
