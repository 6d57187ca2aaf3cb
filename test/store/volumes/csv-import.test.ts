import { existsSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isoInstant } from '../../../src/series/iso-instant.ts';
import type { VolumeRecord } from '../../../src/series/records.ts';
import type { CsvImport, CsvImportQuestion } from '../../../src/store/volumes/csv-import.ts';
import { lackingRanges } from '../../../src/store/volumes/lacking-ranges.ts';
import type { VolumeStore } from '../../../src/store/volumes/volume-store.ts';
import { withVolumeWriter } from '../../../src/store/volumes/volume-writer.ts';
import { utc } from '../../series/volume-record.ts';
import {
  contacts,
  emptyFolder,
  halfHours,
  inStoreOrder,
  LATE,
  monthBytes,
  put,
  read,
  WINTER,
} from './stored-history.ts';

let root = '';
let store: VolumeStore;
beforeEach(() => {
  root = emptyFolder();
  store = halfHours(join(root, 'a [store]* of "mine"?'));
});
afterEach(() => rm(root, { recursive: true }));

const all = contacts(WINTER.from, WINTER.to);
const HEADER =
  'interval_start,interval_end,queue_id,queue_name,media_type,conversations,offered,answered,abandoned,handle_seconds,handled,service_level_numerator,service_level_denominator';
const GOOD = '2026-01-05T10:00:00Z,2026-01-05T10:30:00Z,q1,"Sales, ""north""",voice,3,4,3,1,720.5,3,2,4';

const line = (record: VolumeRecord): string =>
  [
    isoInstant(record.intervalStart),
    isoInstant(record.intervalEnd),
    record.queueId,
    record.queueName ?? '',
    record.mediaType,
    record.conversations,
    record.offered,
    record.answered,
    record.abandoned,
    record.handleSeconds,
    record.handled,
    record.serviceLevelNumerator,
    record.serviceLevelDenominator,
  ].join(',');

function importing(lines: readonly string[], more: Partial<CsvImportQuestion> = {}): Promise<CsvImport> {
  const path = join(root, "it's [1].csv");
  writeFileSync(path, lines.join('\n'));
  return withVolumeWriter(store, (writer) => writer.importCsv({ path, asOf: LATE, covers: 'all-queues', ...more }));
}

describe('an imported CSV file', () => {
  test('leaves the same bytes as the same records that are put, and as itself in another order and again', async () => {
    const lines = [HEADER, ...all.map(line)];
    expect(await importing(lines)).toEqual({
      ...WINTER,
      rows: all.length,
      queueIds: ['q1', 'q2', 'q3'],
      repeatedRows: 0,
    });
    const bytes = monthBytes(store);
    expect(await read(store, WINTER)).toEqual(inStoreOrder(all));
    const other = halfHours(join(root, 'put'));
    await put(other, { ...WINTER, fetchedAt: LATE }, all);
    expect(monthBytes(other)).toEqual(bytes);
    await importing([HEADER, ...all.toReversed().map(line)]);
    expect(monthBytes(store)).toEqual(bytes);
  });

  test('may order its columns as it likes, quote, give offsets and leave the name of a queue empty', async () => {
    const columns = HEADER.split(',');
    const reversed = (cells: string[]) => cells.toReversed().join(',');
    const cells = [
      '2026-01-05T11:00:00+01:00',
      '2026-01-05T05:30:00-05:00',
      'q1',
      '',
      'voice',
      '3',
      '4',
      '3',
      '1',
      '720.5',
      '3',
      '2',
      '4',
    ];
    await importing([`\uFEFF${reversed(columns)}\r`, `${reversed(cells)}\r`, '']);
    const range = { from: utc('2026-01-05T10:00:00'), to: utc('2026-01-05T10:30:00') };
    const expected = {
      intervalStart: range.from,
      intervalEnd: range.to,
      queueId: 'q1',
      mediaType: 'voice',
      conversations: 3,
      offered: 4,
      answered: 3,
      abandoned: 1,
      handleSeconds: 720.5,
      handled: 3,
      serviceLevelNumerator: 2,
      serviceLevelDenominator: 4,
    };
    expect(await read(store, range)).toEqual([expected]);
    await importing([HEADER, GOOD]);
    expect(await read(store, range)).toEqual([{ ...expected, queueName: 'Sales, "north"' }]);
  });

  test('covers all queues or only those in it, as it is told', async () => {
    await put(store, { ...WINTER, fetchedAt: LATE }, all);
    const q1 = contacts(WINTER.from, WINTER.to, 4).filter(({ queueId }) => queueId === 'q1');
    const others = all.filter(({ queueId }) => queueId !== 'q1');
    const { from, to } = await importing([HEADER, ...q1.map(line)], { covers: 'queues-in-file' });
    expect(await read(store, { from, to })).toEqual(
      inStoreOrder([...q1, ...others.filter(({ intervalStart }) => intervalStart >= from && intervalStart < to)]),
    );
    await importing([HEADER, ...q1.map(line)]);
    expect(await read(store, { from, to })).toEqual(inStoreOrder(q1));
    expect(lackingRanges(store, { from, to }, LATE)).toEqual([]);
  });

  test('drops rows that repeat another one, and counts them', async () => {
    const lines = [HEADER, ...all.map(line)];
    await importing(lines);
    const bytes = monthBytes(store);
    const repeated = await importing([...lines, ...all.slice(0, 5).map(line), line(all[0] as VolumeRecord)]);
    expect(repeated).toEqual({ ...WINTER, rows: all.length, queueIds: ['q1', 'q2', 'q3'], repeatedRows: 6 });
    expect(monthBytes(store)).toEqual(bytes);
  });

  const next = GOOD.replaceAll('10:', '11:');
  test.each([
    [
      'a time without an offset',
      next.replace('11:00:00Z', '11:00:00'),
      /line 3: interval_start is "2026-01-05T11:00:00", not an ISO 8601 time with Z/,
    ],
    ['a date', next.replace('2026-01-05T11:30:00Z', '2026-01-05'), /line 3: interval_end is "2026-01-05"/],
    ['a day that no calendar has', next.replace('2026-01-05T11:00', '2026-02-30T11:00'), /line 3: interval_start is/],
    [
      'a negative count',
      next.replace('voice,3', 'voice,-3'),
      /line 3: conversations is "-3", not a whole number, 0 or more/,
    ],
    ['half a contact', next.replace('voice,3', 'voice,3.5'), /line 3: conversations is "3\.5"/],
    ['an empty count', next.replace('voice,3', 'voice,'), /line 3: conversations is empty/],
    ['text for a number', next.replace('720.5', 'many'), /line 3: handle_seconds is "many", not a number of seconds/],
    ['no number', next.replace('720.5', 'NaN'), /line 3: handle_seconds is "NaN"/],
    ['no queue', next.replace(',q1,', ',,'), /line 3: queue_id is empty/],
    ['a cell too few', next.replace(/,4$/, ''), /line 3: Expected Number of Columns: 13 Found: 12/],
    ['a cell too many', `${next},1`, /line 3: Expected Number of Columns: 13 Found: 14/],
    [
      'a time off the grid',
      next.replace('11:00', '11:10'),
      /line 3: 2026-01-05T11:10:00Z to 2026-01-05T11:30:00Z is no interval of the PT30M grid/,
    ],
    ['an interval of another length', next.replace('11:30', '12:00'), /line 3: .* is no interval/],
    [
      'an interval that is not over',
      next.replaceAll('2026-01', '2026-03'),
      /line 3: .* is not over at 2026-03-01T00:00:00Z/,
    ],
    [
      'other numbers for the same interval',
      GOOD.replace('720.5', '721'),
      /line 3: it gives other numbers than line 2 for queue q1, voice/,
    ],
  ])('with %s is refused, the line is named and nothing is stored', async (_, bad, message) => {
    await expect(importing([HEADER, GOOD, bad])).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(message),
    });
    expect(existsSync(store.folder)).toBe(false);
  });

  test('with a wrong header, without rows, or that is not there is refused', async () => {
    await expect(importing([HEADER.replace('offered,', ''), GOOD])).rejects.toThrow(/has no column offered/);
    await expect(importing([`${HEADER},offered`, GOOD])).rejects.toThrow(/has a column too many: offered/);
    await expect(importing([`${HEADER},shoe_size`, GOOD])).rejects.toThrow(/has a column too many: shoe_size/);
    await expect(importing([HEADER])).rejects.toThrow(/has no rows/);
    await expect(importing([HEADER], { path: join(root, 'none.csv') })).rejects.toMatchObject({ exitCode: 2 });
  });
});
