import { mkdtempSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { VolumeRecord } from '../../series/records.ts';
import { moveIntoPlace } from './durable-file.ts';
import { withEngine } from './engine.ts';
import { loadRecords } from './loaded-records.ts';
import { writeSortedParquet } from './parquet-rows.ts';
import { explained } from './store-failure.ts';

/**
 * Writes records to a Parquet file as the history store writes its own, sorted by queue id, media type and time, and returns
 * how many. Written aside in the same directory and renamed. Fails with exit code 2 when the file system refuses; throws
 * RangeError for impossible numbers and for two records of the same queue, media type and interval.
 */
export async function writeParquet(
  path: string,
  records: Iterable<VolumeRecord> | AsyncIterable<VolumeRecord>,
): Promise<number> {
  const target = resolve(path);
  let scratch: string | undefined;
  try {
    scratch = mkdtempSync(join(dirname(target), '.gcforecast-'));
    const aside = join(scratch, basename(target));
    const rows = await withEngine(scratch, async (connection) =>
      writeSortedParquet(connection, await loadRecords(connection, records, () => {}), aside),
    );
    moveIntoPlace(aside, target);
    return rows;
  } catch (error) {
    throw explained(error, 'write', path);
  } finally {
    if (scratch !== undefined) rmSync(scratch, { recursive: true, force: true });
  }
}
