import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { gcforecast, testWorld } from '../support/test-world.ts';
import { readOutput } from './forecast-file.ts';

const GOLDEN = 'fixtures/golden/forecast';
const FORECAST = ['forecast', '--replay', resolve('fixtures/recordings/demo')];

test.each([
  { name: 'daily', output: 'forecast.csv', options: ['--days', '30'] },
  { name: 'daily', output: 'forecast.json', options: ['--days', '30'] },
  {
    name: 'half-hours',
    output: 'forecast.csv',
    options: ['--days', '2', '--granularity', 'PT30M', '--queue', 'Billing'],
  },
  { name: 'by-queue-and-media', output: 'forecast.csv', options: ['--days', '30', '--by', 'queue,media'] },
])('$output of the case $name has the bytes of the golden file', async ({ name, output, options }) => {
  const world = testWorld();
  const ran = await gcforecast(world, [...FORECAST, ...options, '--output', output]);
  expect(ran.exitCode).toBe(0);
  expectGolden(`${name}/${output}`, readOutput(world, output));
});

test.each([
  { name: 'daily/printed.txt', options: ['--days', '30'], columns: undefined },
  { name: 'daily/terminal.txt', options: ['--days', '30', '--no-color'], columns: 100 },
  { name: 'by-queue-and-media/printed.txt', options: ['--days', '30', '--by', 'queue,media'], columns: undefined },
])('what is printed is that of the golden file $name', async ({ name, options, columns }) => {
  const world = testWorld({ env: { LANG: 'en_US.UTF-8' } });
  const ran = await gcforecast(world, [...FORECAST, ...options], columns);
  expectGolden(name, ran.stdout);
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
