import { gridOf, stepsBetween } from '../../../series/calendar-step.ts';
import type { SeriesDimension } from '../../../series/records.ts';
import { compareSeriesKeys } from '../../../series/series-key.ts';
import { type VolumeRow, volumeRows } from '../../../series/volume-rows.ts';
import { readVolumes, type VolumeSelection } from '../../../store/volumes/read-volumes.ts';
import { storedQueues } from '../../../store/volumes/stored-queues.ts';
import type { VolumeStore } from '../../../store/volumes/volume-store.ts';

/** A range of the local history as flat rows. */
export interface HistoryListing {
  readonly by: readonly SeriesDimension[];
  /** One row for each group and interval: for each queue id in order, where queues are listed apart. */
  intervals(): AsyncIterable<VolumeRow>;
  /** One row for each group over the whole range, by queue name and media type. */
  totals(): Promise<VolumeRow[]>;
}

/** The listing of a complete range. Zeros stand where nothing happened; a group is listed when anything ever happened in the range. */
export function historyListing(
  store: VolumeStore,
  selection: VolumeSelection,
  by: readonly SeriesDimension[],
): HistoryListing {
  const { step, timeZone } = store;
  const ends = Float64Array.of(selection.from, selection.to);
  const grid = () =>
    gridOf(selection.from, step, timeZone, stepsBetween(selection.from, selection.to, step, timeZone) + 1);
  return {
    by,
    intervals: () => intervalRows(store, selection, grid(), by),
    totals: () => ordered(volumeRows(readVolumes(store, selection), ends, by)),
  };
}

/** Where queues are listed apart, they are read one by one: all of them at once may not fit into memory. */
async function* intervalRows(
  store: VolumeStore,
  selection: VolumeSelection,
  borders: Float64Array,
  by: readonly SeriesDimension[],
): AsyncGenerator<VolumeRow> {
  if (!by.includes('queue')) {
    yield* volumeRows(readVolumes(store, selection), borders, by);
    return;
  }
  const { queueIds } = selection;
  for (const { id } of await storedQueues(store)) {
    if (queueIds !== undefined && !queueIds.includes(id)) continue;
    yield* volumeRows(readVolumes(store, { ...selection, queueIds: [id] }), borders, by);
  }
}

async function ordered(rows: AsyncIterable<VolumeRow>): Promise<VolumeRow[]> {
  const all: VolumeRow[] = [];
  for await (const row of rows) all.push(row);
  return all.sort(compareSeriesKeys);
}
