import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gcforecast, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { csvOf, dailyLines, weekly, weeklyValue } from './history-csv.ts';

const AGAINST = ['backtest', '--history', 'h.csv', '--against', 'theirs.csv', '--models', 'stl', '--horizon', '7'];

/** A history of a hundred days, and a forecast of its last 28 days that is a tenth too high. */
function worldWith(header: string) {
  const world = testWorld();
  writeFileSync(join(world.cwd, 'h.csv'), csvOf(weekly(100)));
  const theirs = dailyLines(100, (day) => 1.1 * weeklyValue(day)).slice(-28);
  writeFileSync(join(world.cwd, 'theirs.csv'), csvOf(theirs, header));
  return world;
}

test.each(['interval_start,value', 'interval_start,forecasted_volume', 'date,offered'])(
  'backtest --against a file with %s puts it beside the models',
  async (header) => {
    const ran = await gcforecast(worldWith(header), [...AGAINST, '--json']);
    expect(ran.exitCode).toBe(0);
    const { schema, intervals, days, forecasts } = JSON.parse(ran.stdout);
    expect([schema, intervals, days]).toEqual(['gcforecast/against@1', 28, 28]);
    const [theirs] = forecasts.filter(({ name }: { name: string }) => name === 'theirs');
    expect(forecasts.map(({ name }: { name: string }) => name).sort()).toEqual(['naive', 'stl', 'theirs']);
    expect(theirs.wape).toBeCloseTo(0.1, 9);
    expect(theirs.bias).toBeCloseTo(0.1, 9);
    expect(theirs.gain).toBeNull();
    expect(forecasts[0].gain.difference).toBeCloseTo(0.1, 6);
  },
);

test('for people it is a table with the best first, and what no forecast could avoid', async () => {
  const { stdout } = await gcforecast(worldWith('day,calls'), [
    ...AGAINST,
    '--against-columns',
    'time=day,value=calls',
  ]);
  expect(stdout).toMatch(/^Forecasts of offered on the same 28 intervals of 28 days \(UTC\)\n/);
  expect(stdout).toMatch(/\ntheirs +10\.00 +10\.00\n/);
  expect(stdout).toContain('No forecast could avoid a wape of');
});

test('a forecast of other days, or without a value column, is explained', async () => {
  const world = worldWith('date,guess');
  expectExplained(await gcforecast(world, AGAINST), 2, 'has no column', '--columns value=');
  writeFileSync(join(world.cwd, 'theirs.csv'), 'date,value\n2030-01-01,1\n2030-01-02,1\n');
  expectExplained(await gcforecast(world, AGAINST), 5, 'shares no interval with the history', 'history');
});
