import { closeSync, openSync, readSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { type Failure, usageFailure } from '../../errors.ts';
import { quoted, quotedPath } from './engine.ts';
import { COUNT_COLUMNS, VOLUME_COLUMNS } from './volume-columns.ts';

/** A flat CSV file of volume records whose header is known to be right. */
export interface VolumeCsv {
  readonly path: string;
  /** The columns in the order of the file. */
  readonly header: readonly string[];
}

const HEADER_BYTES = 4096;

/** Fails with exit code 2 when the file cannot be read or its header does not name each column once. */
export function openVolumeCsv(path: string): VolumeCsv {
  const [line = ''] = beginning(path).split(/\r?\n/, 1);
  const header = line.split(',').map((name) => name.replace(/^\s*"?|"?\s*$/g, ''));
  const missing = VOLUME_COLUMNS.filter((name) => !header.includes(name));
  if (missing.length > 0) throw usageFailure(`${path} has no column ${missing.join(', ')}`, HEADER_HINT);
  const extra = header.filter(
    (name, i) => header.indexOf(name) !== i || !VOLUME_COLUMNS.some((known) => known === name),
  );
  if (extra.length > 0) throw usageFailure(`${path} has a column too many: ${extra.join(', ')}`, HEADER_HINT);
  return { path, header };
}

const HEADER_HINT = `its first line must name these columns, in any order: ${VOLUME_COLUMNS.join(',')}`;

function beginning(path: string): string {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(HEADER_BYTES);
      return bytes.toString('utf8', 0, readSync(file, bytes)).replace(/^\uFEFF/, '');
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    throw usageFailure(`cannot read ${path}: ${code}`, 'give a CSV file that you may read', error);
  }
}

const hasOffset = (time: string): string =>
  `(suffix(${time}, 'Z') OR regexp_full_match(${time}, '.*\\d[T ]\\d\\d:\\d\\d.*[+-]\\d\\d(:?\\d\\d)?'))`;

const isCount = (column: string): string =>
  `(${column} >= 0 AND ${column} < 2147483648 AND ${column} = floor(${column}))`;
const isAmount = (column: string): string => `(${column} >= 0 AND ${column} < 'infinity')`;
const isText = (column: string): string => `(${column} <> '')`;

/** The rows of the file as rows of a month file, for FROM. A query over them stops with an error at the first unsound row. */
export function soundRows(csv: VolumeCsv): string {
  const selection = VOLUME_COLUMNS.map((name) => `${storedAs(name)} AS ${name}`).join(', ');
  const rules = [
    hasOffset('interval_start'),
    hasOffset('interval_end'),
    isText('queue_id'),
    isText('media_type'),
    ...COUNT_COLUMNS.map(isCount),
    isAmount('handle_seconds'),
  ];
  // Numbers are read as doubles: DuckDB would round 1.5 to a whole number without a word.
  const rows = scan(csv, (name) => (isNumeric(name) ? 'DOUBLE' : 'VARCHAR'));
  return `(SELECT ${selection} FROM ${rows} WHERE CASE WHEN ${rules.join(' AND ')} THEN true ELSE error('unsound row') END)`;
}

function storedAs(column: string): string {
  if (column.startsWith('interval_')) return `CAST(${column} AS TIMESTAMPTZ)`;
  if (column === 'queue_name') return "nullif(queue_name, '')";
  return COUNT_COLUMNS.some((count) => count === column) ? `CAST(${column} AS INTEGER)` : column;
}

const isNumeric = (column: string): boolean =>
  column === 'handle_seconds' || COUNT_COLUMNS.some((count) => count === column);

function scan({ path, header }: VolumeCsv, typeOf: (column: string) => string): string {
  const columns = header.map((name) => `${quoted(name)}: ${quoted(typeOf(name))}`).join(', ');
  const dialect = `auto_detect = false, header = true, delim = ',', quote = '"', escape = '"'`;
  return `read_csv(${quotedPath(path)}, ${dialect}, columns = {${columns}})`;
}

/** Rows as they are written, with `line`: exact as long as no line before is blank and no field holds a line break. */
const numberedText = (csv: VolumeCsv): string =>
  `(SELECT row_number() OVER () + 1 AS line, * FROM ${scan(csv, () => 'VARCHAR')})`;

/** The failure of a scan that stopped, in words about the file: its first unsound line. */
export async function unsoundLine(connection: DuckDBConnection, csv: VolumeCsv, error: unknown): Promise<unknown> {
  const found = await firstUnsound(connection, csv);
  if (found !== undefined) return found;
  // What DuckDB could not even split into fields.
  const [, line, reason] =
    /CSV Error on Line: (\d+)[\s\S]*?\n((?:Expected|Invalid|Value|Maximum|Error)[^\n]*)/.exec(String(error)) ?? [];
  return line === undefined ? error : lineFailure(csv, line, reason ?? 'it cannot be read');
}

async function firstUnsound(connection: DuckDBConnection, csv: VolumeCsv): Promise<Failure | undefined> {
  const cases = VOLUME_COLUMNS.filter((name) => name !== 'queue_name').map(
    (name) => `WHEN NOT coalesce(${soundText(name)}, false) THEN ${quoted(name)}`,
  );
  const unsound = `SELECT *, CASE ${cases.join(' ')} END AS unsound FROM ${numberedText(csv)}`;
  try {
    const first = await connection.runAndReadAll(`SELECT * FROM (${unsound}) WHERE unsound IS NOT NULL LIMIT 1`);
    const [row] = first.getRowObjects();
    if (row === undefined) return undefined;
    const column = String(row['unsound']);
    const value = row[column];
    const what = value === null ? `${column} is empty` : `${column} is ${JSON.stringify(value)}, not ${wanted(column)}`;
    return lineFailure(csv, String(row['line']), what);
  } catch {
    // The text cannot be split into fields: the error of the first scan tells the line.
    return undefined;
  }
}

function soundText(column: string): string {
  if (column.startsWith('interval_')) return `try_cast(${column} AS TIMESTAMPTZ) IS NOT NULL AND ${hasOffset(column)}`;
  if (!isNumeric(column)) return isText(column);
  const number = `try_cast(${column} AS DOUBLE)`;
  return column === 'handle_seconds' ? isAmount(number) : isCount(number);
}

function wanted(column: string): string {
  if (column.startsWith('interval_')) return 'an ISO 8601 time with Z or an offset';
  return column === 'handle_seconds' ? 'a number of seconds, 0 or more' : 'a whole number, 0 or more';
}

/** The lines, at most two, whose columns have these texts or, for times, instants in epoch seconds. */
export async function linesWith(
  connection: DuckDBConnection,
  csv: VolumeCsv,
  values: Readonly<Record<string, string | number>>,
): Promise<string[]> {
  const conditions = Object.entries(values).map(([column, value]) =>
    typeof value === 'number'
      ? `CAST(${column} AS TIMESTAMPTZ) = to_timestamp(${value})`
      : `${column} = ${quoted(value)}`,
  );
  const query = `SELECT line FROM ${numberedText(csv)} WHERE ${conditions.join(' AND ')} LIMIT 2`;
  return (await connection.runAndReadAll(query)).getRows().map(([line]) => String(line));
}

export const lineFailure = ({ path }: VolumeCsv, line: string, what: string): Failure =>
  usageFailure(`${path}, line ${line}: ${what}`, 'correct the line; nothing of the file was stored');
