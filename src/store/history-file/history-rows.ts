import { type Failure, usageFailure } from '../../errors.ts';
import type { SeriesDimension, SeriesKey } from '../../series/records.ts';
import { eachRecord } from './csv-records.ts';
import { type ColumnQuestion, findColumns, type HistoryColumns } from './history-columns.ts';
import { lineFailure } from './history-line.ts';
import { numberReader } from './history-number.ts';
import { timeReader } from './history-time.ts';

/** Lines of a history file, column by column, since an object for each of a million would take seconds. All are of one length. */
export interface RowColumns {
  readonly lines: readonly number[];
  /** Seconds since 1970-01-01T00:00:00, of UTC or of the wall clock as `HistoryRows.areInstants` says. */
  readonly seconds: readonly number[];
  /** NaN when missing. */
  readonly values: readonly number[];
}

/** The lines that agree in all key columns, in the order of the file. */
interface RowsOfKey {
  /** The series that they belong to: equal names are summed. */
  readonly seriesId: string;
  readonly key: SeriesKey;
  readonly rows: RowColumns;
}

interface GrowingRows extends RowsOfKey {
  readonly rows: { readonly [column in keyof RowColumns]: number[] };
}

/** What a history file says, before any calendar. */
export interface HistoryRows {
  readonly keys: readonly RowsOfKey[];
  /** Whether times carry `Z` or an offset; without, they are what the wall clock showed. */
  readonly areInstants: boolean;
  readonly notes: readonly string[];
}

/** What fits into the memory of a small machine. */
const MOST_LINES = 3_000_000;

/** What of a file is wanted. */
export interface RowQuestion extends ColumnQuestion {
  /** Whether values below 0 are taken; no volume is negative, but other series may be. */
  readonly allowNegative: boolean;
}

/** Reads the rows of a CSV text. Fails with exit code 2, naming the line, when something in it cannot be read. */
export async function readRows(text: string, question: RowQuestion): Promise<HistoryRows> {
  if (text.trim() === '') throw usageFailure('the history file is empty', 'give a CSV file with a header and rows');
  const numbers = numberReader(question.allowNegative);
  const by = question.columns.key === undefined ? question.by : [...question.by, 'queue' as const];
  const readTime = timeReader();
  const keys = new Map<string, GrowingRows>();
  let columns: HistoryColumns | undefined;
  let first: { line: number; isInstant: boolean } | undefined;
  await eachRecord(text, (cells, line) => {
    if (columns === undefined) {
      columns = findColumns(cells, question);
      return;
    }
    if (line > MOST_LINES) throw tooLong(line);
    const { seconds, isInstant } = readTime(cells[columns.time] ?? '', line);
    first ??= { line, isInstant };
    if (isInstant !== first.isInstant) throw mixedTimes(line, isInstant, first.line);
    const value = numbers.read(cells[columns.value] ?? '', line);
    const id = idOf(cells, columns.keys);
    let entry = keys.get(id);
    if (entry === undefined) {
      entry = { ...seriesOf(cells, columns, line, by), rows: { lines: [], seconds: [], values: [] } };
      keys.set(id, entry);
    }
    entry.rows.lines.push(line);
    entry.rows.seconds.push(seconds);
    entry.rows.values.push(value);
  });
  const notes = [valueNote(columns?.valueNames ?? []), decimalNote(numbers.decimalCommaLine())];
  return {
    keys: [...keys.values()],
    areInstants: first?.isInstant ?? true,
    notes: notes.filter((note) => note !== undefined),
  };
}

function idOf(cells: readonly string[], keyColumns: readonly number[]): string {
  let id = '';
  for (const column of keyColumns) id += `${cells[column]}\n`;
  return id;
}

function seriesOf(
  cells: readonly string[],
  columns: HistoryColumns,
  line: number,
  by: readonly SeriesDimension[],
): { seriesId: string; key: SeriesKey } {
  const cell = (column: number | undefined) => (column === undefined ? '' : (cells[column] ?? ''));
  const [queueId, queueName] = by.includes('queue') ? [cell(columns.queueId), cell(columns.queueName)] : [];
  const mediaType = by.includes('media') ? cell(columns.mediaType) : undefined;
  const queue = queueId || queueName;
  if (queue === '' || mediaType === '') {
    throw lineFailure(
      line,
      `the ${queue === '' ? 'queue' : 'media type'} is blank`,
      'fill it in, or leave it out of --by',
    );
  }
  const key = {
    ...(queueId ? { queueId } : {}),
    ...(queueName ? { queueName } : {}),
    ...(mediaType ? { mediaType } : {}),
  };
  return { seriesId: JSON.stringify([queue, mediaType]), key };
}

const tooLong = (line: number): Failure =>
  lineFailure(
    line,
    `the file has more than ${MOST_LINES} lines`,
    'sum the rows up per interval first, or split the file by queue',
  );

const mixedTimes = (line: number, isInstant: boolean, firstLine: number): Failure =>
  lineFailure(
    line,
    `the time has ${isInstant ? 'an' : 'no'} offset, unlike the one in line ${firstLine}`,
    'write all times with Z or an offset, or all without',
  );

const valueNote = ([used, ...others]: readonly string[]): string | undefined =>
  others.length === 0
    ? undefined
    : `the file has more than one value column (also ${others.join(', ')}); ${used} is used`;

const decimalNote = (line: number | undefined): string | undefined =>
  line === undefined ? undefined : `commas in numbers were read as decimal points (first in line ${line})`;
