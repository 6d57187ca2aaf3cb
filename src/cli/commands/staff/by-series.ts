import type { SeriesKey } from '../../../series/records.ts';
import { compareSeriesKeys } from '../../../series/series-key.ts';

/** Intervals apart by series, which follow one another. */
export function bySeries<Interval extends { readonly key: SeriesKey }>(intervals: readonly Interval[]): Interval[][] {
  const series: Interval[][] = [];
  for (const each of intervals) {
    const last = series.at(-1);
    if (last !== undefined && compareSeriesKeys(last[0].key, each.key) === 0) last.push(each);
    else series.push([each]);
  }
  return series;
}
