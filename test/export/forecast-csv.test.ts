import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forecastCsv } from '../../src/export/forecast-csv.ts';
import type { ForecastResult } from '../../src/export/forecast-result.ts';
import { type Bounds, forecastResult } from './forecast-results.ts';

/** The file as csv-parse reads it, a record per row. */
async function rowsOf(results: readonly ForecastResult[]): Promise<Record<string, string>[]> {
  return parse(await forecastCsv(results, 0.8), { columns: true });
}

const numbersOf = (row: Record<string, string>): number[] =>
  ['confidence_lower', 'forecasted_volume', 'confidence_upper'].map((name) => Number(row[name]));

describe('a single series', () => {
  test('has the five columns of a scheduler, times in UTC with Z and without milliseconds', async () => {
    const bounds: Bounds[] = [
      [760.1, 812.4, 866.0],
      [700.9, 750.4, 801.2],
    ];
    expect(await forecastCsv([forecastResult({ bounds })], 0.8)).toBe(
      'interval_start,interval_end,forecasted_volume,confidence_lower,confidence_upper\n' +
        '2024-05-01T00:00:00Z,2024-05-02T00:00:00Z,813,760,866\n' +
        '2024-05-02T00:00:00Z,2024-05-03T00:00:00Z,750,700,802\n',
    );
  });

  test('A.1.4: days are days of the zone, written as instants, also when clocks change', async () => {
    const bounds: Bounds[] = [
      [1, 1, 1],
      [1, 1, 1],
    ];
    const rows = await rowsOf([forecastResult({ bounds, timeZone: 'Europe/London', start: '2024-10-26' })]);
    expect(rows.map((row) => [row['interval_start'], row['interval_end']])).toEqual([
      ['2024-10-25T23:00:00Z', '2024-10-26T23:00:00Z'],
      ['2024-10-26T23:00:00Z', '2024-10-28T00:00:00Z'],
    ]);
  });

  test('A.1.13: 30 days are 30 rows, however long ago the history ended', async () => {
    const bounds = Array.from({ length: 30 }, (): Bounds => [1, 2, 3]);
    const rows = await rowsOf([forecastResult({ bounds, start: '2019-01-01' })]);
    expect(rows).toHaveLength(30);
    expect(rows.at(-1)?.['interval_end']).toBe('2019-01-31T00:00:00Z');
  });

  test('A.1.9: daily volumes are whole and keep the total; each on its own would round to nothing', async () => {
    const bounds = Array.from({ length: 10 }, (): Bounds => [0, 0.4, 1.2]);
    const rows = await rowsOf([forecastResult({ bounds })]);
    expect(rows.map((row) => row['forecasted_volume'])).toEqual(['1', '1', '1', '1', '0', '0', '0', '0', '0', '0']);
  });

  test('A.1.9: half hours keep two decimals, bounds rounded outward', async () => {
    const bounds: Bounds[] = [[0.123, 0.235, 0.871]];
    const [row = {}] = await rowsOf([forecastResult({ bounds, step: 'PT30M' })]);
    expect(numbersOf(row)).toEqual([0.12, 0.24, 0.88]);
    expect(row['interval_end']).toBe('2024-05-01T00:30:00Z');
  });

  test.each(['PT15M', 'P1D', 'P1W'])(
    'A.1.8: 0 <= lower <= volume <= upper and outward in every row, in steps of %s',
    async (step) => {
      const number = fc.double({ min: 0, max: 1e5, noNaN: true });
      const ordered = fc
        .tuple(number, number, number)
        .map((row) => row.toSorted((a, b) => a - b) as [number, number, number]);
      await fc.assert(
        fc.asyncProperty(fc.array(ordered, { minLength: 1, maxLength: 40 }), async (bounds) => {
          const rows = await rowsOf([forecastResult({ bounds, step })]);
          for (const [i, row] of rows.entries()) {
            const [lower = -1, volume = -1, upper = -1] = numbersOf(row);
            expect(lower).toBeGreaterThanOrEqual(0);
            expect(volume).toBeGreaterThanOrEqual(lower);
            expect(upper).toBeGreaterThanOrEqual(volume);
            // Up to the last digits that a double holds.
            expect(lower).toBeLessThanOrEqual((bounds[i]?.[0] ?? 0) + 1e-9);
            expect(upper).toBeGreaterThanOrEqual((bounds[i]?.[2] ?? 0) - 1e-9);
          }
          if (step === 'PT15M') return;
          const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
          const volumes = rows.map((row) => Number(row['forecasted_volume']));
          expect(sum(volumes)).toBe(Math.round(sum(bounds.map(([, point]) => point))));
        }),
        { numRuns: 50 },
      );
    },
  );
});

describe('several series', () => {
  const bounds: Bounds[] = [[1, 2.5, 3]];

  test('are told apart by the key columns that they have, each with its own total', async () => {
    const results = [
      forecastResult({ bounds, key: { queueId: 'q1', queueName: 'Support', mediaType: 'voice' } }),
      forecastResult({ bounds, key: { queueId: 'q2', mediaType: 'voice' } }),
    ];
    expect(await forecastCsv(results, 0.8)).toBe(
      'queue_id,queue_name,media_type,interval_start,interval_end,forecasted_volume,confidence_lower,confidence_upper\n' +
        'q1,Support,voice,2024-05-01T00:00:00Z,2024-05-02T00:00:00Z,3,1,3\n' +
        'q2,,voice,2024-05-01T00:00:00Z,2024-05-02T00:00:00Z,3,1,3\n',
    );
  });

  test('by media type only have no queue columns', async () => {
    const results = ['chat', 'voice'].map((mediaType) => forecastResult({ bounds, key: { mediaType } }));
    expect((await forecastCsv(results, 0.8)).split('\n')[0]).toMatch(/^media_type,interval_start,/);
  });
});

describe('handle time', () => {
  const bounds: Bounds[] = [[1, 2, 3]];

  test('follows as the last column when it is known, and is empty where it is not', async () => {
    const known = forecastResult({ bounds, key: { queueId: 'a' }, ahtSeconds: Float64Array.of(301.456) });
    const unknown = forecastResult({ bounds, key: { queueId: 'b' } });
    const rows = (await forecastCsv([known, unknown], 0.8)).trimEnd().split('\n');
    expect(rows[0]).toMatch(/,confidence_upper,forecasted_aht_seconds$/);
    expect(rows[1]).toMatch(/,301\.46$/);
    expect(rows[2]).toMatch(/,$/);
  });
});

describe('A.6: no file shows', () => {
  const bounds: Bounds[] = [[1, Number.NaN, 3]];

  test('a number that is none', () => {
    expect(() => forecastCsv([forecastResult({ bounds })], 0.8)).toThrow('interval 0 of the forecast is NaN');
  });

  test('bounds of another level than the one asked for', () => {
    const result = forecastResult({ bounds: [[1, 2, 3]] });
    expect(() => forecastCsv([result], 0.95)).toThrow('no bounds at level 0.95');
  });
});
