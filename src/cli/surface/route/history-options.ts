import { type Command, Option } from 'commander';
import { collect, wholeNumber } from '../../option-values.ts';
import { GRANULARITIES } from '../choices.ts';

/** Which history of whom a subcommand of `route` reads. */
export const addHistoryOptions = (command: Command): Command =>
  command
    .optionsGroup('History:')
    .addOption(new Option('--days <n>', 'whole days before now').argParser(wholeNumber(1, 366)).default(30))
    .addOption(new Option('--granularity <step>', 'length of the intervals').choices(GRANULARITIES).default('PT30M'))
    .optionsGroup('Whose:')
    .addOption(
      new Option('--queue <name or id>', 'only this queue and its members; may be repeated').argParser(collect),
    )
    .addOption(new Option('--user <name or id>', 'only this agent; may be repeated').argParser(collect))
    .addOption(new Option('--skill <name or id>', 'only rows of this skill; may be repeated').argParser(collect));
