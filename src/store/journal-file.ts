import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type * as z from 'zod/mini';
import { usageFailure } from '../errors.ts';
import { parsedJson } from './parsed-json.ts';

/**
 * Adds a line and waits until it is on the disk: what follows must not happen unless it is. Makes the file, readable by its user. Fails
 * with exit code 2 when the disk does not take it.
 */
export function appendJournalLine(path: string, entry: object): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    dropCutLine(path);
    appendDurably(path, `${JSON.stringify(entry)}\n`);
  } catch (error) {
    throw usageFailure(
      `cannot write the journal ${path}: ${error instanceof Error ? error.message : String(error)}`,
      'nothing is changed that is not in the journal: free the disk, or give --home a folder that can be written to',
      error,
    );
  }
}

function appendDurably(path: string, text: string): void {
  const file = openSync(path, 'a', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A line that a crash cut short was never said, and the next one must not continue it. */
function dropCutLine(path: string): void {
  if (!existsSync(path)) return;
  const content = readFileSync(path);
  const whole = content.lastIndexOf(0x0a) + 1;
  if (whole < content.length) truncateSync(path, whole);
}

/**
 * The lines of a journal. A last line that a crash cut short counts as not written, so there may be none. Fails with exit code 2 for a
 * file that is no journal of such lines; `writer` is the command that leaves one.
 */
export function readJournalLines<Line>(path: string, line: z.ZodMiniType<Line>, writer: string): Line[] {
  const texts = textOf(path).split('\n');
  return texts.slice(0, -1).map((text, i) => {
    const parsed = line.safeParse(parsedJson(text));
    if (parsed.success) return parsed.data;
    throw usageFailure(
      `${path} is no journal of this program: line ${i + 1} is damaged`,
      `give the path that ${writer} printed`,
    );
  });
}

/** Paths of the journals in a folder whose names begin with `prefix`, in order of name; none when there is no such folder. */
export function journalsIn(folder: string, prefix: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.startsWith(prefix) && name.endsWith('.jsonl'))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw usageFailure(`cannot read the journal ${path}`, 'check the path', error);
  }
}
