import { describe, expect, test } from 'vitest';
import { listingCsv, listingJsonLines, totalLines, volumeLines } from '../../src/export/volume-listing.ts';
import type { VolumeRow } from '../../src/series/volume-rows.ts';

const START = Date.UTC(2026, 0, 5) / 1000;

const row = (values: Partial<VolumeRow> = {}): VolumeRow => ({
  intervalStart: START,
  intervalEnd: START + 1800,
  queueId: 'q1',
  queueName: 'Billing',
  mediaType: 'voice',
  conversations: 9,
  offered: 10,
  answered: 8,
  abandoned: 2,
  handleSeconds: 2400.5,
  handled: 8,
  serviceLevelNumerator: 7,
  serviceLevelDenominator: 10,
  ...values,
});

async function* inTurn<T>(values: readonly T[]) {
  yield* values;
}

async function text(chunks: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const chunk of chunks) all += chunk;
  return all;
}

const HEADER =
  'interval_start,interval_end,queue_id,queue_name,media_type,conversations,offered,answered,abandoned,' +
  'handle_seconds,handled,service_level_numerator,service_level_denominator';

describe('a listing by interval', () => {
  test('is a CSV with one line per row, empty where nothing is known and 0 where nothing happened', async () => {
    const { queueName: _, ...nameless } = row({ handleSeconds: 0, handled: 0 });
    expect(await text(listingCsv(volumeLines(inTurn([row(), nameless])), 'intervals'))).toBe(
      `${HEADER}\n` +
        '2026-01-05T00:00:00Z,2026-01-05T00:30:00Z,q1,Billing,voice,9,10,8,2,2400.5,8,7,10\n' +
        '2026-01-05T00:00:00Z,2026-01-05T00:30:00Z,q1,,voice,9,10,8,2,0,0,7,10\n',
    );
  });

  test('without rows is a header', async () => {
    expect(await text(listingCsv(volumeLines(inTurn([])), 'intervals'))).toBe(`${HEADER}\n`);
    expect(await text(listingJsonLines(volumeLines(inTurn([]))))).toBe('');
  });

  test('holds every row once also beyond a chunk', async () => {
    const rows = Array.from({ length: 4501 }, (_, i) => row({ offered: i }));
    const lines = (await text(listingJsonLines(volumeLines(inTurn(rows))))).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).offered)).toEqual(rows.map(({ offered }) => offered));
  });

  test('as JSON has null where nothing is known', async () => {
    const { queueName: _, ...nameless } = row();
    expect(JSON.parse(await text(listingJsonLines(volumeLines(inTurn([nameless])))))).toMatchObject({
      queue_name: null,
      offered: 10,
    });
  });
});

describe('a listing of totals', () => {
  test('ends with the sum of all, its handle time pooled and not a mean of means', async () => {
    const lines = totalLines([
      row({ handleSeconds: 800, handled: 8 }),
      row({ queueId: 'q2', handleSeconds: 2000, handled: 2 }),
    ]);
    // (800 + 2000) / (8 + 2) = 280; the mean of 100 and 1000 would be 550.
    expect(lines.map((line) => line.average_handle_seconds)).toEqual([100, 1000, 280]);
    expect(lines.at(-1)).toMatchObject({ queue_id: undefined, queue_name: 'All', media_type: 'All', offered: 20 });
  });

  test('knows no handle time where nothing was handled', async () => {
    const lines = totalLines([row({ handleSeconds: 0, handled: 0 })]);
    expect(await text(listingCsv(lines, 'totals'))).toBe(
      `${HEADER},average_handle_seconds\n` +
        '2026-01-05T00:00:00Z,2026-01-05T00:30:00Z,q1,Billing,voice,9,10,8,2,0,0,7,10,\n' +
        '2026-01-05T00:00:00Z,2026-01-05T00:30:00Z,,All,All,9,10,8,2,0,0,7,10,\n',
    );
  });
});
