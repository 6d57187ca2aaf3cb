import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gcforecast, testWorld } from '../support/test-world.ts';
import { DEFAULT_OUTPUT, linesOf, readOutput, starts } from './forecast-file.ts';
import { csvOf, isoDate } from './history-csv.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const AS_OF = ['--as-of', '2026-06-01T00:00:00Z'];

// When clocks change is from the IANA time zone database: Berlin on 30 March and 26 October 2025 at 01:00 UTC; Santiago on
// 6 April at 03:00 UTC, back to 23:00 of the day before, and on 7 September at 04:00 UTC, over midnight to 01:00.
const CHANGES = [
  { zone: 'Europe/Berlin', day: '2025-03-30', from: '2025-03-29T23:00:00Z', to: '2025-03-30T22:00:00Z', hours: 23 },
  { zone: 'Europe/Berlin', day: '2025-10-26', from: '2025-10-25T22:00:00Z', to: '2025-10-26T23:00:00Z', hours: 25 },
  { zone: 'America/Santiago', day: '2025-09-07', from: '2025-09-07T04:00:00Z', to: '2025-09-08T03:00:00Z', hours: 23 },
  { zone: 'America/Santiago', day: '2025-04-05', from: '2025-04-05T03:00:00Z', to: '2025-04-06T04:00:00Z', hours: 25 },
];

async function forecastOf(lines: readonly string[], header: string, options: readonly string[]): Promise<string> {
  const world = testWorld();
  writeFileSync(join(world.cwd, 'calls.csv'), csvOf(lines, header));
  const ran = await gcforecast(world, [
    'forecast',
    '--model',
    'prophet',
    '--history',
    'calls.csv',
    ...AS_OF,
    ...options,
  ]);
  expect(ran.exitCode).toBe(0);
  return readOutput(world, DEFAULT_OUTPUT);
}

/** Dates of ten weeks up to three days before `day`. */
const datesBefore = (day: string): string[] =>
  Array.from({ length: 70 }, (_, i) => `${isoDate(Date.parse(day) - (73 - i) * DAY_MS)},${100 + (i % 7)}`);

describe('A.6 and A.1.4: a day is a day of the zone also when clocks change', () => {
  test.each(CHANGES)('$day in $zone has $hours hours', async ({ zone, day, from, to, hours }) => {
    const csv = await forecastOf(datesBefore(day), 'date,offered', ['--time-zone', zone, '--days', '7']);
    const changed = linesOf(csv)[3];
    expect(changed).toMatchObject({ interval_start: from, interval_end: to });
    expect((Date.parse(to) - Date.parse(from)) / HOUR_MS).toBe(hours);
    const lengths = linesOf(csv).map(
      (line) => (Date.parse(line['interval_end']) - Date.parse(line['interval_start'])) / HOUR_MS,
    );
    expect(lengths).toEqual([24, 24, 24, hours, 24, 24, 24]);
  });

  test.each(CHANGES)('$day in $zone has two half-hours for each of $hours hours', async ({ zone, from, to, hours }) => {
    const lines = Array.from({ length: 14 * 48 }, (_, i) => {
      const start = new Date(Date.parse(from) - (14 * 48 - i) * (HOUR_MS / 2)).toISOString();
      return `${start},${10 + (i % 48)}`;
    });
    const options = ['--time-zone', zone, '--granularity', 'PT30M', '--days', '1'];
    const csv = await forecastOf(lines, 'interval_start,offered', options);
    expect(starts(csv)).toHaveLength(2 * hours);
    expect(starts(csv)[0]).toBe(from);
    expect(linesOf(csv).at(-1)?.['interval_end']).toBe(to);
  });
});

test('A.1.5: a time with an offset and the same time in UTC are one instant', async () => {
  const instants = (zoned: (ms: number) => string) =>
    Array.from({ length: 70 }, (_, i) => `${zoned(Date.UTC(2025, 5, 1, 22) + i * DAY_MS)},${100 + (i % 7)}`);
  const inUtc = instants((ms) => new Date(ms).toISOString());
  const withOffset = instants((ms) => new Date(ms + 2 * HOUR_MS).toISOString().replace('Z', '+02:00'));
  const options = ['--time-zone', 'Europe/Berlin'];
  const header = 'interval_start,offered';
  const csv = await forecastOf(withOffset, header, options);
  expect(csv).toBe(await forecastOf(inUtc, header, options));
  // The 2 June in Berlin starts at 22:00 UTC of the 1 June; 70 days later it is still summer time.
  expect(starts(csv)[0]).toBe('2025-08-10T22:00:00Z');
});

test('A.1.4: the same local dates are other instants in another zone, with the same volumes', async () => {
  const dates = datesBefore('2025-07-01');
  const [berlin, newYork] = [
    await forecastOf(dates, 'date,offered', ['--time-zone', 'Europe/Berlin']),
    await forecastOf(dates, 'date,offered', ['--time-zone', 'America/New_York']),
  ];
  expect(starts(berlin)[0]).toBe('2025-06-27T22:00:00Z');
  expect(starts(newYork)[0]).toBe('2025-06-28T04:00:00Z');
  const volumesOf = (csv: string) => linesOf(csv).map((line) => line['forecasted_volume']);
  expect(volumesOf(berlin)).toEqual(volumesOf(newYork));
});
