import { type Command, Option } from 'commander';
import { collect, listOf, wholeNumber } from '../option-values.ts';
import { MEDIA_TYPES } from './choices.ts';

/** The options of commands that learn from a history: where it comes from. */
export function addHistoryOptions(command: Command): void {
  command
    .optionsGroup('History from the service:')
    .addOption(
      new Option('--history-days <n>', 'days to look back (default: 730, or 182 below a day)')
        .argParser(wholeNumber(2, 3660))
        .conflicts('history'),
    )
    .addOption(
      new Option('--queue <name or id>', 'only this queue; may be repeated').argParser(collect).conflicts('history'),
    )
    .addOption(
      new Option('--media <types>', `only these: ${MEDIA_TYPES.slice(0, 5).join(', ')}, ...`)
        .argParser(listOf(MEDIA_TYPES))
        .conflicts('history'),
    )
    .addOption(new Option('--no-fetch', 'use the local history as it is, ask the service nothing').conflicts('history'))
    .optionsGroup('History from a file:')
    .option('--history <file.csv>', 'no service is used; - is stdin')
    .option('--columns <roles>', 'columns by role: time=...,value=...,key=...');
}
