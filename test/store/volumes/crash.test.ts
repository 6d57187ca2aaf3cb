import { on } from 'node:events';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VolumeRecord } from '../../../src/series/records.ts';
import { completeSince } from '../../../src/store/volumes/lacking-ranges.ts';
import type { VolumeStore } from '../../../src/store/volumes/volume-store.ts';
import { sampleSize } from '../../support/sample-size.ts';
import { bundledProgram, ended, startProgram } from '../child-program.ts';
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

// Tens, since every five go to a store of their own, in two rows.
const KILLS = sampleSize(10, 50);

let root = '';
let program = '';
let undisturbed: Record<string, string> = {};
const versions = [0, 1, 2].map((seed) => inStoreOrder(contacts(WINTER.from, WINTER.to, seed)));

beforeAll(async () => {
  root = emptyFolder();
  program = await bundledProgram(import.meta.resolve('./putting-program.ts'), root);
  const store = halfHours(join(root, 'undisturbed'));
  await put(store, { ...WINTER, fetchedAt: LATE }, versions[0] ?? []);
  undisturbed = monthBytes(store);
});
afterAll(() => rm(root, { recursive: true }));

async function killedAfter(store: VolumeStore, sign: 'ready' | 'put', delayMs: number): Promise<void> {
  const child = startProgram(program, [store.root]);
  const end = ended(child);
  for await (const [chunk] of on(child.stdout, 'data')) if (String(chunk).includes(sign)) break;
  await wait(delayMs);
  child.kill('SIGKILL');
  expect(await end).toMatchObject({ code: 'SIGKILL', errors: '' });
}

const MONTH_STARTS = [11, 12, 13, 14].map((month) => Date.UTC(2025, month) / 1000);

/** The records of each of the three months, as text: quicker to compare. */
const monthTexts = (records: readonly VolumeRecord[]): string[] =>
  MONTH_STARTS.slice(0, 3).map((start, i) =>
    JSON.stringify(
      records.filter(({ intervalStart }) => start <= intervalStart && intervalStart < MONTH_STARTS[i + 1]),
    ),
  );
const versionTexts = versions.map(monthTexts);

/** Each month is what one of the versions says, and the store says so only when it holds the range. */
async function expectOldOrNew(store: VolumeStore): Promise<boolean> {
  if (completeSince(store, WINTER.to) === undefined) return false;
  for (const [month, text] of monthTexts(await read(store, WINTER)).entries()) {
    expect(versionTexts.some((texts) => texts[month] === text)).toBe(true);
  }
  return true;
}

describe(`a writer that is killed, ${KILLS} times`, () => {
  test('leaves each month old or new, and the next put ends in the bytes of an undisturbed store', async () => {
    let complete = 0;
    const killOne = async (i: number): Promise<void> => {
      // Every fifth store is new; the others have a history of killed writers.
      const store = halfHours(join(root, `killed-${Math.floor(i / 5)}`));
      // The first put of a process takes long, most of it before it writes: strike there, and in the quick ones after it.
      await (i % 2 === 0
        ? killedAfter(store, 'ready', Math.random() * 400)
        : killedAfter(store, 'put', Math.random() * 150));
      if (await expectOldOrNew(store)) complete++;
      if (i % 5 !== 4) return;
      await put(store, { ...WINTER, fetchedAt: LATE }, versions[0] ?? []);
      expect(monthBytes(store)).toEqual(undisturbed);
      expect(await read(store, WINTER)).toEqual(versions[0]);
      expect(existsSync(join(store.root, 'scratch'))).toBe(false);
    };
    const kill = async (half: number): Promise<void> => {
      for (let i = 0; i < KILLS / 2; i++) await killOne(half * (KILLS / 2) + i);
    };
    await Promise.all([kill(0), kill(1)]);
    // Otherwise the writers were killed before they did anything.
    expect(complete).toBeGreaterThanOrEqual(KILLS / 10);
  }, 180_000);
});

describe('two writers at once', () => {
  test('one writes, the other is told who does and to come again', async () => {
    const store = halfHours(join(root, 'two'));
    const ends = await Promise.all([1, 2].map(() => ended(startProgram(program, [store.root, '6']))));
    const codes = ends.map(({ code }) => code).sort();
    expect(codes[0]).toBe(0);
    const refused = ends.filter(({ code }) => code === 9);
    for (const { errors } of refused) expect(errors).toMatch(/process \d+ is writing to the history store/);
    expect(await read(store, WINTER)).toEqual(versions[(6 - 1) % 3]);
  });
});
