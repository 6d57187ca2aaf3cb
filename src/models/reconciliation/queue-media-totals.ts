import type { SeriesKey } from '../../series/records.ts';
import type { Hierarchy } from './hierarchy.ts';

/** A hierarchy and what its aggregates are totals of, in the same order; the total over everything has an empty key. */
export interface Totals {
  readonly hierarchy: Hierarchy;
  readonly keys: readonly SeriesKey[];
}

/**
 * The totals of series told apart by queue, media type or both: per queue, per media type, and over everything last. A total of
 * a single series, or of the same series as the one over everything, says nothing new and is left out.
 */
export function queueMediaTotals(bottom: readonly SeriesKey[]): Totals {
  const byQueue = groupsBy(bottom, ({ queueId }) => queueId);
  const byMedia = groupsBy(bottom, ({ mediaType }) => mediaType);
  const groups: { children: number[]; key: SeriesKey }[] = [
    ...byQueue.map((children) => ({ children, key: queueOf(bottom[children[0]]) })),
    ...byMedia.map((children) => ({ children, key: mediaOf(bottom[children[0]]) })),
  ].filter(({ children }) => children.length > 1 && children.length < bottom.length);
  if (bottom.length > 1) groups.push({ children: [...bottom.keys()], key: {} });
  return {
    hierarchy: { bottomCount: bottom.length, aggregates: groups.map(({ children }) => children) },
    keys: groups.map(({ key }) => key),
  };
}

function queueOf({ mediaType, ...queue }: SeriesKey): SeriesKey {
  return queue;
}

function mediaOf({ queueId, queueName, ...media }: SeriesKey): SeriesKey {
  return media;
}

/** Indices of the keys with the same name, in the order in which the names first occur; keys without a name are in none. */
function groupsBy(keys: readonly SeriesKey[], nameOf: (key: SeriesKey) => string | undefined): number[][] {
  const groups = new Map<string, number[]>();
  for (const [i, key] of keys.entries()) {
    const name = nameOf(key);
    if (name !== undefined) groups.set(name, [...(groups.get(name) ?? []), i]);
  }
  return [...groups.values()];
}
