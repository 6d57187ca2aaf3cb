import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ForecastDocument } from '../../src/export/forecast-json.ts';
import { gcforecast, temporaryFolder, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { expectScheduleFile, readDocument, readOutput } from './forecast-file.ts';
import { csvOf, weekly, weeklyValue } from './history-csv.ts';
import { runProgram } from './program-process.ts';
import { queueHistoriesCsv } from './queue-histories.ts';

const DEMO = ['--replay', resolve('fixtures/recordings/demo')];

function worldWith(text: string) {
  const world = testWorld();
  writeFileSync(join(world.cwd, 'h.csv'), text);
  return world;
}

describe.each(['stl', 'naive'])('forecast --model %s', (model) => {
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

  test('of the organisation by queue and media type is a file for the scheduler', async () => {
    const world = testWorld();
    const ran = await gcforecast(world, forecast(...DEMO, '--jobs', '1', '--by', 'queue'));
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    for (const queue of ['Billing', 'Sales', 'Customer Service']) {
      const [header, ...lines] = readOutput(world).trimEnd().split('\n');
      expectScheduleFile([header, ...lines.filter((line) => line.includes(queue))].join('\n'));
    }
  });

  test('has totals that are the sums of their parts', async () => {
    const world = testWorld();
    const ran = await gcforecast(
      world,
      forecast(...DEMO, '--jobs', '1', '--by', 'media', '--totals', '--output', 'f.json'),
    );
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    const { series }: ForecastDocument = readDocument(world, 'f.json');
    const [all, chat, voice] = series;
    expect(series.map(({ key }) => key.mediaType)).toEqual([undefined, 'chat', 'voice']);
    for (const [i, { forecast: total, components }] of all.points.entries()) {
      expect(total).toBe(chat.points[i].forecast + voice.points[i].forecast);
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

  test('of many series is the same on threads and in shards', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'h.csv'), queueHistoriesCsv(60, 200));
    const asOf = ['--as-of', '2026-01-05T00:00:00Z', '--history', 'h.csv', '--by', 'queue'];
    const run = (...options: string[]) => runProgram(forecast(...asOf, ...options), { cwd });
    for (const options of [
      ['--jobs', '1', '--output', '1.csv'],
      ['--jobs', '2', '--output', '2.csv'],
      ['--shard', '0/2', '--output', 'parts'],
      ['--shard', '1/2', '--output', 'parts'],
    ]) {
      expect(await run(...options)).toMatchObject({ exitCode: 0, stderr: '' });
    }
    expect(await runProgram(['merge', 'parts', '--output', 'm.csv'], { cwd })).toMatchObject({ exitCode: 0 });
    const one = readOutput({ ...testWorld(), cwd }, '1.csv');
    expect(readOutput({ ...testWorld(), cwd }, '2.csv')).toBe(one);
    expect(readOutput({ ...testWorld(), cwd }, 'm.csv')).toBe(one);
  });

  test('of a history that is too short says how much it takes', async () => {
    const ran = await gcforecast(worldWith(csvOf(weekly(13))), forecast('--history', 'h.csv'));
    const needed = model === 'stl' ? 21 : 14;
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

  test('of values too rare to show a week is refused: exit code 5', async () => {
    const everySixthDay = weekly(121).filter((_, day) => day % 6 === 0);
    const ran = await gcforecast(
      worldWith(csvOf([...everySixthDay, ...weekly(124).slice(-1)])),
      forecast('--history', 'h.csv'),
    );
    expectExplained(ran, 5, 'each time of the week has a value in less than a fifth of the weeks', 'another model');
  });
});
