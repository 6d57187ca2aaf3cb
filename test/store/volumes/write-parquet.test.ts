import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { monthFile } from '../../../src/store/volumes/volume-store.ts';
import { writeParquet } from '../../../src/store/volumes/write-parquet.ts';
import { utc } from '../../series/volume-record.ts';
import { contacts, emptyFolder, halfHours, LATE, put } from './stored-history.ts';

let root = '';
beforeEach(() => {
  root = emptyFolder();
});
afterEach(() => rm(root, { recursive: true }));

const january = { from: utc('2026-01-01'), to: utc('2026-02-01') };
const records = contacts(january.from, january.to);

test('a Parquet file of records has the bytes of the month file that the store would write', async () => {
  const store = halfHours(join(root, 'store'));
  await put(store, { ...january, fetchedAt: LATE }, records);
  const file = join(root, 'january.parquet');
  writeFileSync(file, 'old');
  expect(await writeParquet(file, records.toReversed())).toBe(records.length);
  expect(readFileSync(file)).toEqual(readFileSync(monthFile(store, '2026-01')));
  expect(readdirSync(root).sort()).toEqual(['january.parquet', 'store']);
});

test('a failure leaves the old file and nothing else', async () => {
  const file = join(root, 'january.parquet');
  writeFileSync(file, 'old');
  await expect(writeParquet(file, [...records, ...records.slice(0, 1)])).rejects.toThrow(RangeError);
  expect(readFileSync(file, 'utf8')).toBe('old');
  expect(readdirSync(root)).toEqual(['january.parquet']);
  await expect(writeParquet(join(file, 'x.parquet'), [])).rejects.toMatchObject({ exitCode: 2 });
});
