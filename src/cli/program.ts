import { Command, Option } from 'commander';
import { instant } from './option-values.ts';
import { parsedOnly } from './parsed-only.ts';
import { addBacktest } from './surface/backtest.ts';
import { addFetch } from './surface/fetch.ts';
import { addForecast } from './surface/forecast.ts';
import { addMerge } from './surface/merge.ts';
import { addPace } from './surface/pace.ts';
import { addReport } from './surface/report.ts';
import { addSchedule } from './surface/schedule.ts';
import { addStaff } from './surface/staff.ts';
import { version } from './version.ts';
import type { World } from './world.ts';

const EXIT_CODES = `
Exit codes:
  0 done                             5 the data does not allow it
  1 a defect of gcforecast           6 the service broke its contract
  2 wrong usage or configuration     7 done in part
  3 credentials or permission       75 not now, try again later
  4 the service cannot be reached  130, 143 interrupted`;

/**
 * The whole command line; `surface/` has a page for each command. Bodies are imported when their command runs, since the start of the program is what
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
  gcforecast staff --days 1 --service-level 80/20
  gcforecast pace --campaign "Spring Offers"
  gcforecast help forecast`,
    )
    .addHelpText('afterAll', EXIT_CODES);
  addGlobalOptions(program);
  addFetch(program, world, setExitCode);
  addForecast(program, world, setExitCode);
  addBacktest(program, world, setExitCode);
  addMerge(program, world, setExitCode);
  addStaff(program, world, setExitCode);
  addPace(program, world, setExitCode);
  addReport(program, world, setExitCode);
  addSchedule(program, world, setExitCode, (argv) =>
    parsedOnly(
      createProgram(silent(world), () => {}),
      argv,
    ),
  );
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
