import { type Command, Option } from 'commander';
import { duration, wholeNumber } from '../option-values.ts';
import type { World } from '../world.ts';

/** The options of `gcforecast schedule`. `check` reads the command that is to be scheduled, as if it were to run, and names it. */
export function scheduleSurface(
  command: Command,
  world: World,
  setExitCode: (code: number) => void,
  check: (argv: readonly string[]) => Promise<string>,
): void {
  command
    .description(
      'Runs a command of gcforecast whenever it is due, in the foreground and never two at once; a run that fails ' +
        'ends only itself. --print writes a unit for the scheduler that is there already instead.',
    )
    .argument('[command...]', 'what to run, after --')
    .optionsGroup('Schedule:')
    .option('--cron <expression>', 'when, by the clock of --time-zone: minute hour day month weekday')
    .option('--window <from-to>', 'runs start within this time of the day only, as 22:00-05:00')
    .addOption(
      new Option('--jitter <time>', 'start later by a time below this, always the same on this installation')
        .argParser(duration)
        .default(0, '0s'),
    )
    .addOption(
      new Option('--missed <choice>', 'runs that were due while nothing could run: all of them once, or not at all')
        .choices(['run', 'skip'])
        .default('run'),
    )
    .addOption(
      new Option('--retries <n>', 'times that a failed run is tried again, where that may help')
        .argParser(wholeNumber(0, 20))
        .default(2),
    )
    .addOption(
      new Option('--retry-pause <time>', 'before the first of them; each pause is twice the one before')
        .argParser(duration)
        .default(300, '5m'),
    )
    .option('--status', 'tell what the scheduler of --home does and has done')
    .addOption(
      new Option('--print <unit>', 'write the unit of another scheduler instead').choices([
        'crontab',
        'systemd',
        'kubernetes',
        'github',
      ]),
    )
    .addOption(
      new Option('--shards <n>', 'with --print kubernetes: pods that share the series of the command').argParser(
        wholeNumber(2, 10_000),
      ),
    );
  command
    .addHelpText(
      'after',
      `
Examples:
  gcforecast schedule --cron "0 2 * * *" --time-zone Europe/London -- forecast --days 30
  gcforecast schedule --cron "0 1-4 * * *" --window 01:00-05:00 --jitter 5m -- fetch --days 90
  gcforecast schedule --status
  gcforecast schedule --cron "0 2 * * *" --print systemd -- forecast --days 30`,
    )
    .action(async (argv: string[]) => {
      const { schedule } = await import('../commands/schedule.ts');
      setExitCode(await schedule(argv, command.optsWithGlobals(), check, world));
    });
}
