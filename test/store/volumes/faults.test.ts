import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { completeSince, lackingRanges } from '../../../src/store/volumes/lacking-ranges.ts';
import { monthFile, type VolumeStore } from '../../../src/store/volumes/volume-store.ts';
import { withVolumeWriter } from '../../../src/store/volumes/volume-writer.ts';
import { utc } from '../../series/volume-record.ts';
import { bundledProgram, ended } from '../child-program.ts';
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
let january = '';
const all = contacts(WINTER.from, WINTER.to);
const JANUARY = { from: utc('2026-01-01'), to: utc('2026-02-01') };

beforeEach(async () => {
  root = emptyFolder();
  store = halfHours(join(root, 'store'));
  january = monthFile(store, '2026-01');
  await put(store, { ...WINTER, fetchedAt: LATE }, all);
});
afterEach(() => rm(root, { recursive: true }));

const damagedFile = (what: RegExp) => ({
  exitCode: 5,
  code: 'GCF-STORE-DAMAGED',
  message: expect.stringMatching(what),
});

describe('a month file', () => {
  test('that is cut short is named, whoever wants it, and does not stop other months', async () => {
    truncateSync(january, 1000);
    const named = damagedFile(/2026-01\.parquet is damaged: it has 1000 bytes instead of \d+/);
    await expect(read(store, WINTER)).rejects.toMatchObject(named);
    expect(() => lackingRanges(store, WINTER, LATE)).toThrow(expect.objectContaining(named));
    await expect(put(store, { ...WINTER, fetchedAt: LATE }, all)).rejects.toMatchObject(named);
    const february = { from: JANUARY.to, to: WINTER.to };
    expect(await read(store, february)).toEqual(inStoreOrder(contacts(february.from, february.to)));
  });

  test('with other bytes is never taken over by a put', async () => {
    const bytes = readFileSync(january);
    const middle = bytes.length >> 1;
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 0xff, middle);
    writeFileSync(january, bytes);
    const part = { from: utc('2026-01-05'), to: utc('2026-01-06'), fetchedAt: LATE };
    await expect(put(store, part, [])).rejects.toMatchObject(damagedFile(/2026-01\.parquet is damaged: its checksum/));
    expect(readFileSync(january)).toEqual(bytes);
  });

  test('that cannot be read as Parquet is named', async () => {
    writeFileSync(january, Buffer.alloc(readFileSync(january).length, 'x'));
    await expect(read(store, JANUARY)).rejects.toMatchObject(damagedFile(/2026-01\.parquet is damaged: its checksum/));
  });

  test('that this store did not write is named', async () => {
    writeFileSync(monthFile(store, '2025-11'), readFileSync(january));
    const november = { from: utc('2025-11-01'), to: utc('2025-12-01'), fetchedAt: LATE };
    await expect(put(store, november, [])).rejects.toMatchObject(
      damagedFile(/2025-11\.parquet .* not from this store/),
    );
  });

  test('that is gone is fetched again, and only that month', async () => {
    const expected = monthBytes(store);
    rmSync(january);
    expect(lackingRanges(store, WINTER, LATE)).toEqual([JANUARY]);
    expect(completeSince(store, WINTER.to)).toBe(JANUARY.to);
    await expect(read(store, WINTER)).rejects.toMatchObject({ exitCode: 5, message: expect.stringContaining(january) });
    const half = { from: utc('2026-01-10'), to: JANUARY.to };
    await put(store, { ...half, fetchedAt: LATE }, contacts(half.from, half.to));
    expect(lackingRanges(store, WINTER, LATE)).toEqual([{ from: JANUARY.from, to: half.from }]);
    await put(store, { ...JANUARY, fetchedAt: LATE }, contacts(JANUARY.from, JANUARY.to));
    expect(monthBytes(store)).toEqual(expected);
    expect(await read(store, WINTER)).toEqual(inStoreOrder(all));
  });

  test('that is forgotten, though damaged, is fetched again', async () => {
    truncateSync(january, 1000);
    await withVolumeWriter(store, async (writer) => writer.forget('2026-01'));
    expect(lackingRanges(store, WINTER, LATE)).toEqual([JANUARY]);
  });
});

describe('a ledger', () => {
  test.each([
    ['is not JSON', '{"allQueues":['],
    ['is something else', '{"format":1}'],
  ])('that %s is named, and nothing is overwritten', async (_, text) => {
    const ledger = join(store.folder, 'ledger.json');
    writeFileSync(ledger, text);
    const before = monthBytes(store);
    const named = damagedFile(/ledger\.json is damaged/);
    await expect(read(store, WINTER)).rejects.toMatchObject(named);
    await expect(put(store, { ...WINTER, fetchedAt: LATE }, [])).rejects.toMatchObject(named);
    expect(monthBytes(store)).toEqual(before);
  });

  test('that is gone does not make its files vanish unsaid', async () => {
    renameSync(join(store.folder, 'ledger.json'), join(root, 'elsewhere'));
    expect(lackingRanges(store, WINTER, LATE)).toEqual([WINTER]);
    await expect(put(store, { ...WINTER, fetchedAt: LATE }, [])).rejects.toMatchObject(
      damagedFile(/not from this store/),
    );
  });
});

describe('a file system that refuses', () => {
  // bash sends no signal but lets the write fail, as on a full disk; the limit is in units of 1024 bytes.
  test('a larger file leaves the old store, and the next put completes', async () => {
    const program = await bundledProgram(import.meta.resolve('./putting-program.ts'), root);
    const before = monthBytes(store);
    const limited = spawn('bash', ['-c', `trap '' XFSZ; ulimit -f 8; exec node ${program} ${store.root} 2`], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { code, errors } = await ended(limited);
    expect({ code, errors }).toMatchObject({
      code: 9,
      errors: expect.stringMatching(/cannot write .*larger than the system/),
    });
    expect(monthBytes(store)).toEqual(before);
    expect(await read(store, WINTER)).toEqual(inStoreOrder(all));
    await put(store, { ...WINTER, fetchedAt: LATE }, contacts(WINTER.from, WINTER.to, 1));
    expect(await read(store, WINTER)).toEqual(inStoreOrder(contacts(WINTER.from, WINTER.to, 1)));
  });

  // Nothing is forbidden to root.
  test.skipIf(process.getuid?.() === 0)('to write in the folder is explained', async () => {
    chmodSync(store.root, 0o500);
    await expect(put(store, { ...WINTER, fetchedAt: LATE }, all)).rejects.toMatchObject({ exitCode: 2 });
    chmodSync(store.root, 0o700);
  });

  test('a folder because a file is in its place is explained', async () => {
    writeFileSync(join(root, 'file'), '');
    const other = halfHours(join(root, 'missing'));
    mkdirSync(other.root);
    writeFileSync(join(other.root, 'volumes'), '');
    await expect(put(other, { ...WINTER, fetchedAt: LATE }, all)).rejects.toMatchObject({ exitCode: 2 });
  });
});
