import type { Command } from 'commander';
import type { World } from '../world.ts';
import { addRouteApply } from './route/apply.ts';
import { addMeasure } from './route/measure.ts';
import { addRouteRollback } from './route/rollback.ts';

/** `gcforecast route` and its subcommands. */
export function addRoute(program: Command, world: World, setExitCode: (code: number) => void): void {
  const route = program
    .command('route')
    .summary('measure who takes which contacts, and set other skills')
    .description(
      'Contacts ask for skills, agents have them. Measures the demand for each skill and what became of it, and carries\n' +
        'plans for other skills out. Only apply and rollback change anything.',
    )
    .addHelpText(
      'after',
      `
Examples:
  gcforecast route measure --days 30
  gcforecast route apply --plan routing_plan.json
  gcforecast help route measure`,
    );
  addMeasure(route, world, setExitCode);
  addRouteApply(route, world, setExitCode);
  addRouteRollback(route, world, setExitCode);
}
