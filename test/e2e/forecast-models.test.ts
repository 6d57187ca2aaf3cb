import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gcforecast, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { expectScheduleFile, readDocument, readOutput } from './forecast-file.ts';
import { csvOf, weekly, weeklyValue } from './history-csv.ts';
import { runProgram } from './program-process.ts';
import { queueHistoriesCsv } from './queue-histories.ts';

const BY_QUEUE = ['--as-of', '2026-01-05T00:00:00Z', '--history', 'h.csv', '--by', 'queue'];

function worldWith(text: string) {
  const world = testWorld();
  writeFileSync(join(world.cwd, 'h.csv'), text);
  return world;
}

describe.each([
  ['level-shape', 14],
  ['stl', 28],
  ['ets', 28],
  ['theta', 21],
  ['naive', 14],
])('forecast --model %s', (model, needed) => {
  const forecast = (...options: string[]) => ['forecast', '--model', model, ...options];

  test('of a file continues its weeks, and says which model it was', async () => {
    const world = worldWith(csvOf(weekly(84)));
    const ran = await gcforecast(world, forecast('--history', 'h.csv', '--days', '10', '--output', 'f.json'));
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ran.stdout).toContain(`model ${model}\n`);
    const [{ points, model: told }] = readDocument(world, 'f.json').series;
    expect(told).toBe(model);
    expect(points.map(({ forecast: volume }) => Math.round(1e6 * volume) / 1e6)).toEqual(
      Array.from({ length: 10 }, (_, day) => weeklyValue(day)),
    );
  });

  test('has totals that are the sums of their parts', async () => {
    const world = worldWith(queueHistoriesCsv(3, 100));
    const ran = await gcforecast(world, forecast(...BY_QUEUE, '--totals', '--jobs', '1', '--output', 'f.json'));
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    const [total, ...parts] = readDocument(world, 'f.json').series;
    expect(parts.map(({ key }) => key.queueName)).toEqual(['Queue 0', 'Queue 1', 'Queue 2']);
    for (const [i, { forecast: volume, components }] of total.points.entries()) {
      expect(volume).toBe(parts.reduce((sum, { points }) => sum + points[i].forecast, 0));
      expect(components['reconciliation']).toBeTypeOf('number');
    }
  });

  test('has closed weekdays at 0', async () => {
    const sundaysOff = weekly(84).map((line, day) => (day % 7 === 6 ? `${line.split(',')[0]},0` : line));
    const world = worldWith(csvOf(sundaysOff));
    await gcforecast(world, forecast('--history', 'h.csv', '--days', '7', '--output', 'f.json'));
    const [{ points }] = readDocument(world, 'f.json').series;
    expect(points[6]).toMatchObject({ forecast: 0, lower: 0, upper: 0 });
    expect(points[5].forecast).toBeCloseTo(weeklyValue(5), 6);
  });

  test('of many series is the same in shards', async () => {
    const world = worldWith(queueHistoriesCsv(6, 100));
    for (const output of [
      ['--output', '1.csv'],
      ['--shard', '0/2', '--output', 'parts'],
      ['--shard', '1/2', '--output', 'parts'],
    ]) {
      const ran = await gcforecast(world, forecast(...BY_QUEUE, '--jobs', '1', ...output));
      expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    }
    expect(await gcforecast(world, ['merge', 'parts', '--output', 'm.csv'])).toMatchObject({ exitCode: 0 });
    expect(readOutput(world, 'm.csv')).toBe(readOutput(world, '1.csv'));
  });

  test('of a history that is too short says how much it takes', async () => {
    const ran = await gcforecast(worldWith(csvOf(weekly(13))), forecast('--history', 'h.csv'));
    expectExplained(ran, 5, `the history has 13 intervals, and the model ${model} takes ${needed} or more`, '--model');
  });

  test.each([
    ['--growth', 'flat'],
    ['--weekly', 'false'],
    ['--changepoints', '25'],
    ['--seasonality-prior-scale', '1'],
  ])('refuses %s %s, which is Prophet’s', async (flag, value) => {
    const ran = await gcforecast(testWorld(), forecast('--history', 'h.csv', flag, value));
    expectExplained(ran, 2, `${flag} is an option of the model prophet, not of ${model}`, 'leave one of the two out');
  });
});

test.each(['level-shape', 'stl', 'naive'])(
  'a history that does not show how far %s is off is refused: exit code 5',
  async (model) => {
    const [days, observed] = model === 'stl' ? [40, 15] : [20, 7];
    const lines = weekly(days).map((line, day) => (day < observed ? line : `${line.split(',')[0]},`));
    const ran = await gcforecast(worldWith(csvOf(lines)), ['forecast', '--model', model, '--history', 'h.csv']);
    expectExplained(ran, 5, 'no value of the history shows how far off a forecast', 'another model');
  },
);

test('forecasts of many series by stl are the same on threads', async () => {
  const world = worldWith(queueHistoriesCsv(40, 100));
  const forecast = ['forecast', '--model', 'stl', ...BY_QUEUE];
  const here = await gcforecast(world, [...forecast, '--jobs', '1', '--output', '1.csv']);
  const onThreads = await runProgram([...forecast, '--jobs', '2', '--output', '2.csv'], { cwd: world.cwd });
  expect([here.exitCode, onThreads.exitCode]).toEqual([0, 0]);
  expect(readOutput(world, '2.csv')).toBe(readOutput(world, '1.csv'));
});

test('the organisation’s volumes by stl are a file for the scheduler, handle times included', async () => {
  const world = testWorld();
  const replay = ['--replay', resolve('fixtures/recordings/demo')];
  const ran = await gcforecast(world, ['forecast', '--model', 'stl', ...replay]);
  expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
  expectScheduleFile(readOutput(world));
  expect(readOutput(world)).toMatch(/^.*,forecasted_aht_seconds\n/);
});
