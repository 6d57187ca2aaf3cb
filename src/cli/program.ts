import { Command, Option } from 'commander';
import { collect, instant, listOf, numberBetween, seasonality, wholeNumber } from './option-values.ts';
import { version } from './version.ts';
import type { World } from './world.ts';

const GRANULARITIES = ['P1D', 'PT1H', 'PT30M', 'PT15M'] as const;
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
  gcforecast help forecast`,
    )
    .addHelpText('afterAll', EXIT_CODES);
  addGlobalOptions(program);
  addForecast(program, world, setExitCode);
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

function addForecast(program: Command, world: World, setExitCode: (code: number) => void): void {
  program
    .command('forecast')
    .summary('forecast the contacts of the next days')
    .description(
      'Forecasts inbound contacts from the history of the organisation, or from a CSV file, with intervals.\n' +
        'The forecast starts after the last whole interval of the history.',
    )
    .optionsGroup('Forecast:')
    .addOption(new Option('--days <n>', 'days to forecast').argParser(wholeNumber(1, 3660)).default(30))
    .addOption(new Option('--granularity <step>', 'length of an interval').choices(GRANULARITIES))
    .addOption(
      new Option('--metric <name>', 'what is forecast')
        .choices(['offered', 'answered', 'abandoned', 'handle_seconds'])
        .default('offered'),
    )
    .addOption(
      new Option('--by <dimensions>', 'one forecast each instead of the total: queue, media').argParser(
        listOf(['queue', 'media'] as const),
      ),
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
    .optionsGroup('History from a file:')
    .option('--history <file.csv>', 'no service is used; - is stdin')
    .option('--columns <roles>', 'columns by role: time=...,value=...,key=...')
    .optionsGroup('Model:')
    .addOption(new Option('--model <name>', 'forecasting model').choices(['prophet']).default('prophet'))
    .addOption(new Option('--growth <kind>', 'shape of the trend').choices(['linear', 'flat']).default('linear'))
    .addOption(new Option('--yearly <setting>', 'auto, true, false or order').argParser(seasonality).default('auto'))
    .addOption(new Option('--weekly <setting>', 'likewise').argParser(seasonality).default('auto'))
    .addOption(new Option('--daily <setting>', 'likewise').argParser(seasonality).default('auto'))
    .addOption(
      new Option('--changepoints <n>', 'places where the trend may bend').argParser(wholeNumber(0, 500)).default(25),
    )
    .addOption(
      new Option('--changepoint-range <share>', 'part of the history that may have them')
        .argParser(numberBetween(0, 1, true))
        .default(0.8),
    )
    .addOption(
      new Option('--changepoint-prior-scale <s>', 'how freely the trend bends')
        .argParser(numberBetween(0, Number.POSITIVE_INFINITY))
        .default(0.05),
    )
    .addOption(
      new Option('--seasonality-prior-scale <s>', 'how freely the seasons swing')
        .argParser(numberBetween(0, Number.POSITIVE_INFINITY))
        .default(10),
    )
    .addHelpText(
      'after',
      `
Examples:
  gcforecast forecast --days 30
  gcforecast forecast --days 14 --granularity PT30M --queue Billing --time-zone Europe/London
  gcforecast forecast --history calls.csv --interval-width 0.95 --output forecast.json`,
    )
    .action(async (_options, command: Command) => {
      const { forecast } = await import('./commands/forecast.ts');
      setExitCode(await forecast(command.optsWithGlobals(), world));
    });
}
