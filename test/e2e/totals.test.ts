import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ForecastDocument } from '../../src/export/forecast-json.ts';
import { gcforecast, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { readDocument } from './forecast-file.ts';

const BY_BOTH = [
  'forecast',
  '--model',
  'prophet',
  '--replay',
  resolve('fixtures/recordings/demo'),
  '--by',
  'queue,media',
];

async function forecastWith(...options: string[]): Promise<ForecastDocument> {
  const world = testWorld();
  const ran = await gcforecast(world, [...BY_BOTH, ...options, '--output', 'a.json']);
  expect(ran.stderr).toBe('');
  expect(ran.exitCode).toBe(0);
  return readDocument(world, 'a.json');
}

type DocumentSeries = ForecastDocument['series'][number];

const isPart = ({ key }: DocumentSeries) => key.queueId !== undefined && key.mediaType !== undefined;

/** What the document's parts of a total add up to in each interval, in the order of the document. */
function sumsOf(total: DocumentSeries, document: ForecastDocument): number[] {
  const { queueId, mediaType } = total.key;
  const parts = document.series.filter(
    (one) =>
      isPart(one) &&
      (queueId === undefined || one.key.queueId === queueId) &&
      (mediaType === undefined || one.key.mediaType === mediaType),
  );
  return total.points.map((_, i) => parts.reduce((sum, { points }) => sum + points[i].forecast, 0));
}

describe('forecasts of queues and media types with their totals', () => {
  let made: Promise<ForecastDocument> | undefined;
  const withTotals = (): Promise<ForecastDocument> => {
    made ??= forecastWith('--totals');
    return made;
  };

  test('are those of the six parts, three queues, two media types and everything', async () => {
    const document = await withTotals();
    expect(document.series).toHaveLength(12);
    expect(document.series.filter(isPart)).toHaveLength(6);
  });

  test('A.6: a total is the sum of its parts, to the last digit', async () => {
    const document = await withTotals();
    for (const total of document.series.filter((one) => !isPart(one))) {
      expect(total.points.map(({ forecast }) => forecast)).toEqual(sumsOf(total, document));
    }
  });

  test('keep bounds around each forecast, none below 0, and say by what it was moved', async () => {
    const document = await withTotals();
    for (const { points } of document.series) {
      for (const { forecast, lower, upper, components } of points) {
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(forecast).toBeGreaterThanOrEqual(lower);
        expect(upper).toBeGreaterThanOrEqual(forecast);
        const parts = Object.values(components).reduce((sum, part) => sum + part, 0);
        expect(Math.abs(parts - forecast)).toBeLessThan(1e-9 * Math.max(1, forecast));
      }
    }
  });

  test('bottom-up are the forecasts of the parts alone, and their sums', async () => {
    const [alone, totals] = [await forecastWith(), await forecastWith('--totals', '--reconcile', 'bottom-up')];
    const volumes = (one: DocumentSeries) => one.points.map(({ forecast }) => forecast);
    expect(totals.series.filter(isPart).map(volumes)).toEqual(alone.series.map(volumes));
    for (const total of totals.series.filter((one) => !isPart(one))) {
      expect(volumes(total)).toEqual(sumsOf(total, totals));
    }
  });
});

test.each([
  { options: ['--totals'], error: '--totals needs parts' },
  { options: ['--by', 'queue', '--totals', '--shard', '0/2', '--output', 'parts'], error: '--totals and --shard' },
  { options: ['--by', 'queue', '--totals', '--raw'], error: '--totals and --raw' },
])('$options is refused', async ({ options, error }) => {
  const replay = resolve('fixtures/recordings/demo');
  expectExplained(
    await gcforecast(testWorld(), ['forecast', '--model', 'prophet', '--replay', replay, ...options]),
    2,
    error,
    /./,
  );
});
