import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeFile } from '../../src/export/write-file.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gcforecast-write-'));
});
afterEach(() => rm(directory, { recursive: true }));

const read = (name: string): string => readFileSync(join(directory, name), 'utf8');

/** Hands on a first chunk and then fails as the file system would. */
async function* failingWith(error: Error): AsyncGenerator<string> {
  yield 'half of ';
  throw error;
}

const systemError = (code: string): Error => Object.assign(new Error(`${code}: refused`), { code });

describe('a write that succeeds', () => {
  test('leaves the new content and nothing else', async () => {
    await writeFile(join(directory, 'a.csv'), 'new');
    await writeFile(join(directory, 'a.csv'), new TextEncoder().encode('newer'));
    expect(readdirSync(directory)).toEqual(['a.csv']);
    expect(read('a.csv')).toBe('newer');
  });

  test('takes chunks as they come', async () => {
    async function* chunks() {
      yield 'one,';
      yield 'two';
    }
    await writeFile(join(directory, 'a.csv'), chunks());
    expect(read('a.csv')).toBe('one,two');
  });

  test('keeps the permissions of the file that it replaces', async () => {
    writeFileSync(join(directory, 'a.csv'), 'old');
    chmodSync(join(directory, 'a.csv'), 0o600);
    await writeFile(join(directory, 'a.csv'), 'new');
    expect(statSync(join(directory, 'a.csv')).mode & 0o777).toBe(0o600);
  });

  test('writes through a link to the file that it names', async () => {
    mkdirSync(join(directory, 'real'));
    writeFileSync(join(directory, 'real', 'a.csv'), 'old');
    symlinkSync(join(directory, 'real', 'a.csv'), join(directory, 'link.csv'));
    await writeFile(join(directory, 'link.csv'), 'new');
    expect(read('real/a.csv')).toBe('new');
    expect(readdirSync(join(directory, 'real'))).toEqual(['a.csv']);
    expect(readdirSync(directory).sort()).toEqual(['link.csv', 'real']);
  });
});

describe('a write that fails', () => {
  test('on a full disk leaves the old file, removes its own and says what to do', async () => {
    writeFileSync(join(directory, 'a.csv'), 'old');
    await expect(writeFile(join(directory, 'a.csv'), failingWith(systemError('ENOSPC')))).rejects.toMatchObject({
      exitCode: 2,
      message: `cannot write ${join(directory, 'a.csv')}: the disk is full`,
      hint: expect.stringContaining('free some space'),
    });
    expect(readdirSync(directory)).toEqual(['a.csv']);
    expect(read('a.csv')).toBe('old');
  });

  test('for a reason of ours is not explained away', async () => {
    const defect = new TypeError('not a function');
    await expect(writeFile(join(directory, 'a.csv'), failingWith(defect))).rejects.toBe(defect);
    expect(readdirSync(directory)).toEqual([]);
  });

  test('names a directory that is missing', async () => {
    await expect(writeFile(join(directory, 'none', 'a.csv'), 'new')).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('its directory does not exist'),
      hint: expect.stringContaining('create the directory'),
    });
  });

  test('refuses a directory, a path through a file and a device', async () => {
    writeFileSync(join(directory, 'a.csv'), 'old');
    const refused = (path: string) => expect(writeFile(path, 'new')).rejects;
    await refused(directory).toMatchObject({ exitCode: 2, message: `${directory} is a directory` });
    await refused(join(directory, 'a.csv', 'b.csv')).toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('not a directory'),
    });
    await refused('/dev/null').toMatchObject({ exitCode: 2, message: '/dev/null is not a regular file' });
    await refused(join(directory, `${'x'.repeat(300)}.csv`)).toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('too long'),
    });
    expect(readdirSync(directory)).toEqual(['a.csv']);
  });
});

describe('an interrupted write', () => {
  test('leaves the old file and nothing behind, and throws the reason', async () => {
    writeFileSync(join(directory, 'a.csv'), 'old');
    const interrupt = new AbortController();
    const reason = new Error('interrupted');
    async function* chunks() {
      yield 'half of ';
      interrupt.abort(reason);
      yield 'the rest';
    }
    await expect(writeFile(join(directory, 'a.csv'), chunks(), interrupt.signal)).rejects.toBe(reason);
    expect(readdirSync(directory)).toEqual(['a.csv']);
    expect(read('a.csv')).toBe('old');
  });

  test('does not start when it was interrupted before', async () => {
    const reason = new Error('interrupted');
    await expect(writeFile(join(directory, 'a.csv'), 'new', AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(readdirSync(directory)).toEqual([]);
  });

  test('after the last chunk still leaves the old file', async () => {
    const interrupt = new AbortController();
    const reason = new Error('interrupted');
    async function* chunks() {
      yield 'everything';
      interrupt.abort(reason);
    }
    await expect(writeFile(join(directory, 'a.csv'), chunks(), interrupt.signal)).rejects.toBe(reason);
    expect(readdirSync(directory)).toEqual([]);
  });
});
