import type { Command } from 'commander';
import type { World } from '../../world.ts';

/** The options of `gcforecast route rollback`. */
export function addRouteRollback(route: Command, world: World, setExitCode: (code: number) => void): void {
  route
    .command('rollback')
    .summary('give agents back the skills that a journal has changed')
    .description(
      'Gives agents back the skills that a journal has changed, as they were before, and leaves their ' +
        'other skills alone. Agents whose skills somebody else has changed since stay as they are, and ' +
        'are listed.',
    )
    .option('--journal <file>', 'the path that route apply printed (default: the newest one)')
    .addHelpText(
      'after',
      `
Examples:
  gcforecast route rollback
  gcforecast route rollback --journal ~/.local/share/gcforecast/journals/.../route-....jsonl`,
    )
    .action(async (_options, command: Command) => {
      const { routeRollback } = await import('../../commands/route/rollback.ts');
      setExitCode(await routeRollback(command.optsWithGlobals(), world));
    });
}
