import type { Config } from '../../config/read-config.ts';
import { usageFailure } from '../../errors.ts';
import { cronClock } from '../../schedule/cron.ts';
import { jitterSeconds, type Timetable, timetable } from '../../schedule/timetable.ts';
import { type DailyWindow, dailyWindow } from '../../schedule/window.ts';
import type { World } from '../world.ts';
import { configOf } from './global-options.ts';
import { keepSchedule } from './schedule/keep-schedule.ts';
import type { ScheduleOptions } from './schedule/options.ts';
import { passedOn } from './schedule/passed-on.ts';
import { scheduleStatus } from './schedule/schedule-status.ts';

/**
 * `gcforecast schedule`: runs a command when it is due until it is stopped, tells how that goes, or prints the unit for another
 * scheduler. `check` reads the command without running it, and names it. Returns the exit code.
 */
export async function schedule(
  argv: readonly string[],
  options: ScheduleOptions,
  check: (argv: readonly string[]) => Promise<string>,
  world: World,
): Promise<number> {
  world.notes.isRecorded = false;
  const config = await configOf(options, world);
  if (options.status === true) {
    world.stdout.write(scheduleStatus(config.home, options));
    return 0;
  }
  requireRunnable(options);
  if ((await check(argv)) === 'schedule') {
    throw usageFailure('a schedule cannot run another one', 'name the command that is to run after --');
  }
  if (options.shards !== undefined) await check([...argv, '--shard', 'auto', '--as-of', '1970-01-01T00:00:00Z']);
  const table = tableOf(options, config, world);
  const { print } = options;
  if (print !== undefined) {
    const { printUnit } = await import('./schedule/print-unit.ts');
    world.stdout.write(
      printUnit(
        table,
        [...passedOn(options, config, world), ...argv],
        { ...options, print },
        config,
        Math.floor(world.nowMs() / 1000),
      ),
    );
    return 0;
  }
  await keepSchedule(table, argv, options, config, world);
  return 0;
}

/** What would be the same at every run belongs to the command, or is a slip. */
function requireRunnable({ asOf, record, replay, shards, print }: ScheduleOptions): void {
  const once = [asOf && '--as-of', record && '--record', replay && '--replay'].find((name) => typeof name === 'string');
  if (once !== undefined) {
    throw usageFailure(
      `${once} would be the same for every run`,
      'leave it out, or write it after --, for the command',
    );
  }
  if (shards !== undefined && print !== 'kubernetes') {
    throw usageFailure('--shards is an option of --print kubernetes', 'leave it out, or add --print kubernetes');
  }
}

function tableOf(options: ScheduleOptions, { home, timeZone }: Config, world: World): Timetable {
  const { cron: expression } = options;
  if (expression === undefined) {
    throw usageFailure('when is the command to run?', 'say it with --cron, for example --cron "0 2 * * *"');
  }
  const cron = cronClock(expression, timeZone);
  const delaySeconds = jitterSeconds(home, expression, options.jitter);
  const window = options.window === undefined ? undefined : windowOf(options.window);
  return timetable(cron, window, delaySeconds, Math.floor(world.nowMs() / 1000));
}

function windowOf(text: string): DailyWindow {
  try {
    return dailyWindow(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw usageFailure(`--window: ${error.message}`, 'write it like 01:00-05:00, or 22:00-05:00 over midnight', error);
  }
}
