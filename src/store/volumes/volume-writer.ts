import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isoInstant } from '../../series/iso-instant.ts';
import type { VolumeRecord } from '../../series/records.ts';
import { withWriterLock } from '../writer-lock.ts';
import type { FetchedPart } from './completeness.ts';
import { type CsvImport, type CsvImportQuestion, importCsv } from './csv-import.ts';
import { replaceText } from './durable-file.ts';
import { withEngine } from './engine.ts';
import { loadRecords } from './loaded-records.ts';
import { removeMonth, replacePart } from './replace-part.ts';
import { explained } from './store-failure.ts';
import type { UtcMonth } from './utc-month.ts';
import { isInterval, LAYOUT_TEXT, layoutFile, requireOnGrid, type VolumeStore } from './volume-store.ts';

/** What one writer may do. Each call is done when all is on the disk; a call that failed leaves what was there before, or is taken up by the next one. */
export interface VolumeWriter {
  /**
   * Replaces what the store holds for the part by `records`, and counts it as complete. All intervals must have ended at
   * `fetchedAt`. Storing a part again changes nothing. Throws RangeError for a record outside the part or off the grid, with
   * impossible numbers, or that comes twice.
   */
  put(part: FetchedPart, records: Iterable<VolumeRecord> | AsyncIterable<VolumeRecord>): Promise<void>;
  /** Takes a flat CSV file into the store; see `importCsv`. */
  importCsv(question: CsvImportQuestion): Promise<CsvImport>;
  /** Removes the file of a UTC month, damaged or not; its intervals count as not complete any more. */
  forget(month: UtcMonth): void;
}

/**
 * Runs `action` as the only writer of the store's root. Fails with exit code 75 when another one writes, and with 2 when the
 * file system refuses. Readers need no lock.
 */
export async function withVolumeWriter<Result>(
  store: VolumeStore,
  action: (writer: VolumeWriter) => Promise<Result>,
): Promise<Result> {
  try {
    mkdirSync(store.root, { recursive: true });
    return await withWriterLock(join(store.root, 'writer.lock'), () => inScratch(store, action));
  } catch (error) {
    throw explained(error, 'write', store.root);
  }
}

/** What an interrupted writer left aside is removed first. */
async function inScratch<Result>(
  store: VolumeStore,
  action: (writer: VolumeWriter) => Promise<Result>,
): Promise<Result> {
  const scratch = join(store.root, 'scratch');
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch);
  try {
    if (!existsSync(layoutFile(store.root))) replaceText(layoutFile(store.root), LAYOUT_TEXT, scratch);
    return await action({
      put: (part, records) => putPart(store, part, records, scratch),
      importCsv: (question) => importCsv(store, question, scratch),
      forget: (month) => removeMonth(store, month, scratch),
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function putPart(
  store: VolumeStore,
  part: FetchedPart,
  records: Iterable<VolumeRecord> | AsyncIterable<VolumeRecord>,
  scratch: string,
): Promise<void> {
  requireOnGrid(store, part);
  if (part.fetchedAt < part.to) {
    throw new RangeError(
      `a part up to ${isoInstant(part.to)} was not over when fetched at ${isoInstant(part.fetchedAt)}`,
    );
  }
  const check = recordCheck(store, part);
  await withEngine(scratch, async (connection) => {
    const relation = await loadRecords(connection, records, check);
    await replacePart(connection, store, part, relation, scratch);
  });
}

/** Throws for a record that does not belong to the part. Intervals are remembered, since many queues share them. */
function recordCheck(store: VolumeStore, { from, to, queueIds }: FetchedPart): (record: VolumeRecord) => void {
  const queues = queueIds && new Set(queueIds);
  const ends = new Map<number, number>();
  return ({ intervalStart, intervalEnd, queueId }) => {
    if (ends.get(intervalStart) !== intervalEnd) {
      const belongs = from <= intervalStart && intervalEnd <= to && isInterval(store, intervalStart, intervalEnd);
      const interval = `${isoInstant(intervalStart)}/${isoInstant(intervalEnd)}`;
      if (!belongs) throw new RangeError(`${interval} of queue ${queueId} is no interval of the part that is stored`);
      ends.set(intervalStart, intervalEnd);
    }
    if (queues?.has(queueId) === false) throw new RangeError(`queue ${queueId} is not of the part that is stored`);
  };
}
