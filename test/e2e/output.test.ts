import { chmodSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesIn, gcforecast, type TestWorld, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { DEFAULT_OUTPUT, expectScheduleFile, readDocument, readOutput } from './forecast-file.ts';
import { csvOf, weekly } from './history-csv.ts';

const FORECAST = ['forecast', '--model', 'prophet', '--history', 'calls.csv', '--as-of', '2025-04-07T00:00:00Z'];
const ESCAPE = String.fromCharCode(27);

function worldWithHistory(days = 90, env: Readonly<Record<string, string>> = {}): TestWorld {
  const world = testWorld({ env });
  writeFileSync(join(world.cwd, 'calls.csv'), csvOf(weekly(days)));
  return world;
}

describe('--output', () => {
  test('- is the CSV on stdout and nothing else, and no file', async () => {
    const world = worldWithHistory();
    const ran = await gcforecast(world, [...FORECAST, '--output', '-']);
    expect(ran.stderr).toBe('');
    expectScheduleFile(ran.stdout);
    expect(filesIn(world.cwd)).toEqual(['calls.csv']);
    await gcforecast(world, FORECAST);
    expect(ran.stdout).toBe(readOutput(world));
  });

  test('a name that ends in .json is the document', async () => {
    const world = worldWithHistory();
    const ran = await gcforecast(world, [...FORECAST, '--output', 'x.json']);
    expect(ran.stdout).toContain('written: x.json');
    expect(readDocument(world, 'x.json').schema).toBe('gcforecast/forecast@1');
  });

  test.each([
    ['x.txt', 'files cannot be written as .txt: x.txt', 'end the name in .csv or .json'],
    ['x.jsn', 'files cannot be written as .jsn: x.jsn', 'did you mean .json?'],
    ['x', 'x has no extension', 'end the name in .csv or .json'],
    ['nowhere/x.csv', /cannot write .*nowhere\/x\.csv: its directory does not exist/, 'create the directory'],
    ['calls.csv/x.csv', /a part of its path is not a directory/, 'name a file in a directory'],
    ['folder.csv', /folder\.csv is a directory/, 'name a file in it'],
  ])('%s is refused and nothing is written', async (output, error, hint) => {
    const world = worldWithHistory();
    mkdirSync(join(world.cwd, 'folder.csv'));
    expectExplained(await gcforecast(world, [...FORECAST, '--output', output]), 2, error, hint);
    expect(filesIn(world.cwd)).toEqual(['calls.csv']);
  });

  test('an ending that no file has is refused before anything is read', async () => {
    const ran = await gcforecast(testWorld(), [
      'forecast',
      '--model',
      'prophet',
      '--history',
      'not-there.csv',
      '--output',
      'x.txt',
    ]);
    expectExplained(ran, 2, 'files cannot be written as .txt', '.csv or .json');
  });

  test.skipIf(process.getuid?.() === 0)('a folder without permission to write is refused', async () => {
    const world = worldWithHistory();
    const folder = join(world.cwd, 'locked');
    mkdirSync(folder);
    chmodSync(folder, 0o500);
    const ran = await gcforecast(world, [...FORECAST, '--output', 'locked/x.csv']);
    chmodSync(folder, 0o700);
    expectExplained(ran, 2, /permission is denied/, 'may write to');
    expect(filesIn(folder)).toEqual([]);
  });

  test('a link stays a link, and what it points to is replaced', async () => {
    const world = worldWithHistory();
    writeFileSync(join(world.cwd, 'real.csv'), 'older\n');
    symlinkSync('real.csv', join(world.cwd, DEFAULT_OUTPUT));
    expect((await gcforecast(world, FORECAST)).exitCode).toBe(0);
    expect(lstatSync(join(world.cwd, DEFAULT_OUTPUT)).isSymbolicLink()).toBe(true);
    expectScheduleFile(readFileSync(join(world.cwd, 'real.csv'), 'utf8'));
  });
});

test.each(['--record', '--replay'])('--history asks no service, so %s is refused', async (option) => {
  const world = worldWithHistory();
  expectExplained(await gcforecast(world, [...FORECAST, option, 'x']), 2, `--history and ${option}`, 'leave one');
  expect(filesIn(world.cwd)).toEqual(['calls.csv']);
});

describe('--json', () => {
  test('prints the document that a .json file holds, and the CSV is written all the same', async () => {
    const world = worldWithHistory();
    const ran = await gcforecast(world, [...FORECAST, '--json']);
    await gcforecast(world, [...FORECAST, '--output', 'x.json']);
    expect(ran.stdout).toBe(readOutput(world, 'x.json'));
    expectScheduleFile(readOutput(world));
  });

  test('and --output - both want stdout', async () => {
    const ran = await gcforecast(worldWithHistory(), [...FORECAST, '--json', '--output', '-']);
    expect(ran.exitCode).toBe(2);
    expect(ran.stdout).toBe('');
    expect(JSON.parse(ran.stderr).error).toMatchObject({
      message: '--json and --output - both want stdout',
      exitCode: 2,
    });
  });
});

describe('what is told on stderr', () => {
  test('--quiet leaves warnings out, and the result stays the same', async () => {
    const loud = await gcforecast(worldWithHistory(20), FORECAST);
    const quiet = await gcforecast(worldWithHistory(20), [...FORECAST, '--quiet']);
    expect(loud.stderr).toMatch(/^warning: the history covers only 20 days/);
    expect(quiet.stderr).toBe('');
    expect(quiet.stdout).toBe(loud.stdout);
  });

  test('--quiet does not hide why a run failed', async () => {
    const ran = await gcforecast(worldWithHistory(1), [...FORECAST, '--quiet']);
    expectExplained(ran, 5, 'rows of one time only', '60 days');
  });

  test('--log-format json tells warnings as one JSON object a line', async () => {
    const ran = await gcforecast(worldWithHistory(20), [...FORECAST, '--log-format', 'json']);
    const lines = ran.stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toEqual([expect.objectContaining({ msg: expect.stringContaining('covers only 20 days') })]);
  });

  test('GCFORECAST_LOG_LEVEL=silent is as quiet as can be', async () => {
    const ran = await gcforecast(worldWithHistory(20, { GCFORECAST_LOG_LEVEL: 'silent' }), FORECAST);
    expect(ran.stderr).toBe('');
    expect(ran.exitCode).toBe(0);
  });

  test('nothing that the history holds can drive the terminal', async () => {
    const world = testWorld();
    const lines = weekly(90).map((line) => `${ESCAPE}[31mBilling,${line}`);
    writeFileSync(join(world.cwd, 'calls.csv'), csvOf(lines, 'queue_name,date,offered'));
    const ran = await gcforecast(world, [...FORECAST, '--by', 'queue']);
    expect(ran.exitCode).toBe(0);
    expect(ran.stdout).toContain('Billing');
    expect(`${ran.stdout}${ran.stderr}`).not.toContain(ESCAPE);
  });
});

describe('on a terminal', () => {
  const env = { LANG: 'en_US.UTF-8', TERM: 'xterm-256color' };

  test('there are colours and a chart, and the progress line is wiped', async () => {
    const ran = await gcforecast(worldWithHistory(90, env), FORECAST, 100);
    expect(ran.stdout).toContain(`${ESCAPE}[`);
    expect(ran.stdout).toContain('┤');
    expect(ran.exitCode).toBe(0);
  });

  test('--no-color and NO_COLOR leave colours out, and a pipe has neither colours nor chart', async () => {
    const byFlag = await gcforecast(worldWithHistory(90, env), [...FORECAST, '--no-color'], 100);
    const byVariable = await gcforecast(worldWithHistory(90, { ...env, NO_COLOR: '1' }), FORECAST, 100);
    const piped = await gcforecast(worldWithHistory(90, env), FORECAST);
    expect(byFlag.stdout).not.toContain(ESCAPE);
    expect(byVariable.stdout).toBe(byFlag.stdout);
    expect(byFlag.stdout).toContain('┤');
    expect(piped.stdout).not.toMatch(/┤/);
    expect(piped.stdout).not.toContain(ESCAPE);
  });

  test('a narrow one is not overrun', async () => {
    const ran = await gcforecast(worldWithHistory(90, env), [...FORECAST, '--no-color'], 60);
    const chartAndTable = ran.stdout.split('\n').slice(2);
    expect(Math.max(...chartAndTable.map((line) => line.length))).toBeLessThanOrEqual(60);
  });
});
