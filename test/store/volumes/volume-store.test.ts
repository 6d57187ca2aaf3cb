import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import { completeSince, lackingRanges } from '../../../src/store/volumes/lacking-ranges.ts';
import { withLedger } from '../../../src/store/volumes/ledger.ts';
import { readVolumes } from '../../../src/store/volumes/read-volumes.ts';
import { storedQueues } from '../../../src/store/volumes/stored-queues.ts';
import { openVolumeStore, type VolumeStore } from '../../../src/store/volumes/volume-store.ts';
import { withVolumeWriter } from '../../../src/store/volumes/volume-writer.ts';
import { utc, volumeRecord } from '../../series/volume-record.ts';
import { sampleSize } from '../../support/sample-size.ts';
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
  store = halfHours(join(root, 'store'));
});
afterEach(() => rm(root, { recursive: true }));

const all = contacts(WINTER.from, WINTER.to);

describe('a store', () => {
  test('creates nothing before the first write', () => {
    expect(lackingRanges(store, WINTER, LATE)).toEqual([WINTER]);
    expect(completeSince(store, WINTER.to)).toBeUndefined();
    expect(existsSync(store.root)).toBe(false);
  });

  test('hands back what was put, by month, queue, media type and time', async () => {
    await put(store, { ...WINTER, fetchedAt: LATE }, all);
    expect(await read(store, WINTER)).toEqual(inStoreOrder(all));
    expect(await storedQueues(store)).toEqual([
      { id: 'q1', name: 'Queue 0' },
      { id: 'q2', name: 'Queue 1' },
      { id: 'q3', name: 'q3' },
    ]);
  });

  test('reads only the queues, media types and times that are asked for', async () => {
    const chat = all.map((record) => ({ ...record, mediaType: 'chat' }));
    await put(store, { ...WINTER, fetchedAt: LATE }, [...all, ...chat]);
    const range = { from: utc('2025-12-31T23:30:00'), to: utc('2026-01-01T01:00:00') };
    const selection = { ...range, queueIds: ['q3', 'q1'], mediaTypes: ['voice'] };
    const expected = contacts(range.from, range.to).filter(({ queueId }) => queueId !== 'q2');
    expect(await read(store, selection)).toEqual(inStoreOrder(expected));
    expect(await read(store, { ...range, queueIds: [] })).toEqual([]);
  });

  test('writes hive-style folders of Parquet with instants in UTC, which DuckDB itself reads', async () => {
    const london = openVolumeStore(store.root, {
      step: calendarStep('PT30M'),
      timeZone: 'Europe/London',
      direction: 'all',
    });
    await put(london, { ...WINTER, fetchedAt: LATE }, all);
    expect(london.folder).toBe(join(store.root, 'volumes/step=PT30M/zone=Europe%2FLondon/direction=all'));
    const connection = await (await DuckDBInstance.create()).connect();
    const files = `${store.root}/volumes/*/*/*/2026-01.parquet`;
    const found = await connection.runAndReadAll(
      `SELECT zone, direction, typeof(interval_start), sum(offered)::INTEGER, min(epoch(interval_start)) FROM read_parquet('${files}', hive_partitioning = true) GROUP BY ALL`,
    );
    const january = contacts(utc('2026-01-01'), utc('2026-02-01'));
    const offered = january.reduce((sum, record) => sum + record.offered, 0);
    expect(found.getRows()).toEqual([
      ['Europe/London', 'all', 'TIMESTAMP WITH TIME ZONE', offered, january[0]?.intervalStart],
    ]);
    connection.closeSync();
  });

  test('that a newer program made is refused', async () => {
    await put(store, { ...WINTER, fetchedAt: LATE }, all);
    expect(JSON.parse(readFileSync(join(store.root, 'store.json'), 'utf8'))).toEqual({ format: 1 });
    writeFileSync(join(store.root, 'store.json'), '{"format":2}');
    expect(() => halfHours(store.root)).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining('newer gcforecast') }),
    );
  });

  test('stops reading where its reader does', async () => {
    await put(store, { ...WINTER, fetchedAt: LATE }, all);
    for await (const record of readVolumes(store, WINTER)) {
      expect(record).toEqual(inStoreOrder(all)[0]);
      break;
    }
  });

  test('is looked at again when its ledger changed under a reader that then failed', async () => {
    await put(store, { ...WINTER, fetchedAt: LATE }, all);
    const file = join(store.folder, 'ledger.json');
    const months: string[][] = [];
    const looking = () =>
      withLedger(store, (ledger) => {
        months.push(Object.keys(ledger.months));
        if (months.length === 1)
          writeFileSync(file, JSON.stringify({ allQueues: [], queues: {}, months: {}, pending: {} }));
        throw new Error(`look ${months.length}`);
      });
    expect(looking).toThrow('look 2');
    expect(months).toEqual([['2025-12', '2026-01', '2026-02'], []]);
  });

  test('keeps steps, zones and directions apart', async () => {
    await put(store, { ...WINTER, fetchedAt: LATE }, all);
    const days = openVolumeStore(store.root, { step: calendarStep('P1D'), timeZone: 'UTC', direction: 'inbound' });
    expect(lackingRanges(days, WINTER, LATE)).toEqual([WINTER]);
  });

  test('puts local days, of 23 and 25 hours too, under the UTC month in which they start', async () => {
    const days = openVolumeStore(store.root, {
      step: calendarStep('P1D'),
      timeZone: 'Europe/London',
      direction: 'inbound',
    });
    // British summer time began on 2025-03-30 at 01:00 UTC, so 1 April starts on 31 March at 23:00 UTC.
    const borders = [
      '2025-03-29',
      '2025-03-30',
      '2025-03-30T23:00:00',
      '2025-03-31T23:00:00',
      '2025-04-01T23:00:00',
    ].map(utc);
    const records = borders.slice(1).map((intervalEnd, i) => {
      const intervalStart = borders[i] ?? Number.NaN;
      return { ...volumeRecord({ intervalStart, offered: i + 1 }), conversations: 1, intervalEnd };
    });
    const part = { from: utc('2025-03-29'), to: utc('2025-04-01T23:00:00'), fetchedAt: LATE };
    await put(days, part, records);
    expect(Object.keys(monthBytes(days))).toEqual(['2025-03.parquet']);
    expect(await read(days, part)).toEqual(records);
    await withVolumeWriter(days, async (writer) => writer.forget('2025-03'));
    expect(lackingRanges(days, part, LATE)).toEqual([{ from: part.from, to: part.to }]);
  });
});

describe('putting', () => {
  test('replaces the range and the queues of the part, and nothing else', async () => {
    await put(store, { ...WINTER, fetchedAt: LATE }, all);
    const part = { from: utc('2026-01-31'), to: utc('2026-02-02'), queueIds: ['q2'], fetchedAt: LATE };
    const news = contacts(part.from, part.to, 5).filter(({ queueId }) => queueId === 'q2');
    await put(store, part, news);
    const isReplaced = ({ queueId, intervalStart }: (typeof all)[number]) =>
      queueId === 'q2' && intervalStart >= part.from && intervalStart < part.to;
    expect(await read(store, WINTER)).toEqual(inStoreOrder([...all.filter((record) => !isReplaced(record)), ...news]));
  });

  test('ends in the same bytes whatever the parts, their order and how often they come', async () => {
    await put(store, { ...WINTER, fetchedAt: LATE }, all);
    const expected = monthBytes(store);
    const days = (WINTER.to - WINTER.from) / 86_400;
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: days - 1 }), { maxLength: 3 });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(cuts, fc.infiniteStream(fc.nat()), fc.boolean(), async (inner, order, isTwice) => {
        const other = halfHours(join(root, `other-${run++}`));
        const borders = [0, ...inner.toSorted((a, b) => a - b), days].map((day) => WINTER.from + day * 86_400);
        const parts = borders
          .slice(1)
          .map((to, i) => ({ from: borders[i] ?? 0, to, fetchedAt: LATE, at: order.next().value }));
        parts.sort((a, b) => a.at - b.at);
        const again = isTwice ? parts.slice(0, 1) : [];
        for (const { at: _, ...part } of [...parts, ...again]) {
          const records = all.filter(({ intervalStart }) => intervalStart >= part.from && intervalStart < part.to);
          await put(other, part, records.toReversed());
        }
        expect(monthBytes(other)).toEqual(expected);
        expect(readFileSync(join(other.folder, 'ledger.json'))).toEqual(
          readFileSync(join(store.folder, 'ledger.json')),
        );
      }),
      { numRuns: sampleSize(2, 6) },
    );
  });

  test('ends in the same bytes for one pass over the queues and for queue after queue', async () => {
    await put(store, { ...WINTER, fetchedAt: LATE }, all);
    const other = halfHours(join(root, 'other'));
    for (const id of ['q3', 'q1', 'q2']) {
      await put(
        other,
        { ...WINTER, queueIds: [id], fetchedAt: LATE },
        all.filter(({ queueId }) => queueId === id),
      );
    }
    expect(monthBytes(other)).toEqual(monthBytes(store));
    expect(lackingRanges(other, { ...WINTER, queueIds: ['q1', 'q3'] }, LATE)).toEqual([]);
    expect(lackingRanges(other, WINTER, LATE)).toEqual([WINTER]);
  });

  test('a range without contacts makes it complete without a file, and removes the file of a month that had some', async () => {
    await put(store, { ...WINTER, fetchedAt: LATE }, []);
    expect(monthBytes(store)).toEqual({});
    expect(await read(store, WINTER)).toEqual([]);
    await put(store, { ...WINTER, fetchedAt: LATE }, all);
    await put(store, { ...WINTER, fetchedAt: LATE }, []);
    expect(monthBytes(store)).toEqual({});
    expect(await read(store, WINTER)).toEqual([]);
  });

  test('leaves no lock and nothing aside', async () => {
    await put(store, { ...WINTER, fetchedAt: LATE }, all);
    expect(existsSync(join(store.root, 'writer.lock'))).toBe(false);
    expect(existsSync(join(store.root, 'scratch'))).toBe(false);
  });

  const start = WINTER.from;
  const sound = contacts(start, start + 1800).slice(0, 1);
  test.each([
    [
      'outside the part',
      sound.map((record) => ({ ...record, intervalStart: WINTER.to, intervalEnd: WINTER.to + 1800 })),
    ],
    ['off the grid', sound.map((record) => ({ ...record, intervalStart: start + 60 }))],
    ['of another length', sound.map((record) => ({ ...record, intervalEnd: start + 3600 }))],
    ['of a queue that the part does not name', sound.map((record) => ({ ...record, queueId: 'q9' }))],
    ['with a negative count', sound.map((record) => ({ ...record, offered: -1 }))],
    ['with half a contact', sound.map((record) => ({ ...record, handled: 0.5 }))],
    ['with no handle time', sound.map((record) => ({ ...record, handleSeconds: Number.NaN }))],
    ['that comes twice', [...sound, ...sound]],
  ])('refuses a record %s, and stores nothing', async (_, records) => {
    const part = { ...WINTER, queueIds: ['q1', 'q2', 'q3'], fetchedAt: LATE };
    await expect(put(store, part, records)).rejects.toThrow(RangeError);
    expect(lackingRanges(store, part, LATE)).toEqual([WINTER]);
  });

  test('refuses a part that was not over when it was fetched', async () => {
    await expect(put(store, { ...WINTER, fetchedAt: WINTER.to - 1 }, [])).rejects.toThrow(/was not over/);
  });

  test('a records source that fails stores nothing', async () => {
    async function* failing() {
      yield* all.slice(0, 5);
      throw new Error('page 2 failed');
    }
    const writing = withVolumeWriter(store, (writer) => writer.put({ ...WINTER, fetchedAt: LATE }, failing()));
    await expect(writing).rejects.toThrow('page 2 failed');
    expect(lackingRanges(store, WINTER, LATE)).toEqual([WINTER]);
  });
});

describe('what a store lacks', () => {
  const hour = 3600;
  const fetchedAt = utc('2026-01-10T12:10:00');
  const part = { from: utc('2026-01-01'), to: utc('2026-01-10T12:00:00'), fetchedAt };

  test('is what could still be corrected when it was fetched, up to the last interval that is over', async () => {
    await put(store, part, contacts(part.from, part.to));
    const asked = { from: part.from, to: utc('2026-01-20') };
    expect(lackingRanges(store, asked, fetchedAt)).toEqual([]);
    const later = fetchedAt + 5 * hour;
    expect(lackingRanges(store, asked, later)).toEqual([
      { from: utc('2026-01-08T12:00:00'), to: utc('2026-01-10T17:00:00') },
    ]);
  });

  test('shrinks as the tail is fetched again, and a settled range is never asked for any more', async () => {
    await put(store, part, contacts(part.from, part.to));
    const tail = { from: utc('2026-01-08T12:00:00'), to: part.to, fetchedAt: part.to + 48 * hour };
    await put(store, tail, contacts(tail.from, tail.to));
    expect(lackingRanges(store, part, utc('2027-01-01'))).toEqual([]);
    const ledger = JSON.parse(readFileSync(join(store.folder, 'ledger.json'), 'utf8'));
    expect(ledger.allQueues).toEqual([
      { from: '2026-01-01T00:00:00Z', to: '2026-01-10T12:00:00Z', fetchedAt: '2026-01-12T12:00:00Z' },
    ]);
  });

  test('is fetched again after the clock jumped back: the later of two clocks is not believed', async () => {
    await put(store, part, contacts(part.from, part.to));
    const asOf = fetchedAt - 24 * hour;
    expect(lackingRanges(store, { from: part.from, to: part.to }, asOf)).toEqual([
      { from: utc('2026-01-07T12:00:00'), to: utc('2026-01-09T12:00:00') },
    ]);
    const again = { from: utc('2026-01-07T12:00:00'), to: utc('2026-01-09T12:00:00'), fetchedAt: asOf };
    await put(store, again, contacts(again.from, again.to, 3));
    expect(lackingRanges(store, again, asOf)).toEqual([]);
    expect(await read(store, again)).toEqual(inStoreOrder(contacts(again.from, again.to, 3)));
  });

  test('tells holes, per queue, and knows since when it is complete', async () => {
    await put(store, { from: utc('2026-01-01'), to: utc('2026-01-05'), fetchedAt: LATE }, []);
    await put(store, { from: utc('2026-01-05'), to: utc('2026-01-07'), queueIds: ['q1'], fetchedAt: LATE }, []);
    await put(store, { from: utc('2026-01-07'), to: utc('2026-01-09'), fetchedAt: LATE }, []);
    const range = { from: utc('2026-01-01'), to: utc('2026-01-09') };
    const hole = { from: utc('2026-01-05'), to: utc('2026-01-07') };
    expect(lackingRanges(store, range, LATE)).toEqual([hole]);
    expect(lackingRanges(store, { ...range, queueIds: ['q1'] }, LATE)).toEqual([]);
    expect(lackingRanges(store, { ...range, queueIds: ['q1', 'q2'] }, LATE)).toEqual([hole]);
    expect(completeSince(store, range.to)).toBe(hole.to);
    expect(completeSince(store, range.to, ['q1'])).toBe(range.from);
    expect(completeSince(store, hole.to)).toBeUndefined();
    await expect(read(store, range)).rejects.toMatchObject({
      exitCode: 5,
      message: 'the local history lacks 2026-01-05T00:00:00Z to 2026-01-07T00:00:00Z',
    });
    expect(await read(store, { ...range, queueIds: ['q1'] })).toEqual([]);
  });

  test('refuses a range off the grid', () => {
    expect(() => lackingRanges(store, { from: WINTER.from + 60, to: WINTER.to }, LATE)).toThrow(RangeError);
  });
});
