import type { VolumeRecord } from '../../series/records.ts';
import { loadRecords } from './loaded-records.ts';
import { writeSortedParquet } from './parquet-rows.ts';
import { replaceParquet } from './replace-parquet.ts';

/**
 * Writes records to a Parquet file as the history store writes its own, sorted by queue id, media type and time, and returns
 * how many. Written aside in the same directory and renamed. Fails with exit code 2 when the file system refuses; throws
 * RangeError for impossible numbers and for two records of the same queue, media type and interval.
 */
export async function writeParquet(
  path: string,
  records: Iterable<VolumeRecord> | AsyncIterable<VolumeRecord>,
): Promise<number> {
  return replaceParquet(path, async (connection, aside) =>
    writeSortedParquet(connection, await loadRecords(connection, records, () => {}), aside),
  );
}
