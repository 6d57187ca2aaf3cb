import { Command, Option } from 'commander';
import { usageFailure } from '../errors.ts';
import { MODEL_NAMES } from './commands/forecast/model-names.ts';
import { contacts, riskName, serviceLevelTarget, shrinkageShare } from './commands/staff/option-values.ts';
import { collect, dateOrInstant, instant, listOf, numberBetween, seasonality, wholeNumber } from './option-values.ts';
import { version } from './version.ts';
import type { World } from './world.ts';

const GRANULARITIES = ['P1D', 'PT1H', 'PT30M', 'PT15M'] as const;
const FETCH_GRANULARITIES = [...GRANULARITIES, 'total'] as const;
const METRICS = ['offered', 'answered', 'abandoned', 'handle_seconds'] as const;
const MEDIA_TYPES = ['voice', 'callback', 'chat', 'message', 'email', 'video', 'cobrowse', 'internalmessage'] as const;

const EXIT_CODES = `
Exit codes:
  0 done                             5 the data does not allow it
  1 a defect of gcforecast           6 the service broke its contract
  2 wrong usage or configuration     7 done in part
  3 credentials or permission       75 not now, try again later
  4 the service cannot be reached  130, 143 interrupted`;

/**
 * The whole command line as one page. Bodies are imported when their command runs, since the start of the program is what
 * a user waits for. `setExitCode` takes the code of a command that ended without a failure.
 */
export function createProgram(world: World, setExitCode: (code: number) => void): Command {
  const program = new Command('gcforecast')
    .exitOverride()
    .description('Forecasts for contact centres on Genesys Cloud: what will arrive, and how sure that is.')
    .version(version)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void world.stdout.write(text),
      writeErr: (text) => void world.stderr.write(text),
      getOutHelpWidth: () => world.stdout.columns ?? 100,
      getErrHelpWidth: () => world.stderr.columns ?? 100,
      // main.ts words every failure.
      outputError: () => {},
    })
    .addHelpText(
      'after',
      `
Examples:
  gcforecast forecast --days 30
  gcforecast forecast --history calls.csv
  gcforecast backtest --history calls.csv
  gcforecast fetch --days 730 --granularity PT30M
  gcforecast staff --forecast tomorrow.json --service-level 80/20
  gcforecast help forecast`,
    )
    .addHelpText('afterAll', EXIT_CODES);
  addGlobalOptions(program);
  addFetch(program, world, setExitCode);
  addForecast(program, world, setExitCode);
  addBacktest(program, world, setExitCode);
  addMerge(program, world, setExitCode);
  addStaff(program, world, setExitCode);
  return program;
}

function addGlobalOptions(program: Command): void {
  program
    .optionsGroup('Organisation:')
    .option('--region <name>', 'AWS region or domain of the organisation: eu-west-1, mypurecloud.ie')
    .option('--api-url <url>', 'API host instead of the region’s: a gateway, a test server')
    .option('--login-url <url>', 'login host instead of the region’s')
    .option('--api <contract>', 'wire contract: platform (the published API, default) or summary')
    .option('--profile <name>', 'profile of ~/.gc/config.toml for credentials and region')
    .option('--env-file <path>', 'file with settings (default: .env, when present)')
    .option('--ca-file <path>', 'certificate authorities to trust besides the built-in ones, PEM')
    .optionsGroup('Run:')
    .option('--home <dir>', 'where tokens, history and journals are kept')
    .option('--time-zone <iana>', 'zone that cuts days and weeks (default: UTC)')
    .addOption(new Option('--as-of <instant>', 'the clock of this run (default: now)').argParser(instant))
    .addOption(
      new Option('--record <dir>', 'write every exchange with the service, without secrets').conflicts('replay'),
    )
    .option('--replay <dir>', 'answer from a recording instead of the service, touching no network')
    .optionsGroup('Output:')
    .option('--json', 'the result as one JSON document on stdout')
    .option('--quiet', 'errors only on stderr')
    .option('--verbose', 'tell on stderr what is done')
    .option('--log-format <format>', 'log lines as pretty or json')
    .option('--no-color', 'no colours (also NO_COLOR)')
    .option('--no-progress', 'no progress line')
    .optionsGroup('Options:');
}

function addFetch(program: Command, world: World, setExitCode: (code: number) => void): void {
  program
    .command('fetch')
    .summary('bring the history of volumes into the local store')
    .description(
      'Fetches what the local history lacks of a range, and lists the range as flat records, one per queue,\n' +
        'media type and interval. Intervals that are not over yet are left out; those of the last two days are\n' +
        'fetched again, since handle times reach the service late.',
    )
    .optionsGroup('Range:')
    .addOption(new Option('--days <n>', 'whole days back from now').argParser(wholeNumber(1, 3660)).default(90))
    .addOption(new Option('--from <date>', 'start: a local date, or an instant').argParser(dateOrInstant))
    .addOption(new Option('--to <date>', 'end, excluded (default: now)').argParser(dateOrInstant))
    .addOption(
      new Option('--granularity <step>', 'length of an interval; total is one row for the whole range')
        .choices(FETCH_GRANULARITIES)
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
      const { fetch } = await import('./commands/fetch.ts');
      setExitCode(await fetch(command.optsWithGlobals(), world));
    });
}

function addForecast(program: Command, world: World, setExitCode: (code: number) => void): void {
  const command = program
    .command('forecast')
    .summary('forecast the contacts of the next days')
    .description(
      'Forecasts inbound contacts from the history of the organisation, or from a CSV file, with intervals.\n' +
        'The forecast starts after the last whole interval of the history.',
    )
    .optionsGroup('Forecast:')
    .addOption(new Option('--days <n>', 'days to forecast').argParser(wholeNumber(1, 3660)).default(30))
    .addOption(new Option('--granularity <step>', 'length of an interval').choices(GRANULARITIES))
    .addOption(new Option('--metric <name>', 'what is forecast').choices(METRICS).default(METRICS[0]))
    .addOption(
      new Option('--by <dimensions>', 'one forecast each instead of the total: queue, media').argParser(
        listOf(['queue', 'media'] as const),
      ),
    )
    .option('--totals', 'with --by: forecast the totals too, so that parts and totals add up')
    .addOption(
      new Option('--reconcile <method>', 'how totals and parts are made to add up')
        .choices(['minimum-trace', 'bottom-up'])
        .default('minimum-trace'),
    )
    .addOption(
      new Option('--interval-width <share>', 'probability that the bounds hold')
        .argParser(numberBetween(0, 1))
        .default(0.8),
    )
    .option('--raw', 'no clamping at 0, negative history allowed')
    .option(
      '--output <file>',
      'where the forecast goes, by its ending .csv or .json; - is stdout',
      'wfm_volume_forecast.csv',
    )
    .optionsGroup('Many series:')
    .addOption(
      new Option('--jobs <n>', 'threads to work on (default: one for each core)').argParser(wholeNumber(1, 1024)),
    )
    .option(
      '--shard <i/n>',
      'only share i (from 0) of n of the series, into the folder of --output; auto in array jobs',
    );
  addHistoryOptions(command);
  command
    .optionsGroup('Model:')
    .addOption(new Option('--model <name>', 'forecasting model').choices(MODEL_NAMES).default(MODEL_NAMES[0]))
    .optionsGroup('Options of the model prophet:');
  for (const option of PROPHET_OPTIONS) command.addOption(option);
  command
    .addHelpText(
      'after',
      `
Examples:
  gcforecast forecast --days 30
  gcforecast forecast --days 14 --granularity PT30M --queue Billing --time-zone Europe/London
  gcforecast forecast --history calls.csv --interval-width 0.95 --output forecast.json`,
    )
    .action(async () => {
      requireOptionsOfModel(command);
      const { forecast } = await import('./commands/forecast.ts');
      setExitCode(await forecast(command.optsWithGlobals(), world));
    });
}

/** What only Prophet has, with Prophet's defaults. */
const PROPHET_OPTIONS: readonly Option[] = [
  new Option('--growth <kind>', 'shape of the trend').choices(['linear', 'flat']).default('linear'),
  new Option('--yearly <setting>', 'auto, true, false or order').argParser(seasonality).default('auto'),
  new Option('--weekly <setting>', 'likewise').argParser(seasonality).default('auto'),
  new Option('--daily <setting>', 'likewise').argParser(seasonality).default('auto'),
  new Option('--changepoints <n>', 'places where the trend may bend').argParser(wholeNumber(0, 500)).default(25),
  new Option('--changepoint-range <share>', 'part of the history that may have them')
    .argParser(numberBetween(0, 1, true))
    .default(0.8),
  new Option('--changepoint-prior-scale <s>', 'how freely the trend bends')
    .argParser(numberBetween(0, Number.POSITIVE_INFINITY))
    .default(0.05),
  new Option('--seasonality-prior-scale <s>', 'how freely the seasons swing')
    .argParser(numberBetween(0, Number.POSITIVE_INFINITY))
    .default(10),
];

/** An option without effect would leave its user with a forecast other than the one that was asked for. */
function requireOptionsOfModel(command: Command): void {
  const { model } = command.opts();
  const given = PROPHET_OPTIONS.find((option) => command.getOptionValueSource(option.attributeName()) === 'cli');
  if (model === 'prophet' || given === undefined) return;
  throw usageFailure(`${given.long} is an option of the model prophet, not of ${model}`, 'leave one of the two out');
}

function addHistoryOptions(command: Command): void {
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

function addBacktest(program: Command, world: World, setExitCode: (code: number) => void): void {
  const command = program
    .command('backtest')
    .summary('tell how good each model would have been on this history')
    .description(
      'Cuts the history at several dates, forecasts from each what then came, and compares: each fold knows\n' +
        'only what lies before its cutoff. The best model comes first.',
    )
    .optionsGroup('Backtest:')
    .addOption(
      new Option('--horizon <days>', 'days that each fold forecasts').argParser(wholeNumber(1, 3660)).default(30),
    )
    .addOption(
      new Option('--folds <n>', 'how many, one after the other up to the end')
        .argParser(wholeNumber(1, 1000))
        .default(5),
    )
    .addOption(
      new Option('--models <names>', `which to compare: ${MODEL_NAMES.join(', ')} (default: all)`).argParser(
        listOf(MODEL_NAMES),
      ),
    )
    .addOption(
      new Option('--interval-width <share>', 'probability that the bounds are to hold')
        .argParser(numberBetween(0, 1))
        .default(0.8),
    )
    .addOption(new Option('--granularity <step>', 'length of an interval').choices(GRANULARITIES))
    .addOption(new Option('--metric <name>', 'what is forecast').choices(METRICS).default(METRICS[0]))
    .addOption(
      new Option('--by <dimensions>', 'one series each instead of the total: queue, media').argParser(
        listOf(['queue', 'media'] as const),
      ),
    )
    .addOption(
      new Option('--jobs <n>', 'threads to work on (default: one for each core)').argParser(wholeNumber(1, 1024)),
    );
  addHistoryOptions(command);
  command
    .addHelpText(
      'after',
      `
Examples:
  gcforecast backtest --horizon 28 --folds 6
  gcforecast backtest --history calls.csv --models prophet,naive --json
  gcforecast backtest --granularity PT30M --horizon 7 --by queue --time-zone Europe/London`,
    )
    .action(async () => {
      const { backtest } = await import('./commands/backtest.ts');
      setExitCode(await backtest(command.optsWithGlobals(), world));
    });
}

function addMerge(program: Command, world: World, setExitCode: (code: number) => void): void {
  program
    .command('merge')
    .summary('join the parts of a sharded forecast')
    .description(
      'Joins the parts that `forecast --shard` has left in a folder, after checking that all are there,\n' +
        'whole and of one run. The file is the same, byte for byte, as that of a run without shards.',
    )
    .argument('<folder>', 'what the shards were given as --output')
    .optionsGroup('Merge:')
    .option('--output <file>', 'where the forecast goes, by its ending .csv or .json', 'wfm_volume_forecast.csv')
    .addHelpText(
      'after',
      `
Examples:
  gcforecast merge parts
  gcforecast merge parts --output forecast.json`,
    )
    .action(async (folder: string, _options, command: Command) => {
      const { merge } = await import('./commands/merge.ts');
      setExitCode(await merge(folder, command.optsWithGlobals(), world));
    });
}

function addStaff(program: Command, world: World, setExitCode: (code: number) => void): void {
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
      const { staff } = await import('./commands/staff.ts');
      setExitCode(await staff(command.optsWithGlobals(), world));
    });
}
