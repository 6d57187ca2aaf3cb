import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { isoInstant } from '../../series/iso-instant.ts';
import type { VolumeRecord } from '../../series/records.ts';
import { EXCHANGED_COLUMNS, KEY_COLUMNS, rowOf, STORED_SELECTION } from './volume-columns.ts';

/** Rows of one vector of DuckDB. */
const CHUNK_ROWS = 2048;

/**
 * Loads records into the engine and returns the relation that holds them, for FROM. Throws RangeError for a number that no
 * record may have, for what `check` throws at, and for two records of the same queue, media type and interval.
 */
export async function loadRecords(
  connection: DuckDBConnection,
  records: Iterable<VolumeRecord> | AsyncIterable<VolumeRecord>,
  check: (record: VolumeRecord) => void,
): Promise<string> {
  const { DuckDBDataChunk } = await import('./duckdb.ts');
  await connection.run(
    `CREATE TABLE loaded (${EXCHANGED_COLUMNS.map(({ name, type }) => `${name} ${type}`).join(', ')})`,
  );
  const appender = await connection.createAppender('loaded');
  const types = EXCHANGED_COLUMNS.map((_, i) => appender.columnType(i));
  const append = (rows: DuckDBValue[][]): void => {
    const chunk = DuckDBDataChunk.create(types);
    chunk.setRows(rows);
    appender.appendDataChunk(chunk);
  };
  let rows: DuckDBValue[][] = [];
  for await (const record of records) {
    requireSoundNumbers(record);
    check(record);
    rows.push(rowOf(record));
    if (rows.length === CHUNK_ROWS) {
      append(rows);
      rows = [];
    }
  }
  if (rows.length > 0) append(rows);
  appender.closeSync();
  await requireDistinct(connection);
  return `(SELECT ${STORED_SELECTION} FROM loaded)`;
}

function requireSoundNumbers(record: VolumeRecord): void {
  const { conversations, offered, answered, abandoned, handled, serviceLevelNumerator, serviceLevelDenominator } =
    record;
  const counts = [conversations, offered, answered, abandoned, handled, serviceLevelNumerator, serviceLevelDenominator];
  const isSound = counts.every(isCountOrUntold) && isTimeOrUntold(record.handleSeconds);
  const isTimed = Number.isNaN(handled) === Number.isNaN(record.handleSeconds);
  if (isSound && isTimed && !Number.isNaN(offered)) return;
  throw new RangeError(`not a volume record: ${JSON.stringify(record)}`);
}

const isCountOrUntold = (value: number): boolean =>
  Number.isNaN(value) || (Number.isInteger(value) && value >= 0 && value < 2 ** 31);

const isTimeOrUntold = (seconds: number): boolean =>
  Number.isNaN(seconds) || (seconds >= 0 && Number.isFinite(seconds));

async function requireDistinct(connection: DuckDBConnection): Promise<void> {
  const key = KEY_COLUMNS.join(', ');
  const repeated = await connection.runAndReadAll(
    `SELECT ${key} FROM loaded GROUP BY ${key} HAVING count(*) > 1 ORDER BY ${key} LIMIT 1`,
  );
  const [row] = repeated.getRows();
  if (row === undefined) return;
  throw new RangeError(`two records of queue ${row[0]}, ${row[1]}, at ${isoInstant(Number(row[2]))}`);
}
