import type { SeriesKey } from '../../series/records.ts';

/** The rows of one key on the grid of the file. */
export interface PlacedRows {
  readonly seriesId: string;
  readonly key: SeriesKey;
  readonly indexes: readonly number[];
  /** NaN where missing; as many as `indexes`. */
  readonly values: readonly number[];
}

/** One series of the file, from its first row to the end of the grid. */
export interface HistorySum {
  readonly key: SeriesKey;
  readonly firstIndex: number;
  /** NaN where there is no row, or where a part of the sum is missing. */
  readonly values: Float64Array;
  /** Intervals in which some of the summed keys have no row although they have earlier and later ones. */
  readonly partialIntervals: number;
}

/** Sums the keys of each series per interval. A missing part makes the sum missing; an absent row adds nothing. */
export function sumBySeries(placed: readonly PlacedRows[], intervals: number): HistorySum[] {
  const partsOf = new Map<string, PlacedRows[]>();
  for (const part of placed) partsOf.set(part.seriesId, [...(partsOf.get(part.seriesId) ?? []), part]);
  return [...partsOf.values()].map((parts) => sumOf(parts, intervals));
}

function sumOf(parts: readonly PlacedRows[], intervals: number): HistorySum {
  const values = new Float64Array(intervals).fill(Number.NaN);
  const rows = new Uint32Array(intervals);
  const expected = new Uint32Array(intervals);
  for (const part of parts) {
    expected.subarray(part.indexes[0], (part.indexes.at(-1) ?? -1) + 1).forEach((count, i, range) => {
      range[i] = count + 1;
    });
    part.indexes.forEach((index, row) => {
      const value = part.values[row] ?? Number.NaN;
      values[index] = rows[index] === 0 ? value : (values[index] ?? Number.NaN) + value;
      rows[index] = (rows[index] ?? 0) + 1;
    });
  }
  const firstIndex = rows.findIndex((count) => count > 0);
  return {
    key: currentKey(parts),
    firstIndex,
    values: values.subarray(firstIndex),
    partialIntervals: rows.filter((count, i) => count > 0 && count < (expected[i] ?? 0)).length,
  };
}

/** The name of a queue may change: the last row has the current one. */
function currentKey(parts: readonly PlacedRows[]): SeriesKey {
  const byLastRow = parts.toSorted((a, b) => (a.indexes.at(-1) ?? -1) - (b.indexes.at(-1) ?? -1));
  return Object.assign({}, ...byLastRow.map(({ key }) => key));
}
