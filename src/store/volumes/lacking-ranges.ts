import type { EpochSeconds } from '../../series/time-zone.ts';
import { coveredSince, spansPerQueue, unsettledRanges, withoutCompleteRange } from './completeness.ts';
import { type Ledger, withLedger } from './ledger.ts';
import { monthFileState } from './month-file.ts';
import { type TimeRange, unionOfRanges } from './time-range.ts';
import { endOfUtcMonth, startOfUtcMonth, type UtcMonth } from './utc-month.ts';
import { intervalsOfMonth, lastGridPoint, requireOnGrid, type VolumeStore } from './volume-store.ts';

/** Which history is asked for, on the grid of its store: of these queues, or of all when absent. */
export interface QueueRange extends TimeRange {
  readonly queueIds?: readonly string[];
}

/**
 * What of a range must be fetched, in order: what is not complete for these queues, what the service could still correct
 * when it was fetched (until 48 hours after the end of an interval), and months whose file is gone. Intervals that have not
 * ended at `asOf` are left out. Fails with exit code 5, naming the file, when a file of the store is damaged.
 */
export function lackingRanges(store: VolumeStore, range: QueueRange, asOf: EpochSeconds): TimeRange[] {
  requireOnGrid(store, range);
  const onGrid = (instant: EpochSeconds): EpochSeconds => lastGridPoint(store, instant);
  const ended = { from: range.from, to: Math.min(range.to, onGrid(asOf)) };
  const perQueue = withLedger(store, (ledger) => spansPerQueue(trustworthy(store, ledger, range), range.queueIds));
  return unionOfRanges(perQueue.flatMap((spans) => unsettledRanges(ended, spans, asOf, onGrid)));
}

/**
 * Since when the history of these queues, or of all, is complete without a hole up to `end`; undefined when the interval
 * before `end` is not complete. Fails as `lackingRanges`.
 */
export function completeSince(
  store: VolumeStore,
  end: EpochSeconds,
  queueIds?: readonly string[],
): EpochSeconds | undefined {
  const past = { from: Number.NEGATIVE_INFINITY, to: end };
  const perQueue = withLedger(store, (ledger) => spansPerQueue(trustworthy(store, ledger, past), queueIds));
  const starts = perQueue.map((spans) => coveredSince(end, spans) ?? Number.POSITIVE_INFINITY);
  const since = Math.max(...starts);
  return Number.isFinite(since) ? since : undefined;
}

/** The ledger without the months of a range whose file is gone. */
export function trustworthy(store: VolumeStore, ledger: Ledger, range: TimeRange): Ledger {
  let rest = ledger;
  for (const month of missingMonths(store, ledger, range)) {
    rest = { ...rest, ...withoutCompleteRange(rest, intervalsOfMonth(store, month)) };
  }
  return rest;
}

/** The months of a range whose file should be there and is not. */
export const missingMonths = (store: VolumeStore, ledger: Ledger, { from, to }: TimeRange): UtcMonth[] =>
  Object.keys(ledger.months)
    .filter((month) => startOfUtcMonth(month) < to && from < endOfUtcMonth(month))
    .filter((month) => monthFileState(store, ledger, month) === 'missing');
