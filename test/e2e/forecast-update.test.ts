import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gcforecast, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { readDocument, readOutput } from './forecast-file.ts';
import { csvOf, weekly } from './history-csv.ts';

const HOUR_MS = 3_600_000;
const MONDAY_MS = Date.UTC(2026, 0, 5);

/** Hours of so many days and of a last morning; days differ from each other by a factor that holds all day. */
const hourlyLines = (days: number, morningHours: number, morningFactor: number): string[] =>
  Array.from({ length: 24 * days + morningHours }, (_, hour) => {
    const factor = hour < 24 * days ? 0.8 + 0.1 * ((7 * Math.floor(hour / 24)) % 5) : morningFactor;
    const volume = Math.round(factor * (60 + 40 * Math.sin((2 * Math.PI * ((hour % 24) - 6)) / 24)));
    return `${new Date(MONDAY_MS + hour * HOUR_MS).toISOString()},${volume}`;
  });

function worldWith(lines: readonly string[]) {
  const world = testWorld();
  writeFileSync(join(world.cwd, 'h.csv'), csvOf(lines, 'interval_start,offered'));
  return world;
}

const FORECAST = [
  'forecast',
  '--as-of',
  '2026-02-10T00:00:00Z',
  '--history',
  'h.csv',
  '--days',
  '1',
  '--output',
  'f.json',
];

test('forecast --update makes the rest of a busy day busier than without, and says by how much', async () => {
  const world = worldWith(hourlyLines(35, 12, 1.3));
  const restOf = async (...options: string[]) => {
    const ran = await gcforecast(world, [...FORECAST, '--model', 'naive', ...options]);
    expect(ran).toMatchObject({ exitCode: 0, stderr: expect.not.stringContaining('error') });
    return readDocument(world, 'f.json').series[0].points.slice(0, 12);
  };
  const plain = await restOf();
  const updated = await restOf('--update');
  const total = (points: typeof plain): number => points.reduce((sum, { forecast }) => sum + forecast, 0);
  expect(updated.map(({ start }) => start)).toEqual(plain.map(({ start }) => start));
  // The twelve hours from noon sum to 760 on a usual day; this one is 1.3 times as busy, the Monday before was 0.9 times.
  expect(Math.abs(total(plain) / (0.9 * 760) - 1)).toBeLessThan(0.05);
  expect(Math.abs(total(updated) / (1.3 * 760) - 1)).toBeLessThan(0.05);
  for (const { components } of updated) expect(components['update']).toBeGreaterThan(0);
});

test('forecast --update takes intervals below a day, and no negative values', async () => {
  const days = worldWith(weekly(84));
  expectExplained(await gcforecast(days, [...FORECAST, '--update']), 2, 'intervals below a day', '--granularity PT30M');
  const raw = await gcforecast(worldWith(hourlyLines(35, 12, 1)), [...FORECAST, '--update', '--raw']);
  expectExplained(raw, 2, '--update and --raw exclude each other', 'leave one of the two out');
});

test('forecast --html writes a page beside the forecast, and says so', async () => {
  const world = worldWith(hourlyLines(35, 0, 1));
  const ran = await gcforecast(world, [...FORECAST, '--model', 'naive', '--html', 'f.html']);
  expect(ran).toMatchObject({ exitCode: 0, stderr: expect.not.stringContaining('error') });
  expect(ran.stdout).toMatch(/written: f\.json\nwritten: f\.html\n$/);
  const page = readOutput(world, 'f.html');
  expect(page).toMatch(/^<!doctype html>\n/);
  expect(page.match(/<tr><td>2026-02-09[^<]*<\/td>/g)).toHaveLength(24);
});
