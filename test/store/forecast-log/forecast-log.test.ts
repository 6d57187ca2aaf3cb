import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Failure } from '../../../src/errors.ts';
import { keepForecast, keptForecasts } from '../../../src/store/forecast-log/forecast-log.ts';
import type { KeptForecast } from '../../../src/store/forecast-log/kept-forecast.ts';
import { filesIn, temporaryFolder } from '../../support/test-world.ts';

const JANUARY = Date.UTC(2026, 0, 5, 6) / 1000;
const DAY = 86_400;

const forecast = (asOf: number, other: Partial<KeptForecast> = {}): KeptForecast => ({
  schema: 'gcforecast/forecast-log@1',
  version: '0.1.0',
  asOf,
  timeZone: 'UTC',
  granularity: 'P1D',
  metric: 'offered',
  intervalWidthFraction: 0.8,
  series: [
    { key: { queueName: 'Billing' }, model: 'prophet', start: JANUARY, forecast: [1, 2], lower: [0, 1], upper: [3, 4] },
  ],
  ...other,
});

test('what was kept is there, the oldest first, in one file each', () => {
  const folder = join(temporaryFolder(), 'a', 'b');
  expect(keptForecasts(folder)).toEqual([]);
  keepForecast(folder, forecast(JANUARY + DAY));
  keepForecast(folder, forecast(JANUARY));
  expect(keptForecasts(folder)).toEqual([forecast(JANUARY), forecast(JANUARY + DAY)]);
  expect(filesIn(folder)).toEqual([
    expect.stringMatching(/^20260105T060000Z-[0-9a-f]{12}\.json\.gz$/),
    expect.stringMatching(/^20260106T060000Z-[0-9a-f]{12}\.json\.gz$/),
  ]);
});

test('the same forecast made again at that time takes the place of the first, another one does not', () => {
  const folder = temporaryFolder();
  keepForecast(folder, forecast(JANUARY));
  keepForecast(folder, forecast(JANUARY, { version: '0.2.0' }));
  expect(keptForecasts(folder).map(({ version }) => version)).toEqual(['0.2.0']);
  keepForecast(folder, forecast(JANUARY, { metric: 'answered' }));
  expect(keptForecasts(folder)).toHaveLength(2);
});

test('forecasts from more than 400 days before the newest one go', () => {
  const folder = temporaryFolder();
  for (const days of [0, 100, 400, 500]) keepForecast(folder, forecast(JANUARY + days * DAY));
  expect(keptForecasts(folder).map(({ asOf }) => (asOf - JANUARY) / DAY)).toEqual([100, 400, 500]);
});

test('of more than a thousand the oldest go, and files of others stay', () => {
  const folder = temporaryFolder();
  // As names alone they count, and are never read.
  for (let i = 0; i < 1000; i++) {
    const time = new Date(1000 * (JANUARY + 60 * i)).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
    writeFileSync(join(folder, `${time}Z-0123456789ab.json.gz`), '');
  }
  writeFileSync(join(folder, 'notes.txt'), '');
  keepForecast(folder, forecast(JANUARY + DAY));
  const files = filesIn(folder);
  expect(files).toHaveLength(1001);
  expect(files[0]).toMatch(/^20260105T060100Z/);
  expect(files).toContain('notes.txt');
});

test('a file that is not whole is named, with what to do', () => {
  const folder = temporaryFolder();
  keepForecast(folder, forecast(JANUARY));
  const [name] = filesIn(folder);
  truncateSync(join(folder, name), 40);
  expect(() => keptForecasts(folder)).toThrow(Failure);
  expect(() => keptForecasts(folder)).toThrow(name);
});

test('a folder that cannot be written is explained, and nothing is left behind', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  expect(() => keepForecast(join(folder, 'file', 'log'), forecast(JANUARY))).toThrow(/a part of its path/);
  expect(filesIn(folder)).toEqual(['file']);
});
