import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { run } from '../../src/cli/main.ts';
import type { World } from '../../src/cli/world.ts';
import { filesIn, gcforecast, type TestWorld, temporaryFolder, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { csvOf, weekly } from './history-csv.ts';
import { PROGRAM, runShell, startProcess } from './program-process.ts';
import { webhook } from './webhook.ts';

const TERM = { signal: 'SIGTERM', exitCode: 143 } as const;
const NIGHTLY = ['schedule', '--cron', '0 2 * * *', '--home', 'home'];
const FORECAST = ['forecast', '--history', 'calls.csv', '--days', '3'];

function worldWithHistory(): TestWorld {
  const world = testWorld();
  writeFileSync(join(world.cwd, 'calls.csv'), csvOf(weekly(60)));
  return world;
}

/** Runs a schedule in this process, on a clock that jumps, until an instant; its runs are processes. */
async function schedule(world: TestWorld, until: string, argv: readonly string[], onStdout = (_: string) => {}) {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const exitCode = await run(argv, {
    ...world,
    sleep: async (ms, signal) => {
      await world.sleep(ms, signal);
      if (world.nowMs() >= Date.parse(until)) world.interrupt(TERM);
    },
    stdout: {
      write: (text) => {
        stdout.push(text);
        onStdout(text);
      },
    },
    stderr: { write: (text) => stderr.push(text) },
  });
  return { exitCode, stdout: stdout.join(''), stderr: stderr.join('') };
}

const statusOf = async (world: TestWorld) =>
  JSON.parse((await gcforecast(world, ['schedule', '--status', '--json', '--home', 'home'])).stdout);

/** A program that takes the place of gcforecast for runs. */
const standIn = (script: string): World['program'] => [process.execPath, '-e', script, '--'];

describe('a schedule', () => {
  test('runs its command every night as a process, tells of it, and of the next run', async () => {
    const world = worldWithHistory();
    const { url, heard } = await webhook();
    const told = ['--notify', url, '--metrics-file', 'night.prom'];
    const ran = await schedule(world, '2026-01-11T12:00:00Z', [...NIGHTLY, ...told, '--', ...FORECAST]);
    expect(ran.exitCode).toBe(143);
    expect(ran.stdout.match(/written: wfm_volume_forecast\.csv/g)).toHaveLength(2);
    expect(ran.stderr.split('\n').slice(0, 4)).toEqual([
      '2026-01-10T00:00:00Z next run: 2026-01-10T02:00:00Z (2026-01-10 02:00 UTC)',
      '2026-01-10T02:00:00Z run of 2026-01-10T02:00:00Z (2026-01-10 02:00 UTC) starts',
      '2026-01-10T02:00:00Z run ended with exit code 0',
      '2026-01-10T02:00:00Z next run: 2026-01-11T02:00:00Z (2026-01-11 02:00 UTC)',
    ]);
    expect(filesIn(join(world.cwd, 'home', 'runs'))).toHaveLength(2);
    expect(heard.map(({ body }) => body)).toEqual([
      expect.objectContaining({ command: 'forecast', exitCode: 0, attempt: 1 }),
      expect.objectContaining({ command: 'forecast', exitCode: 0, attempt: 1 }),
    ]);
    expect(readFileSync(join(world.cwd, 'night.prom'), 'utf8')).toContain('exit_code{command="forecast"} 0\n');
    expect(await statusOf(world)).toMatchObject({
      scheduler: null,
      next: '2026-01-12T02:00:00Z',
      lastRun: { due: '2026-01-11T02:00:00Z', exitCode: 0 },
      counts: { runs: 2, failures: 0, retries: 0, skipped: 0 },
    });
  });

  test('survives a run that fails, and says why', async () => {
    const { url, heard } = await webhook();
    const world = testWorld();
    const ran = await schedule(world, '2026-01-11T12:00:00Z', [...NIGHTLY, '--notify', url, '--', ...FORECAST]);
    expect(ran.stderr.match(/run ended with exit code 2\n/g)).toHaveLength(2);
    expect(heard[1]?.body).toMatchObject({ exitCode: 2, failure: { message: expect.stringContaining('calls.csv') } });
    expect((await statusOf(world)).counts).toEqual({ runs: 2, failures: 2, retries: 0, skipped: 0 });
  });

  test('survives a run that is killed, tells of it, and tries again', async () => {
    const { url, heard } = await webhook();
    const world = { ...testWorld(), program: standIn('process.kill(process.pid, "SIGKILL")') };
    const options = ['--notify', url, '--retries', '1', '--metrics-file', 'night.prom'];
    const ran = await schedule(world, '2026-01-10T12:00:00Z', [...NIGHTLY, ...options, '--', 'fetch']);
    expect(ran.stderr).toContain('run ended with exit code 137, and will be tried again\n');
    expect(ran.stderr).toContain('starts, attempt 2\n');
    expect(heard.map(({ body }) => body)).toMatchObject([
      { command: 'fetch', exitCode: 137, attempt: 1, failure: { code: 'GCF-KILLED' } },
      { command: 'fetch', exitCode: 137, attempt: 2 },
    ]);
    expect(filesIn(join(world.cwd, 'home', 'runs'))).toHaveLength(2);
    expect(readFileSync(join(world.cwd, 'night.prom'), 'utf8')).toContain('last_run_retries{command="fetch"} 1\n');
  });

  test('passes the options before the command on to it', async () => {
    const world = { ...testWorld(), program: standIn('console.log(JSON.stringify(process.argv.slice(1)))') };
    const before = ['--region', 'eu-west-1', '--time-zone', 'Europe/London', '--env-file', 'night.env'];
    writeFileSync(join(world.cwd, 'night.env'), '');
    const ran = await schedule(world, '2026-01-10T12:00:00Z', [...before, ...NIGHTLY, '--', 'fetch', '--days', '3']);
    expect(JSON.parse(ran.stdout)).toEqual([
      ...['--region', 'eu-west-1', '--env-file', join(world.cwd, 'night.env'), '--home', join(world.cwd, 'home')],
      ...['--time-zone', 'Europe/London', 'fetch', '--days', '3'],
    ]);
  });

  test('that is asked to stop passes the signal on, waits for the run to end in order, and settles it', async () => {
    const inOrder =
      'process.on("SIGTERM", () => { console.log("in order"); process.exit(0); }); setInterval(() => {}, 1e6); console.log("working")';
    const world = { ...testWorld(), program: standIn(inOrder) };
    const ran = await schedule(world, '2027-01-01T00:00:00Z', [...NIGHTLY, '--', 'fetch'], (text) => {
      if (text.includes('working')) world.interrupt(TERM);
    });
    expect(ran).toMatchObject({ exitCode: 143, stdout: 'working\nin order\n' });
    expect(await statusOf(world)).toMatchObject({ running: null, lastRun: { exitCode: 0 } });
  });

  test('that is asked to stop while a run breaks off tries that run again when it is back', async () => {
    const world = { ...testWorld(), program: standIn('setInterval(() => {}, 1e6); console.log("working")') };
    const stopped = await schedule(world, '2027-01-01T00:00:00Z', [...NIGHTLY, '--', 'fetch'], () =>
      world.interrupt(TERM),
    );
    expect(stopped.exitCode).toBe(143);
    expect(await statusOf(world)).toMatchObject({ running: { attempt: 1, due: '2026-01-10T02:00:00Z' } });
    const back = { ...testWorld(), cwd: world.cwd, clock: world.clock, nowMs: world.nowMs, sleep: world.sleep };
    const again = await schedule({ ...back, program: standIn('') }, '2026-01-10T12:00:00Z', [
      ...NIGHTLY,
      '--',
      'fetch',
    ]);
    expect(again.stderr).toContain('starts, attempt 2\n');
  });

  test('refuses a second one on its home folder, and tells of itself meanwhile', async () => {
    const world = { ...testWorld(), program: standIn('setInterval(() => {}, 1e6); console.log("working")') };
    const meanwhile: Promise<unknown>[] = [];
    await schedule(world, '2027-01-01T00:00:00Z', [...NIGHTLY, '--', 'fetch'], () => {
      const look = async () => {
        const second = await gcforecast({ ...testWorld(), cwd: world.cwd }, [...NIGHTLY, '--', 'report']);
        expectExplained(second, 75, 'already schedules runs on this home folder', 'try again when it is done');
        expect(await statusOf(world)).toMatchObject({ scheduler: { pid: process.pid }, running: { attempt: 1 } });
        const { stdout } = await gcforecast(world, ['schedule', '--status', '--home', 'home']);
        expect(stdout).toContain(`scheduler  process ${process.pid} on `);
        expect(stdout).toContain('schedule   0 2 * * * (UTC): fetch\nnow        running since 2026-01-10T02:00:00Z');
      };
      meanwhile.push(look().finally(() => world.interrupt(TERM)));
    });
    expect(meanwhile).toHaveLength(1);
    await Promise.all(meanwhile);
  });

  test('goes on when its state cannot be saved any more, says so each time even when it is to be quiet, and a run that comes again is told', async () => {
    const cannotSave =
      'const fs = require("fs"); fs.renameSync("home/schedule", "kept"); fs.writeFileSync("home/schedule", "")';
    const once = `if (!require("fs").existsSync("kept")) { ${cannotSave} } console.log("ran")`;
    const world = { ...testWorld(), program: standIn(once) };
    const ran = await schedule(world, '2026-01-12T12:00:00Z', [...NIGHTLY, '--quiet', '--', 'fetch']);
    expect(ran).toMatchObject({ exitCode: 143, stdout: 'ran\nran\nran\n' });
    const told = ran.stderr.split('\n').filter((line) => line.includes('warning: '));
    expect(told.length).toBeGreaterThanOrEqual(5);
    for (const line of told) {
      expect(line).toMatch(
        / warning: the schedule goes on, but cannot write .*state\.json: .*a run may be missed or come twice$/,
      );
    }

    // A restart knows what was saved last, that the first run has begun: what comes again is late, and says so.
    rmSync(join(world.cwd, 'home', 'schedule'));
    rmSync(join(world.cwd, 'kept', 'scheduler.lock'));
    renameSync(join(world.cwd, 'kept'), join(world.cwd, 'home', 'schedule'));
    const back = { ...testWorld(), cwd: world.cwd, clock: world.clock, nowMs: world.nowMs, sleep: world.sleep };
    const again = await schedule({ ...back, program: standIn('') }, '2026-01-12T18:00:00Z', [
      ...NIGHTLY,
      '--',
      'fetch',
    ]);
    expect(again.stderr).toContain('starts, late\n');
  });

  test('takes a run whose process cannot be started for one that has failed', async () => {
    const world = { ...testWorld(), program: ['/no/such/program'] as const };
    const ran = await schedule(world, '2026-01-10T12:00:00Z', [...NIGHTLY, '--retries', '1', '--', 'fetch']);
    expect(ran.exitCode).toBe(143);
    expect(ran.stderr).toContain('warning: the process of the run: spawn /no/such/program ENOENT\n');
    expect(ran.stderr).toContain('run ended with exit code 126, and will be tried again\n');
    expect((await statusOf(world)).counts).toEqual({ runs: 1, failures: 1, retries: 1, skipped: 0 });
  });

  test('that is new on a home folder takes no other schedule’s past for its own', async () => {
    const world = { ...testWorld(), program: standIn('') };
    await schedule(world, '2026-01-10T03:00:00Z', [...NIGHTLY, '--', 'fetch']);
    const later = { ...testWorld(), cwd: world.cwd, program: world.program };
    later.clock.advance(5 * 86_400_000);
    const ran = await schedule(later, '2026-01-15T01:00:00Z', [...NIGHTLY, '--', 'report']);
    expect(ran.stderr).not.toContain('starts');
  });
});

describe('what could never run is refused before anything waits', () => {
  test.each([
    [
      'a cron expression that is none',
      ['--cron', '61 2 * * *', '--', 'fetch'],
      "'61 2 * * *' is no cron",
      'minute, hour',
    ],
    ['a date that never comes', ['--cron', '0 0 30 2 *', '--', 'fetch'], 'names no date that exists', 'minute, hour'],
    ['no time', ['--', 'fetch'], 'when is the command to run?', '--cron "0 2 * * *"'],
    ['no command', ['--cron', '0 2 * * *'], 'there is no command to schedule', 'write it after --'],
    ['help', ['--cron', '0 2 * * *', '--', 'fetch', '--help'], 'there is no command to schedule', 'write it after --'],
    [
      'an unknown command',
      ['--cron', '0 2 * * *', '--', 'fech'],
      "unknown command 'fech' (Did you mean fetch?)",
      'try it first',
    ],
    ['a wrong option', ['--cron', '0 2 * * *', '--', 'fetch', '--dayz'], "unknown option '--dayz'", 'try it first'],
    ['a schedule', ['--cron', '0 2 * * *', '--', 'schedule', '--status'], 'cannot run another one', 'after --'],
    [
      'a missing --',
      ['--cron', '0 2 * * *', 'fetch', '--days', '3'],
      "unknown option '--days'",
      'gcforecast schedule --help',
    ],
    [
      'an unknown zone',
      ['--cron', '0 2 * * *', '--time-zone', 'Mars/Base', '--', 'fetch'],
      'is not an IANA time zone',
      '',
    ],
    [
      'a window without runs',
      ['--cron', '0 2 * * *', '--window', '03:00-05:00', '--', 'fetch'],
      'within the window',
      'widen',
    ],
    [
      'a window that never opens',
      ['--cron', '0 2 * * *', '--window', '05:00-05:00', '--', 'fetch'],
      'never opens',
      '22:00-05:00',
    ],
    ['an empty cron expression', ['--cron', '', '--', 'fetch'], 'no cron expression', 'minute, hour'],
    ['fewer than no retries', ['--cron', '0 2 * * *', '--retries', '-1', '--', 'fetch'], "'-1' is invalid", ''],
    [
      'an unknown way with missed runs',
      ['--cron', '0 2 * * *', '--missed', 'maybe', '--', 'fetch'],
      'Allowed choices are run, skip',
      '',
    ],
    ['an unknown unit', ['--cron', '0 2 * * *', '--print', 'launchd', '--', 'fetch'], 'Allowed choices are', ''],
    [
      'an address of nobody for notices',
      ['--cron', '0 2 * * *', '--notify', 'ops@example.com', '--', 'fetch'],
      'must be an http or https address',
      'hooks.example.com',
    ],
    ['a window that is none', ['--cron', '0 2 * * *', '--window', '3-5', '--', 'fetch'], 'is no window', '22:00-05:00'],
    [
      'a clock that stands',
      ['--cron', '0 2 * * *', '--as-of', '2026-01-01T00:00:00Z', '--', 'fetch'],
      '--as-of would be the same',
      'after --',
    ],
    ['a jitter without unit', ['--cron', '0 2 * * *', '--jitter', '5', '--', 'fetch'], 'Give a time with its unit', ''],
    [
      'shards of what has none',
      ['--cron', '0 2 * * *', '--print', 'kubernetes', '--shards', '4', '--', 'fetch'],
      "unknown option '--shard'",
      '',
    ],
    [
      'shards of a schedule',
      ['--cron', '0 2 * * *', '--shards', '4', '--', 'forecast'],
      'an option of --print kubernetes',
      '',
    ],
    [
      'a window in a unit',
      ['--cron', '0 2 * * *', '--window', '01:00-05:00', '--print', 'crontab', '--', 'fetch'],
      '--window exclude',
      '',
    ],
    ['a status of nothing', ['--status'], 'no scheduler has run on', 'start one'],
  ])('%s', async (_, options, error, hint) => {
    const world = testWorld();
    const ran = await gcforecast(world, ['schedule', '--home', 'home', ...options]);
    expectExplained(ran, 2, error, hint);
    expect(filesIn(world.cwd)).toEqual([]);
  });

  test('a home folder that cannot be written', async () => {
    const world = worldWithHistory();
    const ran = await gcforecast(world, ['schedule', '--cron', '0 2 * * *', '--home', 'calls.csv/home', '--', 'fetch']);
    expectExplained(ran, 2, 'cannot write to', 'give --home a folder');
  });

  test('a disk that takes no byte more, and nothing is left half written', async () => {
    const cwd = temporaryFolder();
    const ran = await runShell("ulimit -f 0; gcforecast schedule --cron '0 2 * * *' --home home -- fetch", cwd);
    expectExplained(ran, 2, 'scheduler.lock: a file would be larger than the system allows', 'ulimit');
    expect(filesIn(cwd)).toEqual([]);
  });

  test('a home folder in which the scheduler’s own folder is a file', async () => {
    const world = testWorld();
    mkdirSync(join(world.cwd, 'home'));
    writeFileSync(join(world.cwd, 'home', 'schedule'), '');
    expectExplained(await gcforecast(world, [...NIGHTLY, '--', 'fetch']), 2, 'cannot write to', 'give --home a folder');
    expect(filesIn(world.cwd)).toEqual(['home/schedule']);
  });

  test('a state that is damaged', async () => {
    const world = testWorld();
    mkdirSync(join(world.cwd, 'home', 'schedule'), { recursive: true });
    writeFileSync(join(world.cwd, 'home', 'schedule', 'state.json'), '{"settledUntil":');
    expectExplained(await gcforecast(world, [...NIGHTLY, '--', 'fetch']), 2, 'state.json is damaged', 'remove it');
  });
});

describe('as a process', () => {
  test('the scheduler runs the installed program every second, and ends in order on SIGTERM', async () => {
    const cwd = temporaryFolder();
    const argv = ['schedule', '--cron', '* * * * * *', '--home', 'home', '--', 'forecast', '--history', 'none.csv'];
    const { child, ended } = startProcess(process.execPath, [PROGRAM, ...argv], { cwd });
    child.stderr.on('data', (text: string) => {
      if (text.includes('run ended')) child.kill('SIGTERM');
    });
    const { exitCode, stderr } = await ended;
    expect(exitCode).toBe(143);
    expect(stderr).toMatch(/run ended with exit code 2\n/);
    expect(existsSync(join(cwd, 'home', 'schedule', 'scheduler.lock'))).toBe(false);
  });

  test('a run whose scheduler is killed ends too, and the home folder is free again', async () => {
    const cwd = temporaryFolder();
    // A service that never answers keeps the run waiting.
    const service = createServer(() => {});
    onTestFinished(() => void service.close());
    await new Promise<void>((listening) => service.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
    const argv = ['schedule', '--cron', '* * * * * *', '--home', 'home', '--', 'fetch', '--days', '2'];
    const env = { GENESYSCLOUD_API_URL: url, GENESYSCLOUD_ACCESS_TOKEN: 'token' };
    const asked = once(service, 'connection');
    const { child, ended } = startProcess(process.execPath, [PROGRAM, ...argv], { cwd, env });
    const [socket] = await asked;
    child.kill('SIGKILL');
    await once(socket.resume(), 'close');
    await ended;
    const runs = join(cwd, 'home', 'runs');
    await vi.waitFor(
      () => expect(existsSync(runs) ? filesIn(runs) : []).toEqual([expect.stringMatching(/\.json$/)]),
      10_000,
    );
    expect(JSON.parse(readFileSync(join(runs, filesIn(runs)[0] ?? ''), 'utf8'))).toMatchObject({ exitCode: 143 });
    const status = await gcforecast({ ...testWorld(), cwd }, ['schedule', '--status', '--json', '--home', 'home']);
    expect(JSON.parse(status.stdout)).toMatchObject({ scheduler: null, running: { attempt: 1 } });
  });
});

test('the installed program is what a test world runs', () => {
  expect(testWorld().program).toEqual([process.execPath, resolve(PROGRAM)]);
});
