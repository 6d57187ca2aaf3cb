import { type Command, Option } from 'commander';
import { numberBetween, wholeNumber } from '../../option-values.ts';
import type { World } from '../../world.ts';
import { MOST_LOSS_FRACTION } from './most-loss.ts';

/** The options of `gcforecast route apply`. */
export function addRouteApply(route: Command, world: World, setExitCode: (code: number) => void): void {
  route
    .command('apply')
    .summary('give agents the skills of a plan')
    .description(
      'Gives agents the skills of a plan, one after the other. All are read first: when somebody has ' +
        'changed one since the plan, nothing is written. Every change is in a journal before it is made; ' +
        'a run that was stopped goes on when it is started again, and `route rollback` undoes it.',
    )
    .option('--plan <file.json>', 'what route recommend or route what-if has written', 'routing_plan.json')
    .option('--yes', 'without asking')
    .optionsGroup('Limits:')
    .option('--window <from-to>', 'change nothing at other local times: 01:00-05:00 (see --time-zone)')
    .addOption(
      new Option('--max-error-share <share>', 'of the agents to be changed that may fail before the run stops')
        .argParser(numberBetween(-1e-9, 1, true))
        .default(0.1),
    )
    .addOption(
      new Option('--max-loss <share>', 'by which a queue’s service level may be predicted to fall')
        .argParser(numberBetween(-1e-9, 1, true))
        .default(MOST_LOSS_FRACTION),
    )
    .addOption(new Option('--max-moves <n>', 'refuse a plan with more').argParser(wholeNumber(1, 100_000)).default(200))
    .addOption(
      new Option('--max-moves-per-agent <n>', 'refuse a plan with more').argParser(wholeNumber(1, 1000)).default(10),
    )
    .optionsGroup('Report:')
    .option('--output-dir <dir>', 'where the impact report goes, as CSV and JSON', '.')
    .addHelpText(
      'after',
      `
Examples:
  gcforecast route apply --plan routing_plan.json
  gcforecast route apply --window 01:00-05:00 --time-zone Europe/Berlin --yes`,
    )
    .action(async (_options, command: Command) => {
      const { routeApply } = await import('../../commands/route/apply.ts');
      setExitCode(await routeApply(command.optsWithGlobals(), world));
    });
}
