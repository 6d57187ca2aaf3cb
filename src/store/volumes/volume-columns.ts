import type { DuckDBDataChunk, DuckDBVector } from '@duckdb/node-api';
import type { VolumeRecord } from '../../series/records.ts';

/** Columns of a month file, in order. Instants are UTC (Parquet: adjusted to UTC, microseconds); only the queue's name and counts that the service does not tell may be null. */
export const VOLUME_COLUMNS = [
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
] as const;

type VolumeColumn = (typeof VOLUME_COLUMNS)[number];

/** Columns that hold whole numbers of contacts. */
export const COUNT_COLUMNS = [
  'conversations',
  'offered',
  'answered',
  'abandoned',
  'handled',
  'service_level_numerator',
  'service_level_denominator',
] as const satisfies readonly VolumeColumn[];

/** Columns that tell one row from another, and the order of rows in a month file. */
export const KEY_COLUMNS = ['queue_id', 'media_type', 'interval_start'] as const satisfies readonly VolumeColumn[];

const isCount = (column: VolumeColumn): boolean => COUNT_COLUMNS.some((count) => count === column);
const isInstant = (column: VolumeColumn): boolean => column === 'interval_start' || column === 'interval_end';
const isNumber = (column: VolumeColumn): boolean => isCount(column) || isInstant(column) || column === 'handle_seconds';

/** Columns and types of rows on their way between DuckDB and JavaScript, where an instant is a number of epoch seconds. */
export const EXCHANGED_COLUMNS = VOLUME_COLUMNS.map((name) => ({
  name,
  type: isCount(name) ? 'INTEGER' : isNumber(name) ? 'DOUBLE' : 'VARCHAR',
}));

/** Exchanged rows as rows of a month file, for SELECT. */
export const STORED_SELECTION = VOLUME_COLUMNS.map((name) =>
  isInstant(name) ? `to_timestamp(${name}) AS ${name}` : name,
).join(', ');

/** Rows of a month file as exchanged rows, for SELECT. */
export const EXCHANGED_SELECTION = VOLUME_COLUMNS.map((name) =>
  isInstant(name) ? `epoch(${name}) AS ${name}` : name,
).join(', ');

/** The record as an exchanged row. */
export const rowOf = (record: VolumeRecord): (string | number | null)[] => [
  record.intervalStart,
  record.intervalEnd,
  record.queueId,
  record.queueName ?? null,
  record.mediaType,
  toldOrNull(record.conversations),
  toldOrNull(record.offered),
  toldOrNull(record.answered),
  toldOrNull(record.abandoned),
  toldOrNull(record.handleSeconds),
  toldOrNull(record.handled),
  toldOrNull(record.serviceLevelNumerator),
  toldOrNull(record.serviceLevelDenominator),
];

const toldOrNull = (count: number): number | null => (Number.isNaN(count) ? null : count);

/** Whether a row is of the same queue and media type as the one before: taking texts out of DuckDB is what reading costs most. */
export const REPEATS_TEXTS = `coalesce(${['queue_id', 'queue_name', 'media_type']
  .map((name) => `${name} IS NOT DISTINCT FROM lag(${name}) OVER ()`)
  .join(' AND ')} AND lag(queue_id) OVER () IS NOT NULL, false) AS repeats`;

const REPEATS = VOLUME_COLUMNS.length;

type Texts = Pick<VolumeRecord, 'queueId' | 'queueName' | 'mediaType'>;

/** Makes records of the chunks of one query for exchanged rows and `REPEATS_TEXTS`. Spelled out: tens of millions pass here. */
export function recordReader(): (chunk: DuckDBDataChunk) => Generator<VolumeRecord> {
  let texts: Texts = { queueId: '', mediaType: '' };
  return function* recordsOf(chunk) {
    const vectors = Array.from({ length: REPEATS + 1 }, (_, i) => chunk.getColumnVector(i));
    const number = (column: number, row: number): number =>
      (vectors[column]?.getItem(row) as number | null) ?? Number.NaN;
    for (let row = 0; row < chunk.rowCount; row++) {
      if (vectors[REPEATS]?.getItem(row) !== true) texts = textsOf(vectors, row);
      yield {
        intervalStart: number(0, row),
        intervalEnd: number(1, row),
        ...texts,
        conversations: number(5, row),
        offered: number(6, row),
        answered: number(7, row),
        abandoned: number(8, row),
        handleSeconds: number(9, row),
        handled: number(10, row),
        serviceLevelNumerator: number(11, row),
        serviceLevelDenominator: number(12, row),
      };
    }
  };
}

function textsOf(vectors: readonly DuckDBVector[], row: number): Texts {
  const queueName = vectors[3]?.getItem(row) as string | null;
  return {
    queueId: vectors[2]?.getItem(row) as string,
    ...(queueName === null ? {} : { queueName }),
    mediaType: vectors[4]?.getItem(row) as string,
  };
}
