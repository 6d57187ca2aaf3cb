import type { Command } from 'commander';
import type { World } from '../world.ts';
import { addRouteApply } from './route/apply.ts';
import { addMeasure } from './route/measure.ts';
import { addRecommend } from './route/recommend.ts';
import { addRouteRollback } from './route/rollback.ts';
import { addWhatIf } from './route/what-if.ts';

/** `gcforecast route` and its subcommands. */
export function routeSurface(command: Command, world: World, setExitCode: (code: number) => void): void {
  command
    .description(
      'Contacts ask for skills, agents have them. Measures the demand for each skill and what became of it, ' +
        'simulates what other skills would change, and recommends those that help. Only apply and rollback ' +
        'change anything.',
    )
    .addHelpText(
      'after',
      `
Examples:
  gcforecast route measure --days 30
  gcforecast route what-if --move "+Ann Lee:Billing"
  gcforecast route recommend --moves 5 --plan routing_plan.json
  gcforecast route apply --plan routing_plan.json
  gcforecast help route recommend`,
    );
  addMeasure(command, world, setExitCode);
  addWhatIf(command, world, setExitCode);
  addRecommend(command, world, setExitCode);
  addRouteApply(command, world, setExitCode);
  addRouteRollback(command, world, setExitCode);
}
