import { Command, Option } from 'commander';
import { instant } from './option-values.ts';
import { parsedOnly } from './parsed-only.ts';
import { version } from './version.ts';
import type { World } from './world.ts';

/** A command as the program's own help tells it, and its page of options. */
interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly surface: () => Promise<(command: Command, world: World, setExitCode: (code: number) => void) => void>;
}

const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'fetch',
    summary: 'bring the history of volumes into the local store',
    surface: async () => (await import('./surface/fetch.ts')).fetchSurface,
  },
  {
    name: 'forecast',
    summary: 'forecast the contacts of the next days',
    surface: async () => (await import('./surface/forecast.ts')).forecastSurface,
  },
  {
    name: 'backtest',
    summary: 'tell how good each model would have been on this history',
    surface: async () => (await import('./surface/backtest.ts')).backtestSurface,
  },
  {
    name: 'merge',
    summary: 'join the parts of a sharded forecast',
    surface: async () => (await import('./surface/merge.ts')).mergeSurface,
  },
  {
    name: 'staff',
    summary: 'turn a forecast into agents for each interval',
    surface: async () => (await import('./surface/staff.ts')).staffSurface,
  },
  {
    name: 'pace',
    summary: 'plan how fast a campaign may dial, and set it',
    surface: async () => (await import('./surface/pace.ts')).paceSurface,
  },
  {
    name: 'route',
    summary: 'measure who takes which contacts, plan other skills by simulation, and set them',
    surface: async () => (await import('./surface/route.ts')).routeSurface,
  },
  {
    name: 'report',
    summary: 'write a report of one’s own: filters, groups, measures, files, links',
    surface: async () => (await import('./surface/report.ts')).reportSurface,
  },
  {
    name: 'schedule',
    summary: 'run a command every night, or print the unit that does',
    surface: async () => {
      const { scheduleSurface } = await import('./surface/schedule.ts');
      return (command, world, setExitCode) =>
        scheduleSurface(command, world, setExitCode, async (argv) =>
          parsedOnly(await createProgram(argv, silent(world), () => {}), argv),
        );
    },
  },
  {
    name: 'init',
    summary: 'set up the credentials, check them, and show a first forecast',
    surface: async () => (await import('./surface/init.ts')).initSurface,
  },
  {
    name: 'doctor',
    summary: 'check configuration, login, permissions and store, with a remedy for each trouble',
    surface: async () => (await import('./surface/doctor.ts')).doctorSurface,
  },
];

const EXIT_CODES = `
Exit codes:
  0 done                             5 the data does not allow it
  1 a defect of gcforecast           6 the service broke its contract
  2 wrong usage or configuration     7 done in part
  3 credentials or permission       75 not now, try again later
  4 the service cannot be reached  130, 143 interrupted`;

/**
 * The whole command line; `surface/` has a page for each command. The options of commands that `argv` does not name are left out, and
 * bodies are imported when their command runs, since the start of the program is what a user waits for. `setExitCode` takes the code
 * of a command that ended without a failure.
 */
export async function createProgram(
  argv: readonly string[],
  world: World,
  setExitCode: (code: number) => void,
): Promise<Command> {
  const program = new Command('gcforecast')
    .exitOverride()
    .description('Forecasts for contact centres on Genesys Cloud: what will arrive, and how sure that is.')
    .version(version)
    .configureHelp({ showGlobalOptions: true, subcommandTerm: (command) => command.name() })
    .configureOutput({
      writeOut: (text) => void world.stdout.write(text),
      writeErr: (text) => void world.stderr.write(text),
      getOutHelpWidth: () => world.stdout.columns ?? 100,
      getErrHelpWidth: () => world.stderr.columns ?? 100,
      // Help is without colours; to be asked would open the streams of the process.
      getOutHasColors: () => false,
      getErrHasColors: () => false,
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
  gcforecast staff --days 1 --service-level 80/20
  gcforecast pace --campaign "Spring Offers"
  gcforecast route recommend
  gcforecast help forecast`,
    )
    .addHelpText('afterAll', EXIT_CODES);
  addGlobalOptions(program);
  for (const { name, summary, surface } of COMMANDS) {
    const command = program.command(name).summary(summary);
    if (argv.includes(name)) (await surface())(command, world, setExitCode);
  }
  noteCommand(program, world);
  return program;
}

const silent = (world: World): World => ({ ...world, stdout: { write: () => {} }, stderr: { write: () => {} } });

function noteCommand(program: Command, world: World): void {
  program.hook('preAction', (_, command) => {
    const options = command.optsWithGlobals();
    world.notes.command = { name: nameOf(command), arguments: command.args, options, startedAtMs: world.nowMs() };
  });
}

/** With the command that it belongs to, where there is one but the program: `route apply`. */
function nameOf(command: Command): string {
  const above = command.parent;
  return above?.parent ? `${above.name()} ${command.name()}` : command.name();
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
    .option('--secret-file <path>', 'file with the OAuth client secret alone; /dev/fd/3 for a descriptor')
    .option('--ca-file <path>', 'certificate authorities to trust besides the built-in ones, PEM')
    .optionsGroup('Run:')
    .option('--home <dir>', 'where tokens, history and journals are kept')
    .option('--time-zone <iana>', 'zone that cuts days and weeks (default: UTC)')
    .addOption(new Option('--as-of <instant>', 'the clock of this run (default: now)').argParser(instant))
    .addOption(
      new Option('--record <dir>', 'write every exchange with the service, without secrets').conflicts('replay'),
    )
    .option('--replay <dir>', 'answer from a recording instead of the service, touching no network')
    .option('--notify <url>', 'address to which the record of the run is posted when it has ended')
    .option('--metrics-file <file>', 'OpenMetrics file about the run, for a collector of text files')
    .optionsGroup('Output:')
    .option('--json', 'the result as one JSON document on stdout')
    .option('--quiet', 'errors only on stderr')
    .option('--verbose', 'tell on stderr what is done')
    .option('--log-format <format>', 'log lines as pretty or json')
    .option('--no-color', 'no colours (also NO_COLOR)')
    .option('--no-progress', 'no progress line')
    .optionsGroup('Options:');
}
