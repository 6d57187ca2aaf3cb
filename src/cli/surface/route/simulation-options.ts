import { type Command, Option } from 'commander';
import { collect, wholeNumber } from '../../option-values.ts';

/** What the subcommands that simulate skills read, write and start from. */
export const addSimulationOptions = (command: Command): Command =>
  command
    .optionsGroup('History:')
    .addOption(
      new Option('--days <n>', 'whole days that make the typical week').argParser(wholeNumber(7, 366)).default(30),
    )
    .addOption(
      new Option('--granularity <step>', 'length of the intervals')
        .choices(['PT15M', 'PT30M', 'PT1H'])
        .default('PT30M'),
    )
    .option('--forecast <file>', 'contacts to come, by queue and media type, instead of those of the history')
    .optionsGroup('Simulation:')
    .addOption(
      new Option('--seed <n>', 'the same seed gives the same result').argParser(wholeNumber(0, 2 ** 32 - 1)).default(0),
    )
    .addOption(new Option('--jobs <n>', 'threads (default: one per core)').argParser(wholeNumber(1, 1024)))
    .optionsGroup('Files:')
    .option('--plan <file.json>', 'where the plan goes that route apply carries out', 'routing_plan.json')
    .option('--output-dir <dir>', 'write the impact report there, as CSV');

/** Whose skills a recommendation may change. */
export const addScopeOptions = (command: Command): Command =>
  command
    .optionsGroup('Whose:')
    .addOption(
      new Option('--queue <name or id>', 'help only the contacts of this queue; may be repeated').argParser(collect),
    )
    .addOption(new Option('--user <name or id>', 'change only this agent; may be repeated').argParser(collect))
    .addOption(new Option('--skill <name or id>', 'change only this skill; may be repeated').argParser(collect));
