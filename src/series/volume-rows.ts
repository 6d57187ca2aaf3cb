import type { SeriesDimension, SeriesKey, VolumeCounts, VolumeRecord } from './records.ts';
import type { EpochSeconds } from './time-zone.ts';

/** What happened in one group in one interval: a record, or the sum of several, or zeros where nothing happened. */
export interface VolumeRow extends SeriesKey, VolumeCounts {
  readonly intervalStart: EpochSeconds;
  readonly intervalEnd: EpochSeconds;
}

/** What is counted, in the order in which it is listed. */
export const VOLUME_COUNTS = [
  'conversations',
  'offered',
  'answered',
  'abandoned',
  'handleSeconds',
  'handled',
  'serviceLevelNumerator',
  'serviceLevelDenominator',
] as const satisfies readonly (keyof VolumeCounts)[];

interface Group {
  key: SeriesKey;
  /** Names change; the one of the latest interval that knows it counts. */
  namedAt: EpochSeconds;
  readonly counts: Readonly<Record<keyof VolumeCounts, Float64Array>>;
}

/**
 * The flat listing of a completely fetched range: one row for each group and each interval between `borders`, in order of
 * time within a group. An interval without a record had no contacts, so its row is zeros; a group is listed when any record
 * is its own. `by` says what is kept apart, the rest is summed. Records outside the borders are left out.
 */
export async function* volumeRows(
  records: AsyncIterable<VolumeRecord>,
  borders: Float64Array,
  by: readonly SeriesDimension[],
): AsyncGenerator<VolumeRow> {
  const groups = new Map<string, Group>();
  for await (const record of records) {
    const index = intervalOf(borders, record);
    if (index !== undefined) add(groupOf(groups, record, by, borders.length - 1), record, index);
  }
  yield* rowsOf(groups, borders);
}

/** The sum of rows, as one row over the whole range of them; undefined when there are none. */
export function totalRow(rows: readonly VolumeRow[]): VolumeRow | undefined {
  if (rows.length === 0) return undefined;
  const total = (count: keyof VolumeCounts) => rows.reduce((sum, row) => sumOf(count, sum, row[count]), 0);
  return {
    intervalStart: Math.min(...rows.map((row) => row.intervalStart)),
    intervalEnd: Math.max(...rows.map((row) => row.intervalEnd)),
    conversations: total('conversations'),
    offered: total('offered'),
    answered: total('answered'),
    abandoned: total('abandoned'),
    handleSeconds: total('handleSeconds'),
    handled: total('handled'),
    serviceLevelNumerator: total('serviceLevelNumerator'),
    serviceLevelDenominator: total('serviceLevelDenominator'),
  };
}

function groupOf(
  groups: Map<string, Group>,
  record: VolumeRecord,
  by: readonly SeriesDimension[],
  intervals: number,
): Group {
  const id = `${by.includes('queue') ? record.queueId : ''}\n${by.includes('media') ? record.mediaType : ''}`;
  let group = groups.get(id);
  if (group === undefined) {
    group = { key: keyOf(record, by), namedAt: record.intervalStart, counts: noCounts(intervals) };
    groups.set(id, group);
  } else if (record.intervalStart > group.namedAt) {
    group.key = { ...group.key, ...keyOf(record, by) };
    group.namedAt = record.intervalStart;
  }
  return group;
}

const keyOf = (record: VolumeRecord, by: readonly SeriesDimension[]): SeriesKey => ({
  ...(by.includes('queue') ? { queueId: record.queueId } : {}),
  ...(by.includes('queue') && record.queueName !== undefined ? { queueName: record.queueName } : {}),
  ...(by.includes('media') ? { mediaType: record.mediaType } : {}),
});

const noCounts = (intervals: number): Group['counts'] => ({
  conversations: new Float64Array(intervals),
  offered: new Float64Array(intervals),
  answered: new Float64Array(intervals),
  abandoned: new Float64Array(intervals),
  handleSeconds: new Float64Array(intervals),
  handled: new Float64Array(intervals),
  serviceLevelNumerator: new Float64Array(intervals),
  serviceLevelDenominator: new Float64Array(intervals),
});

function add({ counts }: Group, record: VolumeRecord, index: number): void {
  for (const count of VOLUME_COUNTS) counts[count][index] = sumOf(count, counts[count][index], record[count]);
}

/** Handle times are whole milliseconds, and so is their sum; adding seconds would leave the dust of binary fractions. */
const sumOf = (count: keyof VolumeCounts, sum: number, value: number): number =>
  count === 'handleSeconds' ? Math.round((sum + value) * 1000) / 1000 : sum + value;

function* rowsOf(groups: ReadonlyMap<string, Group>, borders: Float64Array): Generator<VolumeRow> {
  for (const { key, counts } of groups.values()) {
    for (let i = 0; i + 1 < borders.length; i++) {
      yield {
        ...key,
        intervalStart: borders[i],
        intervalEnd: borders[i + 1],
        conversations: counts.conversations[i],
        offered: counts.offered[i],
        answered: counts.answered[i],
        abandoned: counts.abandoned[i],
        handleSeconds: counts.handleSeconds[i],
        handled: counts.handled[i],
        serviceLevelNumerator: counts.serviceLevelNumerator[i],
        serviceLevelDenominator: counts.serviceLevelDenominator[i],
      };
    }
  }
}

/** The interval between borders in which the record lies; undefined when it lies outside all of them. */
function intervalOf(borders: Float64Array, { intervalStart, intervalEnd }: VolumeRecord): number | undefined {
  let low = 0;
  let high = borders.length - 1;
  if (intervalStart < borders[low] || intervalEnd > borders[high]) return undefined;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (borders[middle] <= intervalStart) low = middle;
    else high = middle;
  }
  if (intervalEnd > borders[high]) {
    throw new RangeError(`a record from ${intervalStart} to ${intervalEnd} crosses the border ${borders[high]}`);
  }
  return low;
}
