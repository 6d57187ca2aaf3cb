import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SeriesDimension, VolumeRecord } from '../../src/series/records.ts';
import { totalRow, VOLUME_COUNTS, type VolumeRow, volumeRows } from '../../src/series/volume-rows.ts';

const record = (
  queueId: string,
  mediaType: string,
  hour: number,
  offered: number,
  queueName = queueId,
): VolumeRecord => ({
  intervalStart: hour * 3600,
  intervalEnd: (hour + 1) * 3600,
  queueId,
  queueName,
  mediaType,
  conversations: offered,
  offered,
  answered: offered - 1,
  abandoned: 1,
  handleSeconds: 100 * offered,
  handled: offered,
  serviceLevelNumerator: offered,
  serviceLevelDenominator: offered,
});

async function* inTurn<T>(values: readonly T[]) {
  yield* values;
}

async function listed(records: readonly VolumeRecord[], borders: readonly number[], by: readonly SeriesDimension[]) {
  const rows: VolumeRow[] = [];
  for await (const row of volumeRows(inTurn(records), Float64Array.from(borders), by)) rows.push(row);
  return rows;
}

const hours = (...at: number[]) => at.map((hour) => hour * 3600);

describe('a flat listing of a fetched range', () => {
  test('has a row of zeros where nothing happened, for each group that has any record', async () => {
    const rows = await listed([record('a', 'voice', 1, 5)], hours(0, 1, 2, 3), ['queue', 'media']);
    expect(rows.map(({ offered, queueId }) => [queueId, offered])).toEqual([
      ['a', 0],
      ['a', 5],
      ['a', 0],
    ]);
    expect(rows[0].serviceLevelDenominator).toBe(0);
  });

  test('sums what is not kept apart', async () => {
    const records = [record('a', 'chat', 0, 2), record('a', 'voice', 0, 3), record('b', 'voice', 0, 10)];
    const offered = async (by: readonly SeriesDimension[]) =>
      (await listed(records, hours(0, 1), by)).map((row) => [row.queueId, row.mediaType, row.offered]);
    expect(await offered(['queue'])).toEqual([
      ['a', undefined, 5],
      ['b', undefined, 10],
    ]);
    expect(await offered(['media'])).toEqual([
      [undefined, 'chat', 2],
      [undefined, 'voice', 13],
    ]);
    expect(await offered([])).toEqual([[undefined, undefined, 15]]);
  });

  test('gives a renamed queue the name that it had last', async () => {
    const rows = await listed([record('a', 'voice', 0, 1, 'Old'), record('a', 'voice', 1, 1, 'New')], hours(0, 1, 2), [
      'queue',
    ]);
    expect(rows.map(({ queueName }) => queueName)).toEqual(['New', 'New']);
  });

  test('gives a deleted queue the name that it had, though the service does not know it any more', async () => {
    const { queueName: _, ...nameless } = record('a', 'voice', 1, 1);
    const rows = await listed([record('a', 'voice', 0, 1, 'Old'), nameless], hours(0, 1, 2), ['queue']);
    expect(rows.map(({ queueName }) => queueName)).toEqual(['Old', 'Old']);
  });

  test('leaves out what lies outside the range, and refuses a record that crosses a border', async () => {
    const outside = await listed([record('a', 'voice', 0, 1), record('a', 'voice', 3, 1)], hours(1, 2, 3), ['queue']);
    expect(outside).toEqual([]);
    await expect(listed([record('a', 'voice', 0, 1)], [0, 1800, 3600], ['queue'])).rejects.toThrow(
      'crosses the border',
    );
  });

  test('adds up to the records, whatever is kept apart', async () => {
    const counts = fc.integer({ min: 1, max: 50 });
    const records = fc.array(
      fc.tuple(
        fc.constantFrom('a', 'b', 'c'),
        fc.constantFrom('voice', 'chat'),
        fc.integer({ min: 0, max: 9 }),
        counts,
      ),
      { minLength: 1, maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(records, fc.subarray<SeriesDimension>(['queue', 'media']), async (drawn, by) => {
        const given = drawn.map((each) => record(...each));
        const rows = await listed(given, hours(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), by);
        for (const count of VOLUME_COUNTS) {
          expect(rows.reduce((sum, row) => sum + row[count], 0)).toBe(
            given.reduce((sum, each) => sum + each[count], 0),
          );
        }
        expect(rows.length % 10).toBe(0);
      }),
    );
  });
});

test('the total of rows spans their range; there is none of no rows', () => {
  const rows = [record('a', 'voice', 2, 3), record('b', 'chat', 0, 4)];
  expect(totalRow(rows)).toMatchObject({ intervalStart: 0, intervalEnd: 3 * 3600, offered: 7, handleSeconds: 700 });
  expect(totalRow([])).toBeUndefined();
});

test('handle times add up to the millisecond, without the dust of binary fractions', async () => {
  // 0.1 + 0.2 is 0.30000000000000004 in doubles.
  const parts = [record('a', 'voice', 0, 1), record('b', 'voice', 0, 1)].map((each, i) => ({
    ...each,
    handleSeconds: [0.1, 0.2][i],
  }));
  const [row] = await listed(parts, hours(0, 1), ['media']);
  expect(row.handleSeconds).toBe(0.3);
  expect(totalRow(await listed(parts, hours(0, 1), ['queue']))?.handleSeconds).toBe(0.3);
});
