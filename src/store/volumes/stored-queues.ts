import type { Queue } from '../../series/records.ts';
import { quotedPath, withEngine } from './engine.ts';
import { withLedger } from './ledger.ts';
import { monthFileState } from './month-file.ts';
import { monthFile, type VolumeStore } from './volume-store.ts';

/**
 * The queues that have records, by their latest known name, or by their id where none is known; ordered by id. Fails with exit
 * code 5, naming the file, when a file of the store is damaged.
 */
export async function storedQueues(store: VolumeStore): Promise<Queue[]> {
  const months = withLedger(store, (ledger) =>
    Object.keys(ledger.months).filter((month) => monthFileState(store, ledger, month) === 'present'),
  );
  const files = months.map((month) => quotedPath(monthFile(store, month)));
  if (files.length === 0) return [];
  const latestName = 'arg_max(queue_name, interval_start) FILTER (queue_name IS NOT NULL)';
  const rows = `read_parquet([${files.join(', ')}], hive_partitioning = false)`;
  const query = `SELECT queue_id, coalesce(${latestName}, queue_id) FROM ${rows} GROUP BY queue_id ORDER BY queue_id`;
  return withEngine(undefined, async (connection) => {
    const result = await connection.runAndReadAll(query);
    return result.getRows().map(([id, name]) => ({ id: String(id), name: String(name) }));
  });
}
