import type { DuckDBConnection } from '@duckdb/node-api';
import { quoted } from './engine.ts';
import { KEY_COLUMNS, VOLUME_COLUMNS } from './volume-columns.ts';

// One queue of a month of half-hours fills a fifth of a row group; smaller ones make files a third larger for no faster read.
const ROW_GROUP_ROWS = 16_384;

/**
 * Writes the rows of a relation sorted by queue, media type and time, and returns how many. The bytes depend on the rows alone:
 * the order is total, and one thread cuts the row groups.
 */
export async function writeSortedParquet(
  connection: DuckDBConnection,
  relation: string,
  path: string,
): Promise<number> {
  await connection.run('SET threads = 1');
  const rows = `SELECT ${VOLUME_COLUMNS.join(', ')} FROM ${relation} ORDER BY ${KEY_COLUMNS.join(', ')}`;
  const format = `(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP_ROWS})`;
  const result = await connection.run(`COPY (${rows}) TO ${quoted(path)} ${format}`);
  const written = Number((await result.getRows())[0]?.[0]);
  await connection.run('RESET threads');
  return written;
}
