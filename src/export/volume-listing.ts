import { averageHandleSeconds } from '../series/handle-time.ts';
import { isoInstant } from '../series/iso-instant.ts';
import { totalRow, type VolumeRow } from '../series/volume-rows.ts';
import { type Cell, csvText } from './csv.ts';

/** A number that the service told, or may not have. */
type Told = number | undefined;

/** One line of a flat listing by column; undefined where a value is not known, 0 where nothing happened. */
export interface ListingLine {
  readonly interval_start: string;
  readonly interval_end: string;
  readonly queue_id: Cell;
  readonly queue_name: Cell;
  readonly media_type: Cell;
  readonly conversations: Told;
  readonly offered: Told;
  readonly answered: Told;
  readonly abandoned: Told;
  readonly handle_seconds: Told;
  readonly handled: Told;
  readonly service_level_numerator: Told;
  readonly service_level_denominator: Told;
  /** In a listing of totals only. */
  readonly average_handle_seconds?: Cell;
}

const COLUMNS = [
  'interval_start',
  'interval_end',
  'queue_id',
  'queue_name',
  'media_type',
  'conversations',
  'offered',
  'answered',
  'abandoned',
  'handle_seconds',
  'handled',
  'service_level_numerator',
  'service_level_denominator',
] as const satisfies readonly (keyof ListingLine)[];

// Turned into text so many at a time: fewer calls, and still little in memory.
const LINES_PER_CHUNK = 2000;

/** The lines of a listing interval by interval. */
export async function* volumeLines(rows: AsyncIterable<VolumeRow>): AsyncGenerator<ListingLine> {
  for await (const row of rows) yield lineOf(row);
}

/**
 * The lines of a listing of totals, which has one row per group over the whole range: with the average handle time, pooled
 * and unknown where nothing was handled, and the sum of them all as a last line `All`.
 */
export function totalLines(rows: readonly VolumeRow[]): ListingLine[] {
  const all = totalRow(rows);
  const lines = rows.map((row) => ({ ...lineOf(row), average_handle_seconds: average(row) }));
  if (all === undefined) return lines;
  const sum = { ...lineOf(all), queue_name: 'All', media_type: 'All', average_handle_seconds: average(all) };
  return [...lines, sum];
}

/** A listing as CSV, chunk by chunk; a header alone when it has no lines. */
export async function* listingCsv(
  lines: AsyncIterable<ListingLine> | Iterable<ListingLine>,
  kind: 'intervals' | 'totals',
): AsyncGenerator<string> {
  const columns = kind === 'totals' ? [...COLUMNS, 'average_handle_seconds' as const] : COLUMNS;
  yield csvText(columns, []);
  for await (const chunk of inChunks(lines))
    yield csvText(
      undefined,
      chunk.map((line) => columns.map((name) => line[name])),
    );
}

/** A listing as one JSON object a line, chunk by chunk; null where a value is not known. */
export async function* listingJsonLines(
  lines: AsyncIterable<ListingLine> | Iterable<ListingLine>,
): AsyncGenerator<string> {
  for await (const chunk of inChunks(lines)) {
    yield chunk.map((line) => `${JSON.stringify(line, (_, value) => value ?? null)}\n`).join('');
  }
}

function lineOf(row: VolumeRow): ListingLine {
  return {
    interval_start: isoInstant(row.intervalStart),
    interval_end: isoInstant(row.intervalEnd),
    queue_id: row.queueId,
    queue_name: row.queueName,
    media_type: row.mediaType,
    conversations: told(row.conversations),
    offered: told(row.offered),
    answered: told(row.answered),
    abandoned: told(row.abandoned),
    handle_seconds: told(row.handleSeconds),
    handled: told(row.handled),
    service_level_numerator: told(row.serviceLevelNumerator),
    service_level_denominator: told(row.serviceLevelDenominator),
  };
}

const average = (row: VolumeRow): Told => told(averageHandleSeconds([row]));

const told = (value: number): Told => (Number.isNaN(value) ? undefined : value);

async function* inChunks(lines: AsyncIterable<ListingLine> | Iterable<ListingLine>): AsyncGenerator<ListingLine[]> {
  let chunk: ListingLine[] = [];
  for await (const line of lines) {
    chunk.push(line);
    if (chunk.length < LINES_PER_CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
