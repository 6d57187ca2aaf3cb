import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { quoted } from './volumes/engine.ts';
import { replaceParquet } from './volumes/replace-parquet.ts';

/** A column of a table: text, an instant in ISO 8601, a whole number, or a number. */
export interface TableColumn {
  readonly name: string;
  readonly type: 'text' | 'instant' | 'whole' | 'number';
}

const SQL_TYPES = { text: 'VARCHAR', instant: 'VARCHAR', whole: 'BIGINT', number: 'DOUBLE' } as const;

/** Rows of one vector of DuckDB. */
const CHUNK_ROWS = 2048;

/**
 * Writes rows to a Parquet file in their order; undefined becomes null, instants become timestamps in UTC. Written aside in
 * the same directory and renamed. Fails with exit code 2 when the file system refuses.
 */
export async function writeTable(
  path: string,
  columns: readonly TableColumn[],
  rows: AsyncIterable<readonly (readonly (string | number | undefined)[])[]>,
  signal: AbortSignal,
): Promise<void> {
  await replaceParquet(path, async (connection, aside) => {
    await loadRows(connection, columns, rows, signal);
    const selection = columns.map(({ name, type }) =>
      type === 'instant' ? `${named(name)}::TIMESTAMPTZ AS ${named(name)}` : named(name),
    );
    await connection.run('SET threads = 1');
    await connection.run(
      `COPY (SELECT ${selection.join(', ')} FROM loaded) TO ${quoted(aside)} (FORMAT parquet, COMPRESSION zstd)`,
    );
    signal.throwIfAborted();
  });
}

async function loadRows(
  connection: DuckDBConnection,
  columns: readonly TableColumn[],
  rows: AsyncIterable<readonly (readonly (string | number | undefined)[])[]>,
  signal: AbortSignal,
): Promise<void> {
  const { DuckDBDataChunk } = await import('./volumes/duckdb.ts');
  await connection.run(
    `CREATE TABLE loaded (${columns.map(({ name, type }) => `${named(name)} ${SQL_TYPES[type]}`).join(', ')})`,
  );
  const appender = await connection.createAppender('loaded');
  const types = columns.map((_, index) => appender.columnType(index));
  for await (const block of rows) {
    signal.throwIfAborted();
    for (let from = 0; from < block.length; from += CHUNK_ROWS) {
      const chunk = DuckDBDataChunk.create(types);
      chunk.setRows(block.slice(from, from + CHUNK_ROWS).map((row) => valuesOf(columns, row)));
      appender.appendDataChunk(chunk);
    }
  }
  appender.closeSync();
}

const valuesOf = (columns: readonly TableColumn[], row: readonly (string | number | undefined)[]): DuckDBValue[] =>
  columns.map(({ type }, index) => {
    const value = row[index];
    if (value === undefined) return null;
    return type === 'whole' && typeof value === 'number' ? BigInt(value) : value;
  });

/** A name of SQL. */
const named = (name: string): string => `"${name.replaceAll('"', '""')}"`;
