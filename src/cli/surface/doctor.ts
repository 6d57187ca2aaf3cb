import { type Command, Option } from 'commander';
import { listOf } from '../option-values.ts';
import type { World } from '../world.ts';

const COMMANDS = ['fetch', 'forecast', 'pace', 'report', 'route'] as const;

/** The options of `gcforecast doctor`. */
export function doctorSurface(command: Command, world: World, setExitCode: (code: number) => void): void {
  command
    .description(
      'Checks each setting and where it came from, the login, the clock, the queues that are visible, each permission\n' +
        'that a command needs, the rate limit, the local history and Node.js: a line each, with what to do. It asks\n' +
        'small questions, each once, and changes nothing. The exit code is 0 when all is well, else that of the worst\n' +
        'line: 2 before 3 before 4 before 6 before 5.',
    )
    .optionsGroup('Doctor:')
    .addOption(
      new Option('--for <commands>', `permissions of these only: ${COMMANDS.join(', ')}; repeatable`).argParser(
        listOf(COMMANDS),
      ),
    )
    .addHelpText(
      'after',
      `
Examples:
  gcforecast doctor
  gcforecast doctor --for forecast
  gcforecast doctor --json --region eu-west-1`,
    )
    .action(async (_options, command: Command) => {
      const { doctor } = await import('../commands/doctor.ts');
      setExitCode(await doctor(command.optsWithGlobals(), world));
    });
}
