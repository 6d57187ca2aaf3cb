import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withWriterLock } from '../../src/store/writer-lock.ts';
import { deadPid } from '../support/abandoned.ts';
import { bundledProgram, ended, startProgram } from './child-program.ts';
import { emptyFolder } from './volumes/stored-history.ts';

let root = '';
let lock = '';
beforeEach(() => {
  root = emptyFolder();
  lock = join(root, 'writer.lock');
});
afterEach(() => rm(root, { recursive: true }));

const done = async () => 'done';

/** What a lock of this very process says. */
async function ownLock(): Promise<Record<string, unknown>> {
  return withWriterLock(lock, async () => JSON.parse(readFileSync(lock, 'utf8')));
}

const leave = (holder: Record<string, unknown>): void => writeFileSync(lock, JSON.stringify(holder));

describe('the writer lock', () => {
  test('says who holds it, and is gone after success and after failure', async () => {
    expect(await ownLock()).toMatchObject({ pid: process.pid, host: hostname() });
    await expect(
      withWriterLock(lock, async () => {
        throw new Error('failed');
      }),
    ).rejects.toThrow('failed');
    expect(readdirSync(root)).toEqual([]);
  });

  test('is refused with exit code 75 while another one holds it, who keeps it', async () => {
    await withWriterLock(lock, async () => {
      await expect(withWriterLock(lock, done)).rejects.toMatchObject({
        exitCode: 75,
        message: expect.stringContaining(`process ${process.pid} is writing`),
      });
      expect(existsSync(lock)).toBe(true);
    });
    expect(await withWriterLock(lock, done)).toBe('done');
  });

  test('of a process that is gone is taken over', async () => {
    leave({ ...(await ownLock()), pid: deadPid() });
    expect(await withWriterLock(lock, done)).toBe('done');
    expect(readdirSync(root)).toEqual([]);
  });

  test.runIf(process.platform === 'linux').each([
    ['whose process number another one has now', { processStart: '1' }],
    ['from before this machine was started anew', { bootId: '00000000-0000-0000-0000-000000000000' }],
  ])('%s is taken over', async (_, other) => {
    leave({ ...(await ownLock()), ...other });
    expect(await withWriterLock(lock, done)).toBe('done');
  });

  test('of another host is respected, and the host is named', async () => {
    leave({ ...(await ownLock()), pid: deadPid(), host: 'other-host', bootId: null });
    await expect(withWriterLock(lock, done)).rejects.toMatchObject({
      exitCode: 75,
      message: expect.stringContaining('on other-host'),
      hint: expect.stringContaining(`remove ${lock}`),
    });
    expect(existsSync(lock)).toBe(true);
  });

  test('that is not ours is left alone', async () => {
    writeFileSync(lock, 'something');
    await expect(withWriterLock(lock, done)).rejects.toMatchObject({ exitCode: 75 });
    expect(readFileSync(lock, 'utf8')).toBe('something');
  });

  test('of a dead process goes to one taker at a time, however many there are', async () => {
    const program = await bundledProgram(import.meta.resolve('./locking-program.ts'), root);
    const pid = deadPid();
    leave({ ...(await ownLock()), pid });
    const log = join(root, 'log');
    const ends = await Promise.all(
      Array.from({ length: 5 }, () => ended(startProgram(program, [lock, log, String(pid)]))),
    );
    expect(ends.map(({ errors }) => errors)).toEqual(Array(5).fill(''));
    const lines = readFileSync(log, 'utf8').trim().split('\n');
    const pairs = Array.from({ length: lines.length / 2 }, (_, i) => lines.slice(2 * i, 2 * i + 2).join(' '));
    expect(pairs.length).toBeGreaterThan(50);
    for (const pair of pairs) expect(pair).toMatch(/^(\d+) in \1 out$/);
    await withWriterLock(lock, done);
    expect(readdirSync(root).filter((name) => name.startsWith('writer.lock'))).toEqual([]);
  });

  test('is released when the process leaves in the middle, by exit', async () => {
    const program = await bundledProgram(import.meta.resolve('./locking-program.ts'), root);
    const { code } = await ended(startProgram(program, [lock, join(root, 'log'), 'exit']));
    expect(code).toBe(3);
    expect(existsSync(lock)).toBe(false);
  });
});
