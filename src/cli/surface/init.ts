import type { Command } from 'commander';
import type { World } from '../world.ts';

/** The options of `gcforecast init`. */
export function initSurface(command: Command, world: World, setExitCode: (code: number) => void): void {
  command
    .description(
      'Asks for region, OAuth client id and secret (typed without being shown), writes them to an env file that only\n' +
        'you can read, checks them as `gcforecast doctor --for forecast` does, and makes a first forecast of a week.\n' +
        'Every question has a flag, so that it also runs where nobody can be asked.',
    )
    .optionsGroup('Init:')
    .option('--client-id <id>', 'of an OAuth client with the grant Client Credentials (Admin > Integrations > OAuth)')
    .option('--force', 'replace the env file when it is there, without asking')
    .option('--no-forecast', 'check only, without a first forecast')
    .addHelpText(
      'after',
      `
The secret is asked for, or read from --secret-file; it has no flag, since flags show in process lists.

Examples:
  gcforecast init
  gcforecast init --region eu-west-1 --client-id 1a2b... --secret-file /run/secrets/genesys
  vault read -field=secret genesys | gcforecast init --region eu-west-1 --client-id 1a2b... --secret-file /dev/stdin`,
    )
    .action(async (_options, command: Command) => {
      const { init } = await import('../commands/init.ts');
      setExitCode(await init(command.optsWithGlobals(), world));
    });
}
