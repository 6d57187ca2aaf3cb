import { type Command, Option } from 'commander';
import { collect, dateOrInstant, listOf, wholeNumber } from '../option-values.ts';
import type { World } from '../world.ts';
import { GRANULARITIES, MEDIA_TYPES } from './choices.ts';

/** The options of `gcforecast fetch`. */
export function fetchSurface(command: Command, world: World, setExitCode: (code: number) => void): void {
  command
    .description(
      'Fetches what the local history lacks of a range, and lists the range as flat records, one per queue, ' +
        'media type and interval. Intervals that are not over yet are left out; those of the last two days are ' +
        'fetched again, since handle times reach the service late.',
    )
    .optionsGroup('Range:')
    .addOption(new Option('--days <n>', 'whole days back from now').argParser(wholeNumber(1, 3660)).default(90))
    .addOption(new Option('--from <date>', 'start: a local date, or an instant').argParser(dateOrInstant))
    .addOption(new Option('--to <date>', 'end, excluded (default: now)').argParser(dateOrInstant))
    .addOption(
      new Option('--granularity <step>', 'length of an interval; total is one row for the whole range')
        .choices([...GRANULARITIES, 'total'])
        .default('P1D'),
    )
    .optionsGroup('Selection:')
    .addOption(new Option('--queue <name or id>', 'only this queue; may be repeated').argParser(collect))
    .addOption(
      new Option('--media <types>', `list only these: ${MEDIA_TYPES.slice(0, 5).join(', ')}, ...`).argParser(
        listOf(MEDIA_TYPES),
      ),
    )
    .addOption(
      new Option('--direction <direction>', 'how the conversation began')
        .choices(['inbound', 'outbound', 'all'])
        .default('inbound'),
    )
    .option('--no-fetch', 'list what the local history has, ask the service nothing')
    .optionsGroup('Listing:')
    .addOption(
      new Option(
        '--by <dimensions>',
        'what is listed apart, the rest is summed: queue, media (default: both)',
      ).argParser(listOf(['queue', 'media'] as const)),
    )
    .option('--output <file>', 'where the listing goes, by its ending .csv, .json (one object a line) or .parquet')
    .optionsGroup('Other sources:')
    .option('--from-csv <file>', 'bring a flat CSV listing of another system into the local history')
    .addOption(
      new Option('--from-json <file>', 'list a saved answer that nests media types in queues').conflicts([
        ...['fromCsv', 'from', 'to', 'queue', 'media'],
      ]),
    )
    .addHelpText(
      'after',
      `
Examples:
  gcforecast fetch --days 730
  gcforecast fetch --from 2026-01-01 --to 2026-02-01 --granularity PT30M --output january.csv
  gcforecast fetch --days 7 --granularity total --output last-week.csv
  gcforecast fetch --from-csv old-system.csv --granularity PT30M`,
    )
    .action(async (_options, command: Command) => {
      const { fetch } = await import('../commands/fetch.ts');
      setExitCode(await fetch(command.optsWithGlobals(), world));
    });
}
