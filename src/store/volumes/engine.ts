import type { DuckDBConnection } from '@duckdb/node-api';

/**
 * Runs `action` with an empty DuckDB in memory that takes at most 512 MB for its data (about 800 MB for the process), spills
 * to `scratch` beyond, or fails when there is none, and never asks the network for an extension.
 */
export async function withEngine<Result>(
  scratch: string | undefined,
  action: (connection: DuckDBConnection) => Promise<Result>,
): Promise<Result> {
  const connection = await openEngine(scratch);
  try {
    return await action(connection);
  } finally {
    connection.closeSync();
  }
}

/** As `withEngine`; the caller closes the connection, and with it the engine. */
export async function openEngine(scratch: string | undefined): Promise<DuckDBConnection> {
  const { DuckDBInstance } = await import('./duckdb.ts');
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    memory_limit: '512MB',
    temp_directory: scratch ?? '',
  });
  const connection = await instance.connect();
  instance.closeSync();
  await connection.run("SET TimeZone = 'UTC'");
  return connection;
}

/** A string of SQL. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A path for the readers of DuckDB, which would take brackets, stars and question marks for patterns. */
export const quotedPath = (path: string): string => quoted(path.replaceAll(/[*?[]/g, '[$&]'));
