import { join } from 'node:path';
import { usageFailure } from '../../../errors.ts';
import { jsonText } from '../../../export/json.ts';
import type { ScheduleState } from '../../../schedule/schedule-state.ts';
import { isoInstant } from '../../../series/iso-instant.ts';
import { lockHolderOf } from '../../../store/writer-lock.ts';
import type { ScheduleOptions } from './options.ts';
import { readState, scheduleFolder } from './state-file.ts';

/** What the scheduler of a home folder does and has done, as text or JSON. Fails with exit code 2 where there never was one. */
export function scheduleStatus(home: string, { json }: ScheduleOptions): string {
  const state = readState(home);
  if (state === undefined) {
    throw usageFailure(
      `no scheduler has run on ${home}`,
      'start one: gcforecast schedule --cron "0 2 * * *" -- forecast',
    );
  }
  const scheduler = lockHolderOf(join(scheduleFolder(home), 'scheduler.lock'));
  const status = { ...documentOf(state), scheduler: scheduler ?? null };
  return json === true ? jsonText(status) : statusText(status);
}

const orNull = (instant: number | null | undefined): string | null => (instant == null ? null : isoInstant(instant));

const documentOf = ({ schedule, running, retry, lastRun, next, counts }: ScheduleState) => ({
  schema: 'gcforecast/schedule-status@1',
  ...schedule,
  next: orNull(next),
  running: running && { ...running, due: isoInstant(running.due), startedAt: isoInstant(running.startedAt) },
  retry: retry && { attempt: retry.attempt, notBefore: isoInstant(retry.notBefore) },
  lastRun: lastRun && {
    ...lastRun,
    due: isoInstant(lastRun.due),
    startedAt: isoInstant(lastRun.startedAt),
    endedAt: isoInstant(lastRun.endedAt),
  },
  counts,
});

type Status = ReturnType<typeof documentOf> & { scheduler: { pid: number; host: string } | null };

function statusText({ scheduler, cron, timeZone, command, next, running, retry, lastRun, counts }: Status): string {
  const lines = [
    ['scheduler', scheduler === null ? 'not running' : `process ${scheduler.pid} on ${scheduler.host}`],
    ['schedule', `${cron} (${timeZone}): ${command.join(' ')}`],
    ['now', running === null ? 'waiting' : `running since ${running.startedAt}, attempt ${running.attempt}`],
    ['next', scheduler === null ? 'none while no scheduler runs' : (next ?? 'after the run under way')],
    ['last run', lastRun === null ? 'none yet' : `ended ${lastRun.endedAt} with exit code ${lastRun.exitCode}`],
    ...(retry === null ? [] : [['retry', `attempt ${retry.attempt} at ${retry.notBefore}`]]),
    ['so far', `${counts.runs} runs, ${counts.failures} failed, ${counts.retries} retries, ${counts.skipped} skipped`],
  ];
  return lines.map(([name = '', value]) => `${name.padEnd(9)}  ${value}\n`).join('');
}
