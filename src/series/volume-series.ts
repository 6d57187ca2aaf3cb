import { dataFailure, Failure } from '../errors.ts';
import { type CalendarStep, gridOf, stepsBetween } from './calendar-step.ts';
import { isoInstant, localTime } from './iso-instant.ts';
import type { SeriesDimension, SeriesKey, VolumeCounts, VolumeRecord } from './records.ts';
import type { KeyedSeries } from './series.ts';
import { compareSeriesKeys } from './series-key.ts';
import type { EpochSeconds } from './time-zone.ts';

/** Which series are wanted. `from` and `to` lie on the grid of `step` in `timeZone`; `to` is excluded. */
export interface SeriesQuestion {
  readonly from: EpochSeconds;
  readonly to: EpochSeconds;
  readonly step: CalendarStep;
  readonly timeZone: string;
  readonly metric: keyof VolumeCounts;
  /** What is kept apart; the rest is summed. */
  readonly by: readonly SeriesDimension[];
}

interface Group {
  key: SeriesKey;
  /** Names change; the one of the latest interval counts. */
  namedAt: EpochSeconds;
  firstContactIndex: number;
  readonly values: Float64Array;
}

/**
 * Sums records into one series per group, in contacts or seconds per interval. Records may be finer than the grid, never
 * coarser or across its borders. The range must be fetched completely: an interval without a record had no contacts, so it
 * is 0. A series starts at its group's first contact, since before it the queue did not exist; one without any contact
 * keeps the whole range. Ordered by queue name, queue id and media type.
 *
 * Fails with exit code 5 when no record lies in the range, and with 6 when a record crosses the grid.
 */
export function volumeSeries(records: Iterable<VolumeRecord>, question: SeriesQuestion): KeyedSeries[] {
  const { from, to, step, timeZone } = question;
  const count = stepsBetween(from, to, step, timeZone);
  const borders = gridOf(from, step, timeZone, count + 1);
  if (borders.at(-1) !== to) throw new RangeError(`${from} to ${to} is no whole number of ${step.iso} in ${timeZone}`);
  const groups = new Map<string, Group>();
  for (const record of records) {
    if (record.intervalEnd <= from || record.intervalStart >= to) continue;
    addRecord(groupOf(groups, record, question.by, count), record, intervalIndex(borders, record, question), question);
  }
  if (groups.size === 0) throw nothingInRange(question);
  return [...groups.values()]
    .sort((a, b) => compareSeriesKeys(a.key, b.key))
    .map(({ key, firstContactIndex, values }) => {
      const first = firstContactIndex === count ? 0 : firstContactIndex;
      const unit = question.metric === 'handleSeconds' ? 'seconds' : 'contacts';
      const start = borders[first] ?? from;
      const closed = new Uint8Array(count - first);
      return { key, series: { start, step, timeZone, unit, values: values.slice(first), closed } };
    });
}

function groupOf(
  groups: Map<string, Group>,
  record: VolumeRecord,
  by: readonly SeriesDimension[],
  count: number,
): Group {
  const id = `${by.includes('queue') ? record.queueId : ''}\n${by.includes('media') ? record.mediaType : ''}`;
  let group = groups.get(id);
  if (group === undefined) {
    group = {
      key: keyOf(record, by),
      namedAt: record.intervalStart,
      firstContactIndex: count,
      values: new Float64Array(count),
    };
    groups.set(id, group);
  } else if (record.intervalStart > group.namedAt) {
    group.key = { ...group.key, ...keyOf(record, by) };
    group.namedAt = record.intervalStart;
  }
  return group;
}

function keyOf(record: VolumeRecord, by: readonly SeriesDimension[]): SeriesKey {
  return {
    ...(by.includes('queue') ? { queueId: record.queueId } : {}),
    ...(by.includes('queue') && record.queueName !== undefined ? { queueName: record.queueName } : {}),
    ...(by.includes('media') ? { mediaType: record.mediaType } : {}),
  };
}

function addRecord(group: Group, record: VolumeRecord, index: number, { metric }: SeriesQuestion): void {
  group.values[index] = (group.values[index] ?? 0) + record[metric];
  const { conversations, offered, answered, abandoned, handled } = record;
  if ([conversations, offered, answered, abandoned, handled].some((count) => count > 0))
    group.firstContactIndex = Math.min(group.firstContactIndex, index);
}

/** The grid interval that holds the record; `borders` has one more entry than there are intervals. */
function intervalIndex(borders: Float64Array, record: VolumeRecord, { step, timeZone }: SeriesQuestion): number {
  let low = 0;
  let high = borders.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((borders[middle] ?? Number.NaN) <= record.intervalStart) low = middle;
    else high = middle;
  }
  const inside =
    (borders[low] ?? Number.NaN) <= record.intervalStart && record.intervalEnd <= (borders[high] ?? Number.NaN);
  if (inside) return low;
  const interval = `${isoInstant(record.intervalStart)}/${isoInstant(record.intervalEnd)}`;
  throw new Failure(`the interval ${interval} of queue ${record.queueId} crosses the ${step.iso} grid of ${timeZone}`, {
    code: 'GCF-GRID',
    exitCode: 6,
    hint: 'fetch this history again with the granularity and the time zone of the forecast',
  });
}

function nothingInRange({ from, to, timeZone }: SeriesQuestion): Failure {
  const range = `${localTime(timeZone, from)} to ${localTime(timeZone, to)} (${timeZone})`;
  return dataFailure(
    `there are no contacts in the range ${range}`,
    'choose a longer range, other queues or media types, and check that the roles of the OAuth client are granted in the divisions of the queues',
  );
}
