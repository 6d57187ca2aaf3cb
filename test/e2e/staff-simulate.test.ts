import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reference } from '../staffing/reference.ts';
import { gcforecast, type Ran, type TestWorld, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { linesOf, readOutput } from './forecast-file.ts';
import { runProgram } from './program-process.ts';

const staff = (world: TestWorld, ...options: string[]): Promise<Ran> => gcforecast(world, ['staff', ...options]);

async function simulated(world: TestWorld, ...options: string[]) {
  const ran = await staff(world, ...options, '--simulate', '--json');
  expect(ran.stderr).toBe('');
  expect(ran.exitCode).toBe(0);
  return JSON.parse(ran.stdout);
}

/** Half hours from a Saturday 20:00 UTC on, of contacts of 180 s. */
function writeForecast(world: TestWorld, volumes: readonly number[]): string {
  const at = (i: number) => new Date(Date.UTC(2026, 6, 4, 20) + i * 1_800_000).toISOString().replace('.000', '');
  const points = volumes.map((forecast, i) => ({ start: at(i), end: at(i + 1), forecast, ahtSeconds: 180 }));
  const series = [{ key: {}, metric: 'offered', points }];
  const document = { schema: 'gcforecast/forecast@1', timeZone: 'UTC', intervalWidth: 0.8, series };
  writeFileSync(join(world.cwd, 'f.json'), JSON.stringify(document));
  return 'f.json';
}

describe('staff --simulate', () => {
  test('agrees with Erlang A in a steady interval: 48 calls a minute, 50 agents', async () => {
    const [row] = reference.erlangA;
    const { intervals, simulation } = await simulated(
      testWorld(),
      ...['--volume', String(row.callsPerInterval), '--interval', `PT${row.intervalS / 60}M`],
      ...['--aht', String(row.ahtS), '--patience', String(row.patienceS), '--agents', String(row.agents)],
      ...['--service-level', '80/20'],
    );
    const [{ serviceLevel, simulatedServiceLevel, simulatedHalfWidth }] = intervals;
    expect(simulatedHalfWidth).toBeGreaterThan(0);
    expect(simulatedHalfWidth).toBeLessThan(0.02);
    // Half-widths hold 95 %: twice as wide misses once in ten thousand seeds.
    expect(Math.abs(simulatedServiceLevel - serviceLevel)).toBeLessThan(2 * simulatedHalfWidth);
    expect(simulation).toEqual({ seed: 0, mostReplications: expect.any(Number) });
  });

  test('shows what the formula of each interval by itself cannot: an overload is still waiting in the next', async () => {
    const world = testWorld();
    const file = writeForecast(world, [100, 160, 60, 100]);
    const { intervals } = await simulated(world, '--forecast', file, '--agents', '14');
    const [before, overload, after, later] = intervals;
    expect(overload).toMatchObject({ stable: false, serviceLevel: 0 });
    expect(overload.simulatedServiceLevel).toBeGreaterThan(0.1);
    expect(after.serviceLevel).toBeGreaterThan(0.99);
    expect(after.simulatedServiceLevel).toBeLessThan(0.9);
    for (const { serviceLevel, simulatedServiceLevel } of [before, later])
      expect(simulatedServiceLevel).toBeCloseTo(serviceLevel, 1);
  });

  test('a day without agents or contacts is not measured, and midnight finds the queue of the evening', async () => {
    const world = testWorld();
    const file = writeForecast(world, [0, 0, 0, 0, 0, 0, 0, 165, 60, 60]);
    const { intervals } = await simulated(world, '--forecast', file, '--agents', '14');
    expect(intervals[0]).toMatchObject({ simulatedServiceLevel: null, simulatedHalfWidth: null });
    expect(intervals[8]).toMatchObject({ start: '2026-07-05T00:00:00Z' });
    expect(intervals[8].simulatedServiceLevel).toBeLessThan(intervals[9].simulatedServiceLevel - 0.05);
    const closed = ['--open', 'Mon 08:00-10:00'];
    const ran = await staff(world, '--forecast', file, ...closed, '--simulate', '--json');
    expect(JSON.parse(ran.stdout).intervals[7]).toMatchObject({ agents: 0, simulatedServiceLevel: null });
  });

  test('the same seed gives the same bytes, another one others; both columns end a CSV', async () => {
    const [first, again, other] = [testWorld(), testWorld(), testWorld()];
    const asked = ['--simulate', '--output', 's.csv'];
    const volumes = [100, 120, 80];
    for (const [world, seed] of [
      [first, '7'],
      [again, '7'],
      [other, '8'],
    ] as const)
      await staff(world, '--forecast', writeForecast(world, volumes), ...asked, '--seed', seed);
    expect(readOutput(again, 's.csv')).toBe(readOutput(first, 's.csv'));
    expect(readOutput(other, 's.csv')).not.toBe(readOutput(first, 's.csv'));
    const columns = Object.keys(linesOf(readOutput(first, 's.csv'))[0]);
    expect(columns.slice(-2)).toEqual(['simulated_service_level', 'simulated_half_width']);
  });

  test('days on threads give the bytes of days one after the other', async () => {
    const world = testWorld();
    // Three days of half an hour each: more than a tenth of a second of work, so that threads are started.
    const file = writeForecast(
      world,
      Array.from({ length: 3 * 48 }, (_, i) => (i % 48 < 1 ? 300 : 0)),
    );
    const asked = ['staff', '--forecast', file, '--simulate', '--json'];
    const [one, three] = await Promise.all(
      ['1', '3'].map((jobs) => runProgram([...asked, '--jobs', jobs], { cwd: world.cwd })),
    );
    expect(one).toMatchObject({ exitCode: 0, stderr: '' });
    expect(three).toEqual(one);
  });

  test('the table tells both', async () => {
    const world = testWorld();
    const { stdout } = await staff(world, '--forecast', writeForecast(world, [100]), '--simulate');
    expect(stdout).toMatch(/service level % +simulated % +ASA s/);
    expect(stdout).toMatch(/ 88\.8 +\d\d\.\d ± \d\.\d +7\.8 /);
    expect(stdout).toMatch(/Simulated: service level with 95 % interval, each day played up to \d+ times, seed 0\n/);
  });

  test.each([
    [['--volume', '0', '--interval', 'PT30M', '--aht', '60'], 'there are no contacts to simulate', 'above 0'],
    [
      ['--volume', '9', '--interval', 'PT30M', '--aht', '60', '--no-service-level', '--max-asa', '9'],
      '--simulate compares service levels',
      '--service-level 80/20',
    ],
    [['--forecast', 'f.json', '--concurrency', '2'], /cannot be used with option '--simulate/, '--help'],
  ])('%j is refused', async (options, error, hint) => {
    expectExplained(await staff(testWorld(), ...options, '--simulate'), 2, error, hint);
  });

  test('intervals of several lengths are refused', async () => {
    const world = testWorld();
    const csv = [
      'interval_start,interval_end,forecasted_volume,forecasted_aht_seconds',
      '2026-01-05T08:00:00Z,2026-01-05T08:30:00Z,100,180',
      '2026-01-05T08:30:00Z,2026-01-05T09:30:00Z,100,180',
    ];
    writeFileSync(join(world.cwd, 'f.csv'), csv.join('\n'));
    expectExplained(await staff(world, '--forecast', 'f.csv', '--simulate'), 2, 'differ in length', '--simulate');
  });
});
