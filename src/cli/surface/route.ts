import type { Command } from 'commander';
import type { World } from '../world.ts';
import { addRouteApply } from './route/apply.ts';
import { addRouteRollback } from './route/rollback.ts';

/** The subcommands of `gcforecast route`. */
export function addRoute(program: Command, world: World, setExitCode: (code: number) => void): void {
  const route = program
    .command('route')
    .summary('which agent has which skills, and what that does to the queues')
    .description('Plans which agents have which skills, by simulation, and carries such a plan out.');
  addRouteApply(route, world, setExitCode);
  addRouteRollback(route, world, setExitCode);
}
