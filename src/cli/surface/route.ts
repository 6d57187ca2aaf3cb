import type { Command } from 'commander';
import type { World } from '../world.ts';
import { addMeasure } from './route/measure.ts';

/** `gcforecast route` and its subcommands. */
export function routeSurface(command: Command, world: World, setExitCode: (code: number) => void): void {
  command
    .description('Contacts ask for skills, agents have them: what is asked for, who does it, and what would change.')
    .addHelpText(
      'after',
      `
Examples:
  gcforecast route measure --days 30
  gcforecast route measure --queue Billing --output routing/
  gcforecast help route measure`,
    );
  addMeasure(command, world, setExitCode);
}
