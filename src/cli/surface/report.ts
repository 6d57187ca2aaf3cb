import { type Command, Option } from 'commander';
import { collect, listOf } from '../option-values.ts';
import type { World } from '../world.ts';
import { MEDIA_TYPES } from './choices.ts';

/** Names that are checked where they are used, so that a definition file and an option are told the same. */
const names = (text: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  ...text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== ''),
];

/** The options of `gcforecast report`. */
export function reportSurface(command: Command, world: World, setExitCode: (code: number) => void): void {
  command
    .description(
      'Sums come from the service’s aggregates where these suffice, from single conversations otherwise. Averages and ' +
        'shares are pooled. What is not known stays empty; a period without contacts gives a header.',
    )
    .optionsGroup('What:')
    .option('--definition <file>', 'a report as a JSON file; options given here win over it')
    .option(
      '--last <period>',
      'whole hours, days, weeks or month before now: 24h, 7d, 2w, day, week, month (default: 7d)',
    )
    .addOption(new Option('--from <date>', 'start: a local date, or an instant').conflicts('last'))
    .addOption(new Option('--to <date>', 'end, excluded').conflicts('last'))
    .addOption(new Option('--queue <name or id>', 'only this queue; may be repeated').argParser(collect))
    .addOption(
      new Option('--media <types>', `only these: ${MEDIA_TYPES.slice(0, 5).join(', ')}, ...`).argParser(
        listOf(MEDIA_TYPES),
      ),
    )
    .addOption(
      new Option(
        '--where <condition>',
        'dimension, operator, value: "wrapup contains refund"; several joined by or; may be repeated',
      ).argParser(collect),
    )
    .addOption(
      new Option(
        '--group-by <dimensions>',
        'queue, media, direction, user, wrapup, skill, language, division, campaign, disconnect, message_type, hour, day, week, weekday (default: queue,media)',
      ).argParser(names),
    )
    .addOption(
      new Option(
        '--metrics <measures>',
        'for example offered,avg_handle_seconds,p90_wait_seconds,wrapup_codes',
      ).argParser(names),
    )
    .addOption(new Option('--measure <name=formula>', 'a measure of one’s own; may be repeated').argParser(collect))
    .option('--details', 'from single conversations; without --group-by one row for each of them')
    .optionsGroup('Files:')
    .option('--title <text>', 'heading of the page')
    .option('--name <name>', 'name of the files without ending (default: report)')
    .option('--output-dir <dir>', 'where the files go (default: .)')
    .addOption(
      new Option('--formats <formats>', 'csv, json, html, parquet (default: csv)').argParser(
        listOf(['csv', 'json', 'html', 'parquet'] as const),
      ),
    )
    .optionsGroup('Sharing:')
    .option('--s3 <s3://bucket/prefix>', 'upload to a folder for each period, and print a link to each file')
    .option('--expires <life>', 'how long the links last: 90m, 24h, 7d (default: 24h)')
    .option('--s3-endpoint <url>', 'another service that speaks S3')
    .option('--s3-region <name>', 'region of the bucket')
    .addOption(new Option('--s3-encryption <kind>', 'ask for encryption at rest').choices(['AES256', 'aws:kms']))
    .addHelpText(
      'after',
      `
Examples:
  gcforecast report --last week --group-by queue,media,hour --media voice --formats csv,json
  gcforecast report --last day --details --where "handle_seconds greater 1800"
  gcforecast report --last month --group-by wrapup --metrics conversations,p90_handle_seconds --measure "talk=talk_seconds/handle_seconds"
  gcforecast report --definition daily.json --s3 s3://reports/voice --expires 24h`,
    )
    .action(async (_options, command: Command) => {
      const { report } = await import('../commands/report.ts');
      setExitCode(await report(command.optsWithGlobals(), world));
    });
}
