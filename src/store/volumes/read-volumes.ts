import type { DuckDBDataChunk, DuckDBResult } from '@duckdb/node-api';
import { Failure } from '../../errors.ts';
import { isoInstant } from '../../series/iso-instant.ts';
import type { VolumeRecord } from '../../series/records.ts';
import { spansPerQueue, uncoveredRanges } from './completeness.ts';
import { openEngine, quoted, quotedPath } from './engine.ts';
import { missingMonths, type QueueRange, trustworthy } from './lacking-ranges.ts';
import { type Ledger, readLedger, withLedger } from './ledger.ts';
import { monthFileState, verifiedContent } from './month-file.ts';
import type { TimeRange } from './time-range.ts';
import { type UtcMonth, utcMonthsBetween } from './utc-month.ts';
import { EXCHANGED_SELECTION, REPEATS_TEXTS, recordReader } from './volume-columns.ts';
import { monthFile, requireOnGrid, type VolumeStore } from './volume-store.ts';

/** Which records are read. */
export interface VolumeSelection extends QueueRange {
  /** Lower case as in analytics (`voice`); all when absent. */
  readonly mediaTypes?: readonly string[];
}

/**
 * The records of a complete range, batch by batch: UTC month by UTC month, in each by queue id, media type and time. Intervals
 * without a record had no contacts. Fails with exit code 5 when the range is not complete for these queues, and, naming the
 * file, when a month file is damaged.
 */
export async function* readVolumes(store: VolumeStore, selection: VolumeSelection): AsyncGenerator<VolumeRecord> {
  requireOnGrid(store, selection);
  const months = withLedger(store, (ledger) => completeMonths(store, ledger, selection));
  if (months.length === 0) return;
  const files = months.map((month) => quotedPath(monthFile(store, month))).join(', ');
  const rows = `read_parquet([${files}], hive_partitioning = false) WHERE ${conditions(selection).join(' AND ')}`;
  const connection = await openEngine(undefined);
  try {
    // One thread hands the rows on in the order of the files.
    await connection.run('SET threads = 1');
    const result = await connection.stream(`SELECT ${EXCHANGED_SELECTION}, ${REPEATS_TEXTS} FROM ${rows}`);
    const recordsOf = recordReader();
    for (let chunk = await fetched(result); chunk !== null; chunk = await fetched(result)) yield* recordsOf(chunk);
  } catch (error) {
    throw await readFailure(store, months, error);
  } finally {
    connection.closeSync();
  }
}

async function fetched(result: DuckDBResult): Promise<DuckDBDataChunk | null> {
  const chunk = await result.fetchChunk();
  return chunk === null || chunk.rowCount === 0 ? null : chunk;
}

/** Names the month file that cannot be read; the error as it is when all are as the ledger says. */
async function readFailure(store: VolumeStore, months: readonly UtcMonth[], error: unknown): Promise<unknown> {
  try {
    const ledger = readLedger(store);
    for (const month of months) await verifiedContent(store, ledger, month);
    return error;
  } catch (failure) {
    return failure;
  }
}

const conditions = ({ from, to, queueIds, mediaTypes }: VolumeSelection): string[] => [
  `interval_start >= to_timestamp(${from})`,
  `interval_start < to_timestamp(${to})`,
  ...oneOf('queue_id', queueIds),
  ...oneOf('media_type', mediaTypes),
];

function oneOf(column: string, values: readonly string[] | undefined): string[] {
  if (values === undefined) return [];
  return [values.length === 0 ? 'false' : `${column} IN (${values.map(quoted).join(', ')})`];
}

/** The months of a complete range that have a file. */
function completeMonths(store: VolumeStore, ledger: Ledger, { from, to, queueIds }: QueueRange): UtcMonth[] {
  const perQueue = spansPerQueue(trustworthy(store, ledger, { from, to }), queueIds);
  const [hole] = perQueue.flatMap((spans) => uncoveredRanges({ from, to }, spans));
  if (hole !== undefined) {
    const missing = missingMonths(store, ledger, { from, to }).map((month) => monthFile(store, month));
    throw incomplete(hole, missing);
  }
  return utcMonthsBetween(from, to).filter((month) => monthFileState(store, ledger, month) === 'present');
}

function incomplete({ from, to }: TimeRange, missing: readonly string[]): Failure {
  const because = missing.length === 0 ? '' : `; ${missing.join(', ')} is missing`;
  return new Failure(`the local history lacks ${isoInstant(from)} to ${isoInstant(to)}${because}`, {
    code: 'GCF-STORE-INCOMPLETE',
    exitCode: 5,
    hint: 'fetch this range first (`gcforecast fetch`), or import it',
  });
}
