import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { filesIn, gcforecast, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import {
  DEFAULT_OUTPUT,
  expectScheduleFile,
  linesOf,
  readDocument,
  readOutput,
  starts,
  volumes,
} from './forecast-file.ts';

const DEMO = resolve('fixtures/recordings/demo');
/** The recording holds the days up to 31 December 2018; test/genesys-server/demo-centre.ts says so. */
const FIRST_FORECAST_DAY = Date.UTC(2019, 0, 1);

const dayAfterFirst = (days: number): string =>
  new Date(FIRST_FORECAST_DAY + days * 86_400_000).toISOString().replace('.000', '');

/** The result of the first command of a user, and its file; the document, likewise. Made once. */
const daily = once(async () => {
  const world = testWorld();
  const ran = await gcforecast(world, ['forecast', '--days', '30', '--replay', DEMO]);
  return { ...ran, csv: readOutput(world) };
});
const dailyDocument = once(async () => {
  const world = testWorld();
  await gcforecast(world, ['forecast', '--days', '30', '--replay', DEMO, '--output', 'a.json']);
  return readDocument(world, 'a.json');
});

function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

test('30 days from the recording are 30 consecutive whole days, the first the one after the last day of the history', async () => {
  const { stderr, exitCode, csv } = await daily();
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  expect(starts(csv)).toEqual(Array.from({ length: 30 }, (_, i) => dayAfterFirst(i)));
  expect(linesOf(csv).at(-1)?.['interval_end']).toBe(dayAfterFirst(30));
  expectScheduleFile(csv);
});

test('the printed result says what was forecast, how sure it is, and which file was written', async () => {
  const { stdout } = await daily();
  expect(stdout).toContain('Forecast of offered, all contacts: 30 days from 2019-01-01 (UTC), bounds of 80 %');
  expect(stdout).toContain('\nwritten: wfm_volume_forecast.csv\n');
});

test('the printed table shows the numbers of the file', async () => {
  const { stdout, csv } = await daily();
  const printed = [...stdout.matchAll(/^\w{3} (\d{4}-\d\d-\d\d) +(\d+) +(\d+) +(\d+)$/gm)].map(([, ...cells]) => cells);
  const written = linesOf(csv).map((line) => [
    line['interval_start'].slice(0, 10),
    line['forecasted_volume'],
    line['confidence_lower'],
    line['confidence_upper'],
  ]);
  expect(printed).toEqual(written);
});

test('a recording needs no credentials and no network, and leaves neither token nor history in the home directory', async () => {
  const connections: string[] = [];
  const trap = createServer((socket) => {
    connections.push('connected');
    socket.destroy();
  });
  await new Promise<void>((listening) => trap.listen(0, '127.0.0.1', listening));
  const { port } = trap.address() as { port: number };
  // Whoever asked the network would have to pass here.
  const env = { HTTPS_PROXY: `http://127.0.0.1:${port}`, HTTP_PROXY: `http://127.0.0.1:${port}` };
  const world = testWorld({ env });
  const ran = await gcforecast(world, ['forecast', '--model', 'prophet', '--replay', DEMO, '--output', 'a.csv']);
  await new Promise((closed) => trap.close(closed));
  expect(ran.exitCode).toBe(0);
  expect(connections).toEqual([]);
  expect(world.clock.waits).toEqual([]);
  expect(filesIn(world.homeDirectory)).toEqual([]);
  expect(filesIn(world.cwd)).toEqual(['a.csv']);
});

test('A.1.9: whole daily volumes add up to the rounded sum of the unrounded forecast', async () => {
  const whole = volumes((await daily()).csv);
  const [{ points }] = (await dailyDocument()).series;
  expect(whole.every(Number.isInteger)).toBe(true);
  expect(whole.reduce((a, b) => a + b, 0)).toBe(Math.round(points.reduce((sum, { forecast }) => sum + forecast, 0)));
});

test('history and forecast in the document are those of the recording: 730 days, none missing, parts that add up', async () => {
  const document = await dailyDocument();
  expect(document).toMatchObject({
    schema: 'gcforecast/forecast@1',
    asOf: '2019-01-01T00:00:00Z',
    timeZone: 'UTC',
    granularity: 'P1D',
    intervalWidth: 0.8,
  });
  const [{ history, points, key }] = document.series;
  expect(history).toEqual({ start: '2017-01-01T00:00:00Z', end: '2019-01-01T00:00:00Z', points: 730, missing: 0 });
  expect(key).toEqual({});
  for (const { forecast, components } of points) {
    const parts = Object.values(components).reduce((sum, part) => sum + part, 0);
    expect(parts).toBeCloseTo(forecast, 6);
  }
});

test('A.1.11: half-hours of two days are 96 intervals of half an hour, with the daily shape of the centre', async () => {
  const world = testWorld();
  await gcforecast(world, [
    'forecast',
    '--model',
    'level-shape',
    '--replay',
    DEMO,
    '--granularity',
    'PT30M',
    '--days',
    '2',
    '--queue',
    'Billing',
  ]);
  const csv = readOutput(world);
  expect(starts(csv).slice(0, 3)).toEqual(['2019-01-01T00:00:00Z', '2019-01-01T00:30:00Z', '2019-01-01T01:00:00Z']);
  expect(volumes(csv)).toHaveLength(96);
  expectScheduleFile(csv);
  // The profiles of the demo centre are busiest from nine to five and quietest from two to five at night.
  const byHalfHour = volumes(csv);
  expect(Math.min(...byHalfHour.slice(18, 34))).toBeGreaterThan(2 * Math.max(...byHalfHour.slice(4, 10)));
});

test('by queue and media type there is one forecast for each of the six, under its names, in one file', async () => {
  const world = testWorld();
  await gcforecast(world, ['forecast', '--model', 'prophet', '--replay', DEMO, '--by', 'queue,media']);
  const lines = linesOf(readOutput(world));
  const keys = [...new Set(lines.map((line) => `${line['queue_name']} ${line['media_type']}`))];
  expect(keys).toEqual([
    'Billing chat',
    'Billing voice',
    'Customer Service chat',
    'Customer Service voice',
    'Sales chat',
    'Sales voice',
  ]);
  expect(lines).toHaveLength(6 * 30);
});

test('A.1.1: one queue is forecast from its own contacts, not from the sum of everything', async () => {
  const world = testWorld();
  await gcforecast(world, [
    'forecast',
    '--model',
    'prophet',
    '--replay',
    DEMO,
    '--queue',
    'billing',
    '--output',
    'queue.json',
  ]);
  // Dorset and Cornwall, the two series of the queue, have 321 and 244 contacts a day (fixtures/data/README.md).
  const [{ points, history }] = readDocument(world, 'queue.json').series;
  const mean = points.reduce((sum, { forecast }) => sum + forecast, 0) / points.length;
  expect(history.points).toBe(730);
  expect(mean).toBeGreaterThan(0.8 * 565);
  expect(mean).toBeLessThan(1.3 * 565);
});

test('bounds of 95 % hold those of 80 %', async () => {
  const world = testWorld();
  await gcforecast(world, ['forecast', '--replay', DEMO, '--interval-width', '0.95', '--output', '95.json']);
  const [narrow, wide] = [await dailyDocument(), readDocument(world, '95.json')];
  expect([narrow.intervalWidth, wide.intervalWidth]).toEqual([0.8, 0.95]);
  for (const [i, { lower, upper, forecast }] of narrow.series[0].points.entries()) {
    const other = wide.series[0].points[i];
    expect(other.forecast).toBe(forecast);
    expect(other.lower).toBeLessThan(lower);
    expect(other.upper).toBeGreaterThan(upper);
  }
});

test('answered contacts are fewer than offered ones, and their forecast says which metric it is of', async () => {
  const world = testWorld();
  const ran = await gcforecast(world, [
    'forecast',
    '--replay',
    DEMO,
    '--metric',
    'answered',
    '--output',
    'answered.json',
  ]);
  const [answered, offered] = [readDocument(world, 'answered.json'), await dailyDocument()];
  const total = ({ series: [{ points }] }: typeof answered) => points.reduce((sum, one) => sum + one.forecast, 0);
  expect(ran.stdout).toContain('Forecast of answered');
  expect(answered.series[0].metric).toBe('answered');
  expect(total(answered)).toBeLessThan(total(offered));
  expect(total(answered)).toBeGreaterThan(0.5 * total(offered));
});

test('a request that was not recorded is refused with the nearest one that was', async () => {
  const world = testWorld();
  const ran = await gcforecast(world, ['forecast', '--model', 'prophet', '--replay', DEMO, '--history-days', '80']);
  expectExplained(
    ran,
    2,
    /the recording has no answer to POST .*aggregates\/query: the nearest one differs in /,
    /--record/,
  );
  expect(filesIn(world.cwd)).toEqual([]);
});

test('a queue that the recording does not know is refused with the name that was meant', async () => {
  const ran = await gcforecast(testWorld(), ['forecast', '--model', 'prophet', '--replay', DEMO, '--queue', 'Biling']);
  expectExplained(ran, 2, "there is no queue 'Biling' among the 3 queues", "did you mean 'Billing'?");
});

test('a recording that is not there is refused', async () => {
  const ran = await gcforecast(testWorld(), ['forecast', '--replay', 'nowhere']);
  expectExplained(ran, 2, /there is no recording .*nowhere/, /--replay/);
});

test('the same command gives the same bytes, and an existing file is replaced', async () => {
  const world = testWorld();
  await gcforecast(world, ['forecast', '--model', 'prophet', '--replay', DEMO]);
  const first = readFileSync(`${world.cwd}/${DEFAULT_OUTPUT}`);
  const second = await gcforecast(world, ['forecast', '--model', 'prophet', '--replay', DEMO]);
  expect(second.exitCode).toBe(0);
  expect(readFileSync(`${world.cwd}/${DEFAULT_OUTPUT}`)).toEqual(first);
  expect(filesIn(world.cwd)).toEqual([DEFAULT_OUTPUT]);
});
