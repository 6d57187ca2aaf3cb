import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../../config/read-config.ts';
import { Failure } from '../../../errors.ts';
import type { RunRecord } from '../../../export/run-record.ts';
import type { Decision } from '../../../schedule/decide.ts';
import { type RunEnded, runSchedule } from '../../../schedule/run-schedule.ts';
import { newState, type ScheduleState } from '../../../schedule/schedule-state.ts';
import type { Timetable } from '../../../schedule/timetable.ts';
import { isoInstant, localTime } from '../../../series/iso-instant.ts';
import { withWriterLock } from '../../../store/writer-lock.ts';
import { version } from '../../version.ts';
import type { World } from '../../world.ts';
import { keepRecord } from '../record/leave-record.ts';
import { tellOthers } from '../record/tell-others.ts';
import type { ScheduleOptions } from './options.ts';
import { passedOn } from './passed-on.ts';
import { startRun } from './start-run.ts';
import { makeScheduleFolder, readState, scheduleFolder, writeState } from './state-file.ts';

/** Runs a command when it is due, alone on its home folder, until it is stopped or no further date is named. */
export async function keepSchedule(
  table: Timetable,
  argv: readonly string[],
  options: ScheduleOptions,
  config: Config,
  world: World,
): Promise<void> {
  const { home } = config;
  makeScheduleFolder(home);
  const plan = {
    table,
    missed: options.missed,
    retry: { most: options.retries, firstPauseSeconds: options.retryPause },
  };
  const say = sayOn(options, config, world);
  const warn = warnOn(config, world);
  await withWriterLock(
    join(scheduleFolder(home), 'scheduler.lock'),
    async () => {
      const before = stateBefore(table, argv, home, world);
      writeState(home, before);
      let lastRecord: RunRecord | undefined;
      await runSchedule(plan, before, {
        nowMs: world.nowMs,
        sleep: world.sleep,
        signal: world.signal,
        save: async (state) => saved(home, state, warn),
        run: async () => {
          const startedAtMs = world.nowMs();
          const { exitCode, record } = await startRun([...passedOn(options, config, world), ...argv], world, warn);
          lastRecord = record ?? recordOfKilled(argv, exitCode, startedAtMs, world.nowMs());
          if (record === undefined) await keepRecord(lastRecord, home, world);
          return exitCode;
        },
        tell: async (event, state) => {
          say(worded(event, state, table.cron.timeZone));
          if (event.kind === 'ended' && lastRecord !== undefined)
            await tellOthers(lastRecord, event.attempt, config, world);
        },
      });
    },
    'already schedules runs on this home folder',
  );
}

/** What the scheduler before has left, when it had the same schedule. */
function stateBefore({ cron }: Timetable, argv: readonly string[], home: string, { nowMs }: World): ScheduleState {
  const schedule = { cron: cron.expression, timeZone: cron.timeZone, command: [...argv] };
  const left = readState(home);
  if (left !== undefined && JSON.stringify(left.schedule) === JSON.stringify(schedule)) return left;
  return newState(schedule, Math.floor(nowMs() / 1000));
}

/** A disk that is full tonight is no reason to run nothing tomorrow: the schedule goes on with what it knows. */
function saved(home: string, state: ScheduleState, warn: (text: string) => void): void {
  try {
    writeState(home, state);
  } catch (error) {
    if (!(error instanceof Error && (error instanceof Failure || 'code' in error))) throw error;
    warn(`the schedule goes on, but ${error.message}; after a restart, a run may be missed or come twice`);
  }
}

/** The record of a process that did not live to leave one. */
const recordOfKilled = (
  [command = '', ...given]: readonly string[],
  exitCode: number,
  startedAtMs: number,
  endedAtMs: number,
): RunRecord => ({
  schema: 'gcforecast/run@1',
  version,
  command,
  arguments: given,
  options: {},
  configuration: null,
  host: hostname(),
  pid: process.pid,
  startedAt: isoInstant(startedAtMs / 1000),
  endedAt: isoInstant(endedAtMs / 1000),
  durationSeconds: (endedAtMs - startedAtMs) / 1000,
  exitCode,
  failure: { code: 'GCF-KILLED', message: `the process ended with ${exitCode} and could not tell why`, hint: null },
  warnings: [],
  inputs: [],
  outputs: [],
});

/** A line on stderr for each event, unless that is to be quiet. */
function sayOn(options: ScheduleOptions, config: Config, world: World): (text: string) => void {
  return options.quiet === true ? () => {} : (text) => tellOn('info', text, config, world);
}

/** The same for what is wrong, which quiet does not hide. */
const warnOn =
  (config: Config, world: World) =>
  (text: string): void =>
    tellOn('warn', text, config, world);

function tellOn(level: 'info' | 'warn', text: string, { logFormat }: Config, world: World): void {
  const time = isoInstant(Math.floor(world.nowMs() / 1000));
  const words = level === 'warn' ? `warning: ${text}` : text;
  world.stderr.write(logFormat === 'json' ? `${JSON.stringify({ level, time, msg: text })}\n` : `${time} ${words}\n`);
}

function worded(event: Decision | RunEnded, { retry }: ScheduleState, timeZone: string): string {
  const at = (instant: number): string => `${isoInstant(instant)} (${localTime(timeZone, instant)} ${timeZone})`;
  switch (event.kind) {
    case 'wait':
      return event.because === 'window'
        ? `a missed run waits for the window: ${at(event.until)}`
        : `${event.because}: ${at(event.until)}`;
    case 'run':
      return `run of ${at(event.due)} starts${event.attempt === 1 ? '' : `, attempt ${event.attempt}`}${event.late ? ', late' : ''}`;
    case 'skip':
      return `run of ${at(event.due)} was missed and is skipped`;
    case 'give up':
      return `run of ${at(event.due)} failed and is not tried again`;
    case 'end':
      return 'no further run: the cron expression names no other date';
    case 'ended':
      return `run ended with exit code ${event.exitCode}${retry === null ? '' : ', and will be tried again'}`;
  }
}
