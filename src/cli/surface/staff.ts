import { type Command, Option } from 'commander';
import { contacts, riskName, serviceLevelTarget, shrinkageShare } from '../commands/staff/option-values.ts';
import { numberBetween, wholeNumber } from '../option-values.ts';
import type { World } from '../world.ts';

/** The options of `gcforecast staff`. */
export function addStaff(program: Command, world: World, setExitCode: (code: number) => void): void {
  program
    .command('staff')
    .summary('turn a forecast into agents for each interval')
    .description(
      'Finds the fewest agents that reach all targets in each interval: by Erlang C, or by Erlang A when\n' +
        'contacts give up after a patience. What they reach is told for the volume of the forecast.',
    )
    .optionsGroup('Work:')
    .addOption(
      new Option('--forecast <file>', 'what gcforecast forecast has written, .json or .csv; - is stdin').conflicts([
        ...['volume', 'interval'],
      ]),
    )
    .addOption(new Option('--volume <contacts>', 'contacts in one interval, instead of a forecast').argParser(contacts))
    .option('--interval <step>', 'length of that interval: PT15M, PT30M, PT1H')
    .addOption(
      new Option('--aht <seconds>', 'average handle time, over that of the forecast').argParser(
        numberBetween(0, Number.POSITIVE_INFINITY),
      ),
    )
    .addOption(
      new Option('--patience <seconds>', 'mean time after which a contact gives up: Erlang A').argParser(
        numberBetween(0, Number.POSITIVE_INFINITY),
      ),
    )
    .optionsGroup('Targets:')
    .addOption(
      new Option('--service-level <percent/seconds>', 'share of contacts answered within a time')
        .argParser(serviceLevelTarget)
        .default({ fraction: 0.8, withinSeconds: 20 }, '80/20'),
    )
    .option('--no-service-level', 'the other targets alone')
    .addOption(
      new Option('--max-asa <seconds>', 'average speed of answer').argParser(
        numberBetween(0, Number.POSITIVE_INFINITY),
      ),
    )
    .addOption(
      new Option('--max-occupancy <share>', 'share of the agents’ time on contacts').argParser(
        numberBetween(0, 1, true),
      ),
    )
    .addOption(
      new Option('--max-abandon <share>', 'share of contacts that give up; needs --patience').argParser(
        numberBetween(0, 1),
      ),
    )
    .addOption(
      new Option('--risk <kind>', 'what must reach them: mean (the forecast), expected (its distribution), p80')
        .argParser(riskName)
        .default('mean'),
    )
    .addOption(
      new Option('--interval-width <share>', 'probability of the bounds, where the file does not tell')
        .argParser(numberBetween(0, 1))
        .conflicts('volume'),
    )
    .optionsGroup('Agents:')
    .addOption(
      new Option('--shrinkage <share>', 'paid time that is not spent at the contacts')
        .argParser(shrinkageShare)
        .default(0),
    )
    .addOption(new Option('--min-agents <n>', 'never fewer, in any interval').argParser(wholeNumber(0, 1_000_000)))
    .addOption(
      new Option('--agents <n>', 'what this many reach, instead of the fewest that do')
        .argParser(wholeNumber(1, 1_000_000))
        .conflicts(['maxAsa', 'maxOccupancy', 'maxAbandon', 'minAgents']),
    )
    .optionsGroup('Output:')
    .option('--output <file>', 'where the staffing goes, by its ending .csv or .json')
    .addHelpText(
      'after',
      `
Examples:
  gcforecast staff --volume 100 --interval PT30M --aht 240
  gcforecast staff --forecast forecast.json --service-level 80/20 --shrinkage 0.3 --output staffing.csv
  gcforecast staff --forecast forecast.json --patience 120 --max-abandon 0.05 --risk p80
  gcforecast staff --volume 100 --interval PT30M --aht 240 --agents 14`,
    )
    .action(async (_options, command: Command) => {
      const { staff } = await import('../commands/staff.ts');
      setExitCode(await staff(command.optsWithGlobals(), world));
    });
}
