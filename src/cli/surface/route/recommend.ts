import { type Command, Option } from 'commander';
import { numberBetween, wholeNumber } from '../../option-values.ts';
import type { World } from '../../world.ts';
import { MOST_LOSS_FRACTION } from './most-loss.ts';
import { addScopeOptions, addSimulationOptions } from './simulation-options.ts';

/** The options of `gcforecast route recommend`. */
export function addRecommend(route: Command, world: World, setExitCode: (code: number) => void): void {
  const command = route
    .command('recommend')
    .summary('changes of skills that help, each with its simulated effect')
    .description(
      'Tries every change of one skill of one agent in a simulated typical week, confirms the best on other weeks, and ' +
        'adds one after the other while more contacts are answered in time. Recommends nothing when nothing is shown ' +
        'to help. Changes nothing.',
    );
  addScopeOptions(addSimulationOptions(command))
    .optionsGroup('Limits:')
    .addOption(new Option('--moves <n>', 'changes at most').argParser(wholeNumber(1, 100)).default(5))
    .addOption(
      new Option('--moves-per-agent <n>', 'changes of one agent at most').argParser(wholeNumber(1, 20)).default(1),
    )
    .addOption(
      new Option('--max-loss <share>', 'by which a queue’s service level may fall')
        .argParser(numberBetween(-1e-9, 1, true))
        .default(MOST_LOSS_FRACTION),
    )
    .addOption(
      new Option('--min-gain <share>', 'of all contacts, that a change must bring to an answer in time')
        .argParser(numberBetween(-1e-9, 1, true))
        .default(0.0005),
    )
    .addHelpText(
      'after',
      `
Examples:
  gcforecast route recommend
  gcforecast route recommend --moves 3 --queue Billing --max-loss 0.01 --plan routing_plan.json`,
    )
    .action(async (_options, called: Command) => {
      const { routeRecommend } = await import('../../commands/route/recommend.ts');
      setExitCode(await routeRecommend(called.optsWithGlobals(), world));
    });
}
