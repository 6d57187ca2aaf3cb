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
import * as z from 'zod/mini';
import { usageFailure } from '../errors.ts';
import { parsedJson } from './parsed-json.ts';

const levers = z.object({
  maxCallsPerAgent: z.exactOptional(z.number()),
  abandonRateFraction: z.exactOptional(z.number()),
  answerRateFraction: z.exactOptional(z.number()),
  maxAttempts: z.exactOptional(z.number()),
});

/** The levers of one write; what it leaves alone is absent. */
export type JournalLevers = z.infer<typeof levers>;

const line = z.discriminatedUnion('event', [
  /** Written before the service is asked to change anything. */
  z.object({
    event: z.literal('writing'),
    at: z.iso.datetime(),
    organisation: z.string(),
    campaign: z.object({ id: z.string(), name: z.string() }),
    purpose: z.enum(['apply', 'rollback']),
    before: levers,
    after: levers,
  }),
  /** Written when the campaign was read back. */
  z.object({ event: z.literal('written'), at: z.iso.datetime(), readBack: levers }),
  /** Written when the service refused, or it is not known what it did. */
  z.object({ event: z.literal('failed'), at: z.iso.datetime(), message: z.string() }),
]);

export type JournalLine = z.infer<typeof line>;

/** Adds a line and waits until it is on the disk: what follows must not happen unless it is. Makes the file, readable by its user. */
export function appendToJournal(path: string, entry: JournalLine): void {
  mkdirSync(dirname(path), { recursive: true });
  dropCutLine(path);
  const file = openSync(path, 'a', 0o600);
  try {
    writeSync(file, `${JSON.stringify(entry)}\n`);
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
 * The lines of a journal, at least one. A last line that a crash cut short counts as not written. Fails with exit code 2 for a file that
 * is no journal.
 */
export function readJournal(path: string): JournalLine[] {
  const texts = textOf(path).split('\n');
  const cut = texts.pop();
  const lines = texts.map((text, i) => {
    const parsed = line.safeParse(parsedJson(text));
    if (parsed.success) return parsed.data;
    throw noJournal(path, `line ${i + 1} is damaged`);
  });
  if (lines.length > 0) return lines;
  throw noJournal(path, cut === '' ? 'it is empty' : 'it has no whole line');
}

/** Paths of the journals in a folder, the oldest first by name; none when there is no such folder. */
export function journalsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
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

const noJournal = (path: string, why: string) =>
  usageFailure(`${path} is no journal of this program: ${why}`, 'give the path that gcforecast pace --apply printed');
