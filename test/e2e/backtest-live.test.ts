import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesIn, gcforecast, type TestWorld, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { csvOf, dailyLines, weeklyValue } from './history-csv.ts';
import { queueHistoriesCsv } from './queue-histories.ts';

/** Mondays 110 down to Sundays 104, and from day 84 on a tenth more. */
const busier = (days: number): string => csvOf(dailyLines(days, (day) => weeklyValue(day) * (day < 84 ? 1 : 1.1)));
const give = (world: TestWorld, text: string): void => writeFileSync(join(world.cwd, 'h.csv'), text);

// Twelve weeks from Monday, 6 January 2025, are known.
const FORECAST = [
  'forecast',
  '--history',
  'h.csv',
  '--model',
  'naive',
  '--home',
  'home',
  '--as-of',
  '2025-03-31T05:00:00Z',
];
const LIVE = ['backtest', '--live', '--history', 'h.csv', '--home', 'home', '--json'];
const kept = (world: TestWorld): string[] => filesIn(world.cwd).filter((name) => name.startsWith('home/forecasts/'));

test('backtest --live judges by what came what forecast has published, by how far ahead', async () => {
  const world = testWorld();
  give(world, busier(84));
  expect(await gcforecast(world, [...FORECAST, '--days', '30'])).toMatchObject({ exitCode: 0 });
  expect(kept(world)).toEqual([
    expect.stringMatching(/^home\/forecasts\/files\/h\.csv-[0-9a-f]{12}\/20250331T050000Z-/),
  ]);
  give(world, busier(84 + 10));
  const ran = await gcforecast(world, LIVE);
  expect(ran.exitCode).toBe(0);
  const { schema, forecasts, leads } = JSON.parse(ran.stdout);
  expect([schema, forecasts]).toEqual(['gcforecast/live@1', 1]);
  // The day of the forecast and the next, which starts within 24 hours, then a week, then what has come of the third.
  expect(leads.map((lead: Record<string, number>) => [lead['fromDays'], lead['intervals']])).toEqual([
    [0, 2],
    [1, 6],
    [7, 2],
  ]);
  // 1 forecast of 1.1.
  for (const { model, wape, bias, coverage } of leads) {
    expect([model, coverage]).toEqual(['naive', 0]);
    expect(wape).toBeCloseTo(1 / 11, 5);
    expect(bias).toBeCloseTo(-1 / 11, 5);
  }
  const text = (await gcforecast(world, LIVE.slice(0, -1))).stdout;
  expect(text).toMatch(/^Published forecasts of offered, 1 forecast \(UTC\), by how far ahead\n/);
  expect(text).toMatch(/naive +0 to 1 +2 +9\.09 +-9\.09 +0\.0 +80\n/);
});

test('series are judged by their own queue', async () => {
  const world = testWorld();
  const byQueue = ['--by', 'queue', '--jobs', '1'];
  give(world, queueHistoriesCsv(3, 100));
  const early = ['--as-of', '2023-03-27T05:00:00Z', '--days', '7'];
  const forecast = ['forecast', '--history', 'h.csv', '--model', 'naive', '--home', 'home', ...byQueue, ...early];
  expect(await gcforecast(world, forecast)).toMatchObject({ exitCode: 0 });
  const ran = await gcforecast(world, [...LIVE, ...byQueue]);
  expect(ran.exitCode).toBe(0);
  const judged = JSON.parse(ran.stdout).leads.reduce(
    (sum: number, { intervals }: { intervals: number }) => sum + intervals,
    0,
  );
  expect(judged).toBe(3 * 7);
  expectExplained(await gcforecast(world, LIVE.slice(0, -1)), 5, 'nothing of the 1 kept forecasts', '--by');
});

test('--no-log, a share, and standard input leave nothing behind', async () => {
  const world = testWorld({ stdin: busier(84) });
  give(world, busier(84));
  expect(await gcforecast(world, [...FORECAST, '--no-log'])).toMatchObject({ exitCode: 0 });
  expect(await gcforecast(world, [...FORECAST, '--shard', '0/1', '--output', 'parts'])).toMatchObject({ exitCode: 0 });
  const fromStdin = FORECAST.map((argument) => (argument === 'h.csv' ? '-' : argument));
  expect(await gcforecast(world, fromStdin)).toMatchObject({ exitCode: 0 });
  expect(kept(world)).toEqual([]);
});

test('a forecast that cannot be kept is a forecast with a warning', async () => {
  const world = testWorld();
  give(world, busier(84));
  mkdirSync(join(world.cwd, 'home'));
  writeFileSync(join(world.cwd, 'home', 'forecasts'), '');
  const ran = await gcforecast(world, FORECAST);
  expect(ran.exitCode).toBe(0);
  expect(ran.stderr).toMatch(/^warning: the forecast is not kept for backtest --live: cannot write /m);
});

test('without any kept forecast, or with forecasts of another kind, it says what to do', async () => {
  const world = testWorld();
  give(world, busier(84));
  expectExplained(
    await gcforecast(world, LIVE.slice(0, -1)),
    5,
    'no forecast of this history has been kept',
    'gcforecast forecast',
  );
  await gcforecast(world, FORECAST);
  const other = await gcforecast(world, [...LIVE.slice(0, -1), '--metric', 'answered', '--columns', 'value=offered']);
  expectExplained(other, 5, 'of the 1 forecasts that are kept none has', '--metric');
});
