import type { Command } from 'commander';
import type { World } from '../../world.ts';
import { addHistoryOptions } from './history-options.ts';

/** The options of `gcforecast route measure`. */
export function addMeasure(route: Command, world: World, setExitCode: (code: number) => void): void {
  const command = route
    .command('measure')
    .summary('demand per queue and skill, work and occupancy per agent, use of each skill')
    .description(
      'Demand of every queue and set of skills, by interval; what each agent did, and how busy that kept him; which ' +
        'skills were used, and why others were not. Ratios are pooled; what was not counted stays empty.',
    );
  addHistoryOptions(command)
    .optionsGroup('Files:')
    .option('--output <folder>', 'write queues.csv, demand.csv, agents.csv, work.csv and skills.csv')
    .addHelpText(
      'after',
      `
Examples:
  gcforecast route measure
  gcforecast route measure --days 14 --granularity PT15M --output routing/
  gcforecast route measure --queue Billing --skill Invoices --json`,
    )
    .action(async (_options, called: Command) => {
      const { measure } = await import('../../commands/route/measure.ts');
      setExitCode(await measure(called.optsWithGlobals(), world));
    });
}
