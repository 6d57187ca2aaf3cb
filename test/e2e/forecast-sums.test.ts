import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isThorough } from '../support/sample-size.ts';
import { gcforecast, type TestWorld, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { readDocument } from './forecast-file.ts';
import { csvOf, dailyLines } from './history-csv.ts';
import { queueHistoriesCsv } from './queue-histories.ts';

const REQUESTS = resolve('fixtures/data/nyc311_daily.csv');
const FORECAST = ['forecast', '--history', 'h.csv', '--no-log'];

function worldWithRequests() {
  const world = testWorld();
  copyFileSync(REQUESTS, join(world.cwd, 'h.csv'));
  return world;
}

function worldWith(text: string) {
  const world = testWorld();
  writeFileSync(join(world.cwd, 'h.csv'), text);
  return world;
}

const linesIn = (world: TestWorld, file: string): string[] =>
  readFileSync(join(world.cwd, file), 'utf8').trim().split('\n');

describe('forecast --sums', () => {
  test('tells weeks, months and everything: volumes are sums of the days, bounds closer than those of the days together', async () => {
    const world = worldWithRequests();
    const options = ['--model', 'level-shape', '--days', '40', '--sums', 'week,month,all'];
    const ran = await gcforecast(world, [...FORECAST, ...options, '--output', 'f.json']);
    expect(ran).toMatchObject({ exitCode: 0 });
    const [{ points, sums = [] }] = readDocument(world, 'f.json').series;
    expect(sums.map(({ period, start }) => [period, start.slice(0, 10)])).toEqual([
      ['week', '2019-01-01'],
      ['week', '2019-01-07'],
      ['week', '2019-01-14'],
      ['week', '2019-01-21'],
      ['week', '2019-01-28'],
      ['week', '2019-02-04'],
      ['month', '2019-01-01'],
      ['month', '2019-02-01'],
      ['all', '2019-01-01'],
    ]);
    for (const { start, end, forecast, lower, upper } of sums) {
      const days = points.filter((day) => day.start >= start && day.end <= end);
      const total = (field: 'forecast' | 'lower' | 'upper') => days.reduce((sum, day) => sum + day[field], 0);
      expect(forecast).toBeCloseTo(total('forecast'), 6);
      expect(lower).toBeGreaterThan(total('lower'));
      expect(upper).toBeLessThan(total('upper'));
    }
    // Heading and rows of the table, and the same bounds in whole numbers.
    const [{ forecast, lower, upper }] = sums.slice(-1);
    expect(ran.stdout).toMatch(
      new RegExp(`all +2019-01-01 +2019-02-10 +${Math.round(forecast)} +${Math.floor(lower)} +${Math.ceil(upper)}`),
    );
  });

  test('leaves the intervals as they are without it, and puts sums beside them', async () => {
    const world = worldWithRequests();
    const options = ['--model', 'level-shape', '--days', '9'];
    await gcforecast(world, [...FORECAST, ...options, '--output', 'plain.csv']);
    const ran = await gcforecast(world, [...FORECAST, ...options, '--sums', 'week', '--output', 'with.csv']);
    expect(ran.stdout).toContain('written: with.csv\nwritten: with-sums.csv\n');
    expect(readFileSync(join(world.cwd, 'with.csv'))).toEqual(readFileSync(join(world.cwd, 'plain.csv')));
    expect(existsSync(join(world.cwd, 'plain-sums.csv'))).toBe(false);
    const [header, ...rows] = linesIn(world, 'with-sums.csv');
    expect(header).toBe('period,interval_start,interval_end,forecasted_volume,confidence_lower,confidence_upper');
    expect(rows.map((row) => row.split(',').slice(0, 3).join())).toEqual([
      'week,2019-01-01T00:00:00Z,2019-01-07T00:00:00Z',
      'week,2019-01-07T00:00:00Z,2019-01-10T00:00:00Z',
    ]);
    const volumes = linesIn(world, 'with.csv').slice(1);
    const ofDays = volumes.reduce((sum, row) => sum + Number(row.split(',')[2]), 0);
    expect(rows.reduce((sum, row) => sum + Number(row.split(',')[3]), 0)).toBe(ofDays);
  });

  test.each(isThorough ? ['auto', 'ets', 'naive', 'prophet', 'stl', 'theta'] : ['auto', 'naive'])(
    'works with the model %s',
    async (model) => {
      const world = worldWith(csvOf(dailyLines(84, (day) => 100 + 10 * (day % 7) + ((7 * day) % 5))));
      const options = ['--model', model, '--days', '14', '--sums', 'all', '--output', 'f.json'];
      expect(await gcforecast(world, [...FORECAST, ...options])).toMatchObject({ exitCode: 0 });
      const [{ points, sums: [all] = [] }] = readDocument(world, 'f.json').series;
      const total = points.reduce((sum, { forecast }) => sum + forecast, 0);
      expect(all.forecast).toBeCloseTo(total, 6);
      expect(all.lower).toBeLessThan(total);
      expect(all.upper).toBeGreaterThan(total);
      expect(all.upper - all.lower).toBeLessThan(
        points.reduce((sum, { lower, upper }) => sum + upper - lower, 0) + 1e-6,
      );
    },
  );

  test('has those of each queue, and with --totals of the totals, which add up', async () => {
    const world = worldWith(queueHistoriesCsv(2, 100));
    const by = ['--as-of', '2026-01-05T00:00:00Z', '--by', 'queue', '--days', '14', '--model', 'level-shape'];
    const ran = await gcforecast(world, [...FORECAST, ...by, '--totals', '--sums', 'week', '--output', 'f.json']);
    expect(ran.stderr).toBe('');
    expect(ran.stdout).toMatch(/^series +period +from/m);
    const [total, ...parts] = readDocument(world, 'f.json').series;
    expect(parts).toHaveLength(2);
    for (const [week, { forecast, lower, upper }] of (total.sums ?? []).entries()) {
      expect(forecast).toBeCloseTo(
        parts.reduce((sum, { sums }) => sum + (sums?.[week].forecast ?? Number.NaN), 0),
        6,
      );
      expect(lower).toBeLessThanOrEqual(forecast);
      expect(upper).toBeGreaterThanOrEqual(forecast);
    }
  });

  test.each([
    [['--output', '-'], 'no room for --sums', 'name a file with --output'],
    [['--sums', 'year'], "'year' is not one of week, month, all", 'see gcforecast forecast --help'],
    [['--shard', '0/2', '--output', 'parts', '--as-of', '2026-01-05T00:00:00Z'], '--shard', 'see gcforecast'],
  ])('with %j ends with exit code 2', async (options, error, hint) => {
    const world = worldWith(csvOf(dailyLines(84, (day) => 100 + (day % 7))));
    const ran = await gcforecast(world, [...FORECAST, '--sums', 'week', ...options]);
    expectExplained(ran, 2, error, hint);
  });

  test('of weeks takes no months', async () => {
    const months = Array.from({ length: 36 }, (_, month) => {
      const date = new Date(Date.UTC(2022, month, 1)).toISOString().slice(0, 10);
      return `${date},${1000 + 10 * (month % 12)}`;
    });
    const world = worldWith(csvOf(months));
    const options = ['--model', 'prophet', '--days', '90', '--output', 'f.json'];
    const ran = await gcforecast(world, [...FORECAST, ...options, '--sums', 'week']);
    expectExplained(ran, 2, '--sums week and --sums month take days', 'ask for --sums all');
    const all = await gcforecast(world, [...FORECAST, ...options, '--sums', 'all']);
    expect(all).toMatchObject({ exitCode: 0 });
  });
});
