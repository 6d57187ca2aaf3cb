import type { EpochSeconds } from '../../series/time-zone.ts';

/** A half-open stretch of time. */
export interface TimeRange {
  readonly from: EpochSeconds;
  readonly to: EpochSeconds;
}

/** `ranges` without what lies in `removed`; other fields are kept. */
export function withoutRange<Range extends TimeRange>(ranges: readonly Range[], removed: TimeRange): Range[] {
  return ranges.flatMap((range) => {
    if (range.to <= removed.from || removed.to <= range.from) return [range];
    const before = { ...range, to: removed.from };
    const after = { ...range, from: removed.to };
    return [before, after].filter(({ from, to }) => from < to);
  });
}

/** What at least one of the ranges covers, in order, each as long as possible. */
export function unionOfRanges(ranges: readonly TimeRange[]): TimeRange[] {
  const union: TimeRange[] = [];
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = union.at(-1);
    if (last === undefined || from > last.to) union.push({ from, to });
    else union[union.length - 1] = { from: last.from, to: Math.max(last.to, to) };
  }
  return union;
}
