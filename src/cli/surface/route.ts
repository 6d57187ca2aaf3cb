import type { Command } from 'commander';
import type { World } from '../world.ts';
import { addMeasure } from './route/measure.ts';

/** `gcforecast route` and its subcommands. */
export function addRoute(program: Command, world: World, setExitCode: (code: number) => void): void {
  const route = program
    .command('route')
    .summary('measure who takes which contacts, and what other skills would change')
    .description(
      'Contacts ask for skills, agents have them. Measures the demand for each skill and what became of it. Reading\n' +
        'changes nothing.',
    )
    .addHelpText(
      'after',
      `
Examples:
  gcforecast route measure --days 30
  gcforecast route measure --queue Billing --output routing/
  gcforecast help route measure`,
    );
  addMeasure(route, world, setExitCode);
}
