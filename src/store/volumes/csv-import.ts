import { join, resolve } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { type Failure, usageFailure } from '../../errors.ts';
import { isoInstant } from '../../series/iso-instant.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import { lineFailure, linesWith, openVolumeCsv, soundRows, unsoundLine, type VolumeCsv } from './csv-file.ts';
import { quoted, quotedPath, withEngine } from './engine.ts';
import { replacePart } from './replace-part.ts';
import type { TimeRange } from './time-range.ts';
import { endOfUtcMonth, startOfUtcMonth, utcMonthsBetween } from './utc-month.ts';
import { KEY_COLUMNS, VOLUME_COLUMNS } from './volume-columns.ts';
import { isInterval, type VolumeStore } from './volume-store.ts';

/** A file to be imported. */
export interface CsvImportQuestion {
  readonly path: string;
  /** The file counts as fetched then; all of its intervals must have ended. */
  readonly asOf: EpochSeconds;
  /** Whether queues without a row had no contacts, or are not what the file is about. */
  readonly covers: 'all-queues' | 'queues-in-file';
}

/** What a file brought: from its first interval to its last. */
export interface CsvImport extends TimeRange {
  readonly rows: number;
  readonly queueIds: readonly string[];
  /** Rows that repeat another one in every column, and were dropped. */
  readonly repeatedRows: number;
}

/**
 * Replaces what the store holds between the first and the last interval of a flat CSV file, of all queues or of those in it,
 * by its rows, and counts that range as complete. Columns are those of a month file, in any order. The file is never held in
 * memory. Fails with exit code 2, naming the line, for a row that is no record on the store's grid, that contradicts another,
 * or that is not over at `asOf`; then nothing was stored.
 */
export async function importCsv(
  store: VolumeStore,
  { path, asOf, covers }: CsvImportQuestion,
  scratch: string,
): Promise<CsvImport> {
  const csv = openVolumeCsv(resolve(path));
  return withEngine(scratch, async (connection) => {
    const staged = await stage(connection, csv, join(scratch, 'import.parquet'));
    const range = await rangeOnGrid(connection, store, csv, staged, asOf);
    const queueIds = await queuesIn(connection, staged);
    const repeatedRows = await countRepeated(connection, csv, staged, range);
    const distinct = repeatedRows === 0 ? staged : `(SELECT DISTINCT * FROM ${staged})`;
    const part = { ...range, fetchedAt: asOf, ...(covers === 'all-queues' ? {} : { queueIds }) };
    await replacePart(connection, store, part, distinct, scratch);
    const rows = await singleNumber(connection, `SELECT count(*) FROM ${staged}`);
    return { ...range, rows: rows - repeatedRows, queueIds, repeatedRows };
  });
}

/** The CSV as Parquet, in any order: it is looked at several times, and text is slow. */
async function stage(connection: DuckDBConnection, csv: VolumeCsv, aside: string): Promise<string> {
  try {
    await connection.run('SET preserve_insertion_order = false');
    await connection.run(`COPY ${soundRows(csv)} TO ${quoted(aside)} (FORMAT parquet, COMPRESSION uncompressed)`);
    await connection.run('SET preserve_insertion_order = true');
  } catch (error) {
    await connection.run('SET preserve_insertion_order = true');
    throw await unsoundLine(connection, csv, error);
  }
  return `read_parquet(${quotedPath(aside)})`;
}

async function rangeOnGrid(
  connection: DuckDBConnection,
  store: VolumeStore,
  csv: VolumeCsv,
  staged: string,
  asOf: EpochSeconds,
): Promise<TimeRange> {
  const intervals = await connection.runAndReadAll(
    `SELECT DISTINCT epoch(interval_start), epoch(interval_end) FROM ${staged} ORDER BY 1, 2`,
  );
  const pairs = intervals.getRows().map(([start, end]) => [Number(start), Number(end)] as const);
  for (const [start, end] of pairs) {
    if (!isInterval(store, start, end)) throw await offGrid(connection, store, csv, start, end);
    if (end > asOf) throw await notOver(connection, csv, start, asOf);
  }
  const [first, last] = [pairs[0], pairs.at(-1)];
  if (first === undefined || last === undefined)
    throw usageFailure(`${csv.path} has no rows`, 'give a file with history');
  return { from: first[0], to: last[1] };
}

async function offGrid(
  connection: DuckDBConnection,
  { step, timeZone }: VolumeStore,
  csv: VolumeCsv,
  start: EpochSeconds,
  end: EpochSeconds,
): Promise<Failure> {
  const [line = '?'] = await linesWith(connection, csv, { interval_start: start, interval_end: end });
  const interval = `${isoInstant(start)} to ${isoInstant(end)}`;
  return lineFailure(csv, line, `${interval} is no interval of the ${step.iso} grid of ${timeZone}`);
}

async function notOver(
  connection: DuckDBConnection,
  csv: VolumeCsv,
  start: EpochSeconds,
  asOf: EpochSeconds,
): Promise<Failure> {
  const [line = '?'] = await linesWith(connection, csv, { interval_start: start });
  return lineFailure(csv, line, `the interval from ${isoInstant(start)} is not over at ${isoInstant(asOf)}`);
}

async function queuesIn(connection: DuckDBConnection, staged: string): Promise<string[]> {
  const queues = await connection.runAndReadAll(`SELECT DISTINCT queue_id FROM ${staged} ORDER BY 1`);
  return queues.getRows().map(([id]) => String(id));
}

/** Month by month, which keeps the table of keys small. */
async function countRepeated(
  connection: DuckDBConnection,
  csv: VolumeCsv,
  staged: string,
  range: TimeRange,
): Promise<number> {
  let repeated = 0;
  for (const month of utcMonthsBetween(range.from, range.to)) {
    const isInMonth = `epoch(interval_start) >= ${startOfUtcMonth(month)} AND epoch(interval_start) < ${endOfUtcMonth(month)}`;
    const inMonth = `(FROM ${staged} WHERE ${isInMonth})`;
    const keys = `SELECT count(*) AS n FROM ${inMonth} GROUP BY ${KEY_COLUMNS.join(', ')} HAVING n > 1`;
    const repeatedInMonth = await singleNumber(connection, `SELECT coalesce(sum(n - 1), 0) FROM (${keys})`);
    if (repeatedInMonth > 0) await requireNoContradiction(connection, csv, inMonth);
    repeated += repeatedInMonth;
  }
  return repeated;
}

async function requireNoContradiction(connection: DuckDBConnection, csv: VolumeCsv, relation: string): Promise<void> {
  const key = `queue_id, media_type, epoch(interval_start)`;
  const found = await connection.runAndReadAll(
    `SELECT ${key} FROM (SELECT DISTINCT ${VOLUME_COLUMNS.join(', ')} FROM ${relation}) GROUP BY ${key} HAVING count(*) > 1 ORDER BY ${key} LIMIT 1`,
  );
  const [row] = found.getRows();
  if (row === undefined) return;
  const [queue_id, media_type, interval_start] = [String(row[0]), String(row[1]), Number(row[2])];
  const [first, second = '?'] = await linesWith(connection, csv, { queue_id, media_type, interval_start });
  const what = `it gives other numbers than line ${first} for queue ${queue_id}, ${media_type}, at ${isoInstant(interval_start)}`;
  throw lineFailure(csv, second, what);
}

const singleNumber = async (connection: DuckDBConnection, query: string): Promise<number> =>
  Number((await connection.runAndReadAll(query)).getRows()[0]?.[0]);
