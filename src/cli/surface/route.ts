import type { Command } from 'commander';
import type { World } from '../world.ts';
import { addRouteApply } from './route/apply.ts';
import { addMeasure } from './route/measure.ts';
import { addRouteRollback } from './route/rollback.ts';

/** `gcforecast route` and its subcommands. */
export function routeSurface(command: Command, world: World, setExitCode: (code: number) => void): void {
  command
    .description('Contacts ask for skills, agents have them: what is asked for, who does it, and what would change.')
    .addHelpText(
      'after',
      `
Examples:
  gcforecast route measure --days 30
  gcforecast route apply --plan routing_plan.json
  gcforecast help route measure`,
    );
  addMeasure(command, world, setExitCode);
  addRouteApply(command, world, setExitCode);
  addRouteRollback(command, world, setExitCode);
}
