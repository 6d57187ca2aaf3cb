import { closeSync, mkdirSync, openSync, readSync, rmSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { asideFile, removeAbandoned } from '../aside-file.ts';
import { usageFailure } from '../errors.ts';

/** Sorted runs of lines on disk, in a folder of their own. */
export interface SpilledRuns {
  /** Writes the lines of a run, none of which holds a line feed. Fails with exit code 2 when the disk refuses. */
  keep(run: Iterable<readonly string[]>): { read(): Iterable<readonly string[]>; discard(): void };
  /** Removes everything. */
  remove(): void;
}

/** Bytes that are read at a time; each run that is merged holds as many. */
const READ_BYTES = 256 * 1024;
/** Lines that are joined to one text for writing. */
const WRITE_LINES = 4096;

/** A folder for runs in the directory for temporary files, `TMPDIR` where that is set. What killed processes have left there goes. */
export function spilledRuns(): SpilledRuns {
  let folder: string | undefined;
  let runs = 0;
  return {
    keep(run) {
      folder ??= ownFolder();
      const path = join(folder, `${runs++}.txt`);
      writeLines(path, run);
      return { read: () => readLines(path), discard: () => unlinkSync(path) };
    },
    remove() {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function ownFolder(): string {
  removeAbandoned(tmpdir());
  const folder = asideFile(tmpdir());
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

function writeLines(path: string, run: Iterable<readonly string[]>): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    for (const block of run) {
      for (let from = 0; from < block.length; from += WRITE_LINES) {
        writeAll(file, Buffer.from(`${block.slice(from, from + WRITE_LINES).join('\n')}\n`));
      }
    }
  } catch (error) {
    throw explained(error, path);
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

function* readLines(path: string): Generator<readonly string[]> {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(READ_BYTES);
    const decoder = new StringDecoder('utf8');
    let rest = '';
    for (let read = readSync(file, bytes); read > 0; read = readSync(file, bytes)) {
      const lines = (rest + decoder.write(bytes.subarray(0, read))).split('\n');
      rest = lines.pop() ?? '';
      yield lines;
    }
  } finally {
    closeSync(file);
  }
}

function explained(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ENOSPC' && code !== 'EDQUOT' && code !== 'EFBIG') return error;
  return usageFailure(
    `cannot write ${path}: the disk for temporary files is full`,
    'free some space, or set TMPDIR to a folder on another disk',
    error,
  );
}
