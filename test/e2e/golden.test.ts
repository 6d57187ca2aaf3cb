import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { gcforecast, testWorld } from '../support/test-world.ts';
import { readOutput } from './forecast-file.ts';

const GOLDEN = 'fixtures/golden/forecast';
const FORECAST = ['forecast', '--model', 'prophet', '--replay', resolve('fixtures/recordings/demo')];

test.each([
  { name: 'daily', options: ['--days', '30'] },
  { name: 'by-queue-and-media', options: ['--days', '30', '--by', 'queue,media'] },
  { name: 'auto', options: ['--days', '30', '--model', 'auto'] },
])('file and printed text of the case $name have the bytes of the golden files', async ({ name, options }) => {
  const world = testWorld({ env: { LANG: 'en_US.UTF-8' } });
  const ran = await gcforecast(world, [...FORECAST, ...options]);
  expect(ran.exitCode).toBe(0);
  expectGolden(`${name}/forecast.csv`, readOutput(world, 'wfm_volume_forecast.csv'));
  expectGolden(`${name}/printed.txt`, ran.stdout);
});

test('the document and what a terminal shows have the bytes of the golden files', async () => {
  const world = testWorld({ env: { LANG: 'en_US.UTF-8' } });
  const ran = await gcforecast(world, [...FORECAST, '--days', '30', '--no-color', '--output', 'forecast.json'], 100);
  expectGolden('daily/forecast.json', readOutput(world, 'forecast.json'));
  expectGolden('daily/terminal.txt', ran.stdout);
});

test('half-hours of a queue have the bytes of the golden file', async () => {
  const world = testWorld();
  const options = ['--days', '2', '--granularity', 'PT30M', '--queue', 'Billing', '--output', 'forecast.csv'];
  await gcforecast(world, [...FORECAST, ...options]);
  expectGolden('half-hours/forecast.csv', readOutput(world, 'forecast.csv'));
});

/** Compares, or with UPDATE_GOLDEN=1 writes instead. */
function expectGolden(name: string, text: string): void {
  const path = `${GOLDEN}/${name}`;
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  expect(text).toBe(readFileSync(path, 'utf8'));
}
