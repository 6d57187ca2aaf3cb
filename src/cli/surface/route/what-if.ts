import { type Command, Option } from 'commander';
import { collect, numberBetween, wholeNumber } from '../../option-values.ts';
import type { World } from '../../world.ts';
import { addSimulationOptions } from './simulation-options.ts';

/** The options of `gcforecast route what-if`. */
export function addWhatIf(route: Command, world: World, setExitCode: (code: number) => void): void {
  const command = route
    .command('what-if')
    .summary('what given changes of skills would do to every queue')
    .description(
      'Simulates a typical week of the organisation as it is and with other skills, with the same contacts in both, ' +
        'until the difference of every queue’s service level is known. Changes nothing.',
    )
    .addOption(
      new Option('--move <change>', '"+<agent>:<skill>[=<proficiency>]" or "-<agent>:<skill>"; may be repeated')
        .argParser(collect)
        .makeOptionMandatory(),
    );
  addSimulationOptions(command)
    .optionsGroup('Precision:')
    .addOption(
      new Option('--half-width <share>', 'of the difference of a service level, at 95 %')
        .argParser(numberBetween(0, 1))
        .default(0.005),
    )
    .addOption(new Option('--max-weeks <n>', 'simulated at most').argParser(wholeNumber(20, 100_000)).default(200))
    .addHelpText(
      'after',
      `
Examples:
  gcforecast route what-if --move "+Ann Lee:Billing"
  gcforecast route what-if --move "+Ann Lee:Billing=4" --move "-Bob Ray:Spanish" --half-width 0.002`,
    )
    .action(async (_options, called: Command) => {
      const { routeWhatIf } = await import('../../commands/route/what-if.ts');
      setExitCode(await routeWhatIf(called.optsWithGlobals(), world));
    });
}
