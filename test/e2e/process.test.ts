import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { smallCentre } from '../genesys/small-centre.ts';
import { withServer } from '../genesys-server/asking.ts';
import { filesIn, temporaryFolder } from '../support/test-world.ts';
import { expectScheduleFile } from './forecast-file.ts';
import { csvOf, weekly } from './history-csv.ts';
import { AGGREGATES, environmentOf } from './organisation.ts';
import { PROGRAM, runProgram, runShell, startProcess } from './program-process.ts';

const DEMO = resolve('fixtures/recordings/demo');
const HISTORY = csvOf(weekly(90));

test('the first command of a new user: the result on stdout, nothing on stderr, the file, exit code 0', async () => {
  const cwd = temporaryFolder();
  const ran = await runProgram(['forecast', '--days', '30', '--replay', DEMO], { cwd });
  expect(ran.stderr).toBe('');
  expect(ran.exitCode).toBe(0);
  expect(ran.stdout).toContain('written: wfm_volume_forecast.csv');
  expect(filesIn(cwd)).toEqual(['wfm_volume_forecast.csv']);
  expect(readFileSync(join(cwd, 'wfm_volume_forecast.csv'), 'utf8')).toBe(
    readFileSync('fixtures/golden/forecast/auto/forecast.csv', 'utf8'),
  );
});

test('the link of an installation runs the program', async () => {
  const cwd = temporaryFolder();
  const { bin, version } = JSON.parse(readFileSync('package.json', 'utf8'));
  symlinkSync(resolve(bin.gcforecast), join(cwd, 'gcforecast'));
  const { child, ended } = startProcess(join(cwd, 'gcforecast'), ['--version'], { cwd });
  child.stdin.end();
  expect(await ended).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
});

test('--help goes to stdout with exit code 0, help instead of a command to stderr with exit code 2', async () => {
  const cwd = temporaryFolder();
  const [asked, unasked] = await Promise.all([runProgram(['--help'], { cwd }), runProgram([], { cwd })]);
  expect(asked).toMatchObject({ exitCode: 0, stderr: '' });
  expect(unasked).toMatchObject({ exitCode: 2, stdout: '' });
  expect(unasked.stderr).toBe(asked.stdout);
});

test.each([
  { what: 'missing credentials', argv: ['forecast'], exitCode: 2, error: 'region is not set' },
  { what: 'an empty history', argv: ['forecast', '--history', '-'], exitCode: 2, error: 'the history file is empty' },
  { what: 'an unknown option', argv: ['forecast', '--dayz'], exitCode: 2, error: "unknown option '--dayz'" },
])(
  '$what: exit code $exitCode, one error and one hint on stderr, nothing on stdout',
  async ({ argv, exitCode, error }) => {
    const cwd = temporaryFolder();
    const ran = await runProgram(argv, { cwd });
    expect(ran.exitCode).toBe(exitCode);
    expect(ran.stdout).toBe('');
    expect(ran.stderr.match(/^error: /gm)).toHaveLength(1);
    expect(ran.stderr.match(/^hint: /gm)).toHaveLength(1);
    expect(ran.stderr).toContain(error);
    expect(ran.stderr).not.toMatch(/^\s+at /m);
    expect(filesIn(cwd)).toEqual([]);
  },
);

test('standard input is read to its end', async () => {
  const cwd = temporaryFolder();
  const ran = await runProgram(['forecast', '--history', '-', '--output', '-'], { cwd }, HISTORY);
  expect(ran.stderr).toBe('');
  expectScheduleFile(ran.stdout);
  expect(ran.exitCode).toBe(0);
  expect(filesIn(cwd)).toEqual([]);
});

test('a reader that has seen enough is no error: forecast | head -1', async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'calls.csv'), HISTORY);
  // Ten years are more than a pipe holds.
  const line = 'gcforecast forecast --history calls.csv --days 3660 --output - | head -1; echo $PIPESTATUS';
  const ran = await runShell(line, cwd);
  expect(ran.stderr).toBe('');
  expect(ran.stdout).toBe('interval_start,interval_end,forecasted_volume,confidence_lower,confidence_upper\n0\n');
});

test('a pipe that refuses what it cannot take at once loses nothing', async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'calls.csv'), HISTORY);
  // Node makes a pipe that does not block of its output, and killed it leaves it so to the next one.
  const before = `'${process.execPath}' -e "process.stdout.write(''); process.kill(process.pid, 'SIGKILL')"`;
  const line = `{ ${before}; gcforecast forecast --history calls.csv --days 3660 --output -; } | { head -c 1; wc -l; }`;
  // Whoever counts the lines is not there yet when the pipe is full.
  const ran = await runShell(line, cwd);
  expect(ran.stdout).toMatch(/^i *3661\n$/);
});

test('a file that grows too large for the system is refused, and neither it nor a part of it is left', async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'calls.csv'), HISTORY);
  const ran = await runShell('ulimit -f 1; gcforecast forecast --history calls.csv --days 3660', cwd);
  expect(ran.stderr).toMatch(/^error: cannot write .*: it would be larger than the system allows\nhint: /);
  expect(ran.exitCode).toBe(2);
  expect(filesIn(cwd)).toEqual(['calls.csv']);
});

describe('asked over HTTP', () => {
  const FORECAST = ['forecast', '--model', 'prophet', '--history-days', '100', '--as-of', '2025-12-10T00:00:00Z'];

  test('a forecast is made and the process ends, though connections are kept alive', async () => {
    await withServer({ centre: smallCentre }, async (server) => {
      const cwd = temporaryFolder();
      const ran = await runProgram(FORECAST, { cwd, env: environmentOf(server) });
      expect(ran.stderr).toBe('');
      expect(ran.exitCode).toBe(0);
      expectScheduleFile(readFileSync(join(cwd, 'wfm_volume_forecast.csv'), 'utf8'));
    });
  });

  test('a wrong secret is exit code 3', async () => {
    await withServer({ centre: smallCentre }, async (server) => {
      const env = { ...environmentOf(server), GENESYSCLOUD_OAUTHCLIENT_SECRET: 'wrong' };
      const ran = await runProgram(FORECAST, { cwd: temporaryFolder(), env });
      expect(ran.exitCode).toBe(3);
      expect(ran.stdout).toBe('');
      expect(ran.stderr).toMatch(/^error: login refused .*\nhint: /);
    });
  });

  test.each([
    { signal: 'SIGINT', exitCode: 130 },
    { signal: 'SIGTERM', exitCode: 143 },
  ] as const)(
    '$signal while it fetches: exit code $exitCode at once, no file, and the older one stays',
    async (given) => {
      await withServer({ centre: smallCentre }, async (server) => {
        server.inject({
          path: AGGREGATES,
          times: Number.POSITIVE_INFINITY,
          fault: { kind: 'delay', ms: 60_000 },
        });
        const cwd = temporaryFolder();
        writeFileSync(join(cwd, 'wfm_volume_forecast.csv'), 'older\n');
        const place = { cwd, env: environmentOf(server) };
        const { child, ended } = startProcess(process.execPath, [PROGRAM, ...FORECAST], place);
        await vi.waitUntil(() => server.requests.some(({ path }) => path === AGGREGATES), {
          timeout: 20_000,
          interval: 5,
        });
        const startMs = performance.now();
        child.kill(given.signal);
        const ran = await ended;
        expect(performance.now() - startMs).toBeLessThan(2000);
        expect(ran).toEqual({
          exitCode: given.exitCode,
          stdout: '',
          stderr: `interrupted by ${given.signal}: files that were complete stay, nothing else was written\n`,
        });
        expect(filesIn(cwd)).toEqual(['wfm_volume_forecast.csv']);
        expect(readFileSync(join(cwd, 'wfm_volume_forecast.csv'), 'utf8')).toBe('older\n');
      });
    },
  );
});
