import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { gcforecast, testWorld } from '../support/test-world.ts';

/** The options as the command would get them, from a program whose command only listens. */
async function optionsOf(...argv: string[]): Promise<Record<string, unknown>> {
  const silent = { ...testWorld(), stdout: { write: () => {} }, stderr: { write: () => {} } };
  const program = await createProgram(['forecast'], silent, () => {});
  let heard: Record<string, unknown> = {};
  forecastOf(program).action((_options, command: Command) => {
    heard = command.optsWithGlobals();
  });
  await program.parseAsync(['forecast', ...argv], { from: 'user' });
  return heard;
}

function forecastOf(program: Command): Command {
  const command = program.commands.find((one) => one.name() === 'forecast');
  if (command === undefined) throw new Error('there is no command forecast');
  return command;
}

test('without options, forecast has the defaults of its contract', async () => {
  expect(await optionsOf()).toEqual({
    color: true,
    progress: true,
    days: 30,
    fetch: true,
    log: true,
    metric: 'offered',
    reconcile: 'minimum-trace',
    intervalWidth: 0.8,
    output: 'wfm_volume_forecast.csv',
    model: 'auto',
    clean: true,
    growth: 'linear',
    yearly: 'auto',
    weekly: 'auto',
    daily: 'auto',
    changepoints: 25,
    changepointRange: 0.8,
    changepointPriorScale: 0.05,
    seasonalityPriorScale: 10,
    holidaysPriorScale: 10,
  });
});

test.each<[argv: string[], options: Record<string, unknown>]>([
  [['--days', '7'], { days: 7 }],
  [['--days=3660'], { days: 3660 }],
  [['--granularity', 'PT15M'], { granularity: 'PT15M' }],
  [['--history-days', '365'], { historyDays: 365 }],
  [['--by', 'queue, media'], { by: ['queue', 'media'] }],
  [['--by', 'queue', '--by', 'queue'], { by: ['queue'] }],
  [['--queue', 'Billing', '--queue', 'Sales, north'], { queue: ['Billing', 'Sales, north'] }],
  [['--media', 'voice,chat', '--media', 'email'], { media: ['voice', 'chat', 'email'] }],
  [['--metric', 'handle_seconds'], { metric: 'handle_seconds' }],
  [['--interval-width', '0.95'], { intervalWidth: 0.95 }],
  [['--history', '-', '--columns', 'time=a,value=b'], { history: '-', columns: 'time=a,value=b' }],
  [['--yearly', 'true', '--weekly', '5', '--daily', 'false'], { yearly: true, weekly: 5, daily: false }],
  [['--growth', 'flat'], { growth: 'flat' }],
  [['--changepoints', '0', '--changepoint-range', '1'], { changepoints: 0, changepointRange: 1 }],
  [['--changepoint-prior-scale', '0.5'], { changepointPriorScale: 0.5 }],
  [['--seasonality-prior-scale', '0.01'], { seasonalityPriorScale: 0.01 }],
  [['--raw', '--json', '--quiet'], { raw: true, json: true, quiet: true }],
  [['--no-color', '--no-progress'], { color: false, progress: false }],
  [['--as-of', '2026-01-05T06:00:00Z'], { asOf: Date.UTC(2026, 0, 5, 6) / 1000 }],
  [['--as-of', '2026-01-05T06:00+02:00'], { asOf: Date.UTC(2026, 0, 5, 4) / 1000 }],
  [['--region', 'eu-west-1', '--home', 'x', '--time-zone', 'Europe/Berlin'], { region: 'eu-west-1', home: 'x' }],
  [['--record', 'folder'], { record: 'folder' }],
])('%j is understood', async (argv, options) => {
  expect(await optionsOf(...argv)).toMatchObject(options);
});

test.each([
  [['--days', '0'], 'Give a whole number from 1 to 3660'],
  [['--days', '3661'], 'Give a whole number from 1 to 3660'],
  [['--days', '1.5'], 'Give a whole number from 1 to 3660'],
  [['--days', ''], 'Give a whole number from 1 to 3660'],
  [['--history-days', '1'], 'Give a whole number from 2 to 3660'],
  [['--granularity', 'PT20M'], 'Allowed choices are P1D, PT1H, PT30M, PT15M'],
  [['--metric', 'calls'], 'Allowed choices are offered, answered, abandoned, handle_seconds'],
  [['--by', 'agent'], "'agent' is not one of queue, media"],
  [['--media', 'fax'], "'fax' is not one of voice, callback"],
  [['--interval-width', '0'], 'Give a number above 0 and below 1'],
  [['--interval-width', '1'], 'Give a number above 0 and below 1'],
  [['--interval-width', '80'], 'Give a number above 0 and below 1'],
  [['--interval-width', 'wide'], 'Give a number above 0 and below 1'],
  [['--changepoint-range', '1.1'], 'Give a number above 0 and at most 1'],
  [['--changepoint-prior-scale', '0'], 'Give a number above 0.'],
  [['--seasonality-prior-scale', '-1'], 'Give a number above 0.'],
  [['--changepoints', '-1'], 'Give a whole number from 0 to 500'],
  [['--yearly', 'often'], 'Give auto, true, false or a Fourier order'],
  [['--yearly', '101'], 'Give auto, true, false or a Fourier order'],
  [['--as-of', 'yesterday'], 'Give an instant with its offset'],
  [['--as-of', '2026-01-05'], 'Give an instant with its offset'],
  [['--as-of', '2026-13-05T00:00:00Z'], 'Give an instant with its offset'],
  [['--model', 'crystal-ball'], 'Allowed choices are auto, prophet'],
  [['--history', 'a.csv', '--queue', 'Billing'], "cannot be used with option '--history <file.csv>'"],
  [['--record', 'a', '--replay', 'b'], "cannot be used with option '--replay <dir>'"],
  [['--output'], "option '--output <file>' argument missing"],
  [['today'], "too many arguments for 'forecast'"],
])('%j is refused with what would be right', async (argv, message) => {
  const ran = await gcforecast(testWorld(), ['forecast', ...argv]);
  expect(ran.stderr).toMatch(/^error: .*\nhint: see gcforecast forecast --help\n$/);
  expect(ran.stderr).toContain(message);
  expect(ran.stdout).toBe('');
  expect(ran.exitCode).toBe(2);
});

describe('a flag that is misspelt suggests the right one', async () => {
  const program = await createProgram(
    ['forecast'],
    { stdout: { write: () => {} }, stderr: { write: () => {} } } as never,
    () => {},
  );
  const flags = [program, forecastOf(program)].flatMap(({ options }) => options.map(({ long }) => long ?? ''));

  test.each(flags)('%s', async (flag) => {
    const misspelt = `${flag}x`;
    const ran = await gcforecast(testWorld(), ['forecast', misspelt]);
    expect(ran.stderr).toMatch(new RegExp(`^error: unknown option '${misspelt}' \\(Did you mean .*${flag}`));
    expect(ran.exitCode).toBe(2);
  });
});

test('a command that is misspelt suggests the right one', async () => {
  const ran = await gcforecast(testWorld(), ['forcast']);
  expect(ran).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: "error: unknown command 'forcast' (Did you mean forecast?)\nhint: see gcforecast --help\n",
  });
});

test('the help for a wrong option is that of its command, also after options with values', async () => {
  const after = await gcforecast(testWorld(), ['--region', 'eu-west-1', 'forecast', '--dayz', '3']);
  expect(after.stderr).toContain('hint: see gcforecast forecast --help');
  const without = await gcforecast(testWorld(), ['--regin', 'eu-west-1']);
  expect(without.stderr).toContain("unknown option '--regin' (Did you mean --region?)\nhint: see gcforecast --help");
});

describe('help', () => {
  test.each([
    [['--help'], ['gcforecast forecast --days 30', 'Commands:']],
    [['help'], ['gcforecast forecast --days 30', 'Commands:']],
    [
      ['forecast', '--help'],
      ['gcforecast forecast --days 14 --granularity PT30M', '--history calls.csv', '--region', '--interval-width'],
    ],
    [
      ['help', 'forecast'],
      ['--history calls.csv', '--region', '--interval-width'],
    ],
  ])('%j shows options, examples and exit codes on stdout', async (argv, parts) => {
    const ran = await gcforecast(testWorld(), argv);
    for (const part of [...parts, 'Usage: gcforecast', '\nExamples:\n', '\nExit codes:\n', '130, 143 interrupted']) {
      expect(ran.stdout).toContain(part);
    }
    expect(ran.stderr).toBe('');
    expect(ran.exitCode).toBe(0);
  });

  test('is what comes on stderr, with exit code 2, when no command is given', async () => {
    const ran = await gcforecast(testWorld(), []);
    expect(ran.stdout).toBe('');
    expect(ran.stderr).toMatch(/^Usage: gcforecast /);
    expect(ran.exitCode).toBe(2);
  });

  test('names no option for a credential, since options show in process lists: at most for the file that holds it', async () => {
    const { stdout } = await gcforecast(testWorld(), ['forecast', '--help']);
    expect(stdout).not.toMatch(/--(?!secret-file <path>)\S*(secret|token|password|client-id)/i);
  });

  test('fits into the width of the terminal', async () => {
    const { stdout } = await gcforecast(testWorld(), ['forecast', '--help'], 80);
    const options = stdout.slice(stdout.indexOf('Forecast:'), stdout.indexOf('Examples:'));
    expect(Math.max(...options.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});
