import type { Readable } from 'node:stream';
import { usageFailure } from '../errors.ts';
import { readText } from './bounded-input.ts';

/** The waits of contacts and how each ended. */
export interface Waits {
  readonly waitSeconds: Float64Array;
  /** 1 when the contact gave up, 0 when it was answered. */
  readonly abandoned: Uint8Array;
}

const HINT = 'give a CSV with one contact a row: wait_seconds,abandoned, the second 1 for those who gave up, else 0';

/**
 * Waits from a CSV with the columns `wait_seconds` and `abandoned`, or from `stdin` when the source is `-`. Fails with exit code 2,
 * naming the line, for a file that is none.
 */
export async function readWaitFile(source: string, stdin: () => Readable): Promise<Waits> {
  const content = await readText(source, stdin);
  const { CsvError, parse } = await import('csv-parse/sync');
  const name = source === '-' ? 'standard input' : source;
  try {
    const rows = parse(content, { trim: true, skip_empty_lines: true, info: true }) as unknown as CsvRow[];
    return waitsOf(rows, name);
  } catch (error) {
    if (error instanceof CsvError) throw noWaits(name, error.message, error);
    throw error;
  }
}

interface CsvRow {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function waitsOf([header, ...rows]: readonly CsvRow[], name: string): Waits {
  const columnOf = (title: string): number => {
    const column = header?.record.indexOf(title) ?? -1;
    if (column < 0) throw noWaits(name, `it has no column ${title}`);
    return column;
  };
  const [wait, abandoned] = [columnOf('wait_seconds'), columnOf('abandoned')];
  if (rows.length === 0) throw noWaits(name, 'it has no rows');
  return {
    waitSeconds: Float64Array.from(rows, ({ record, info }) => {
      const seconds = record[wait] === '' ? Number.NaN : Number(record[wait]);
      if (seconds >= 0 && seconds < Number.POSITIVE_INFINITY) return seconds;
      throw noWaits(name, `line ${info.lines} has the wait '${record[wait]}', not 0 seconds or more`);
    }),
    abandoned: Uint8Array.from(rows, ({ record, info }) => {
      const ending = ENDINGS[record[abandoned]?.toLowerCase() ?? ''];
      if (ending !== undefined) return ending;
      throw noWaits(name, `line ${info.lines} has '${record[abandoned]}' for abandoned, neither 0 nor 1`);
    }),
  };
}

const ENDINGS: Readonly<Record<string, number>> = { 0: 0, false: 0, 1: 1, true: 1 };

const noWaits = (name: string, why: string, cause?: unknown) =>
  usageFailure(`${name} has no waits: ${why}`, HINT, cause);
