import type { EpochSeconds } from '../../series/time-zone.ts';
import type { CompleteSpan, Ledger } from './ledger.ts';
import { type TimeRange, unionOfRanges, withoutRange } from './time-range.ts';

/** Handle times reach the service late; what it tells this long after the end of an interval does not change any more. */
const SETTLED_AFTER_SECONDS = 48 * 3600;

/** A range that was fetched whole, for these queues or, when absent, for all. */
export interface FetchedPart extends TimeRange {
  readonly queueIds?: readonly string[];
  readonly fetchedAt: EpochSeconds;
}

type Completeness = Pick<Ledger, 'allQueues' | 'queues'>;

/** The completeness after a part was stored. What was known of the part's queues in its range before is forgotten. */
export function withPart({ allQueues, queues }: Completeness, part: FetchedPart): Completeness {
  const { from, to, fetchedAt, queueIds } = part;
  const span = { from, to, fetchedAt };
  if (queueIds === undefined) {
    return { allQueues: withSpan(allQueues, span), queues: mapQueues(queues, (spans) => withoutRange(spans, span)) };
  }
  const changed = queueIds.map((id) => [id, withSpan(queues[id] ?? [], span)] as const);
  return { allQueues: asOfAtMost(allQueues, span), queues: { ...queues, ...Object.fromEntries(changed) } };
}

/** The completeness without a range, for every queue. */
export function withoutCompleteRange({ allQueues, queues }: Completeness, removed: TimeRange): Completeness {
  return {
    allQueues: withoutRange(allQueues, removed),
    queues: mapQueues(queues, (spans) => withoutRange(spans, removed)),
  };
}

/** The complete spans of each queue that is asked for, or of all queues as one. A span for all queues holds for any. */
export function spansPerQueue(
  { allQueues, queues }: Completeness,
  queueIds: readonly string[] | undefined,
): CompleteSpan[][] {
  if (queueIds === undefined) return [allQueues];
  return queueIds.map((id) => [...allQueues, ...(queues[id] ?? [])]);
}

/**
 * What of `range` must be fetched: what no span covers, and what was fetched when the service could still correct it, unless
 * that was at `asOf` itself. A span that claims to come from after `asOf` is believed as if it came from `asOf`, since one of
 * the two clocks was wrong.
 */
export function unsettledRanges(
  range: TimeRange,
  spans: readonly CompleteSpan[],
  asOf: EpochSeconds,
  lastGridPoint: (instant: EpochSeconds) => EpochSeconds,
): TimeRange[] {
  return spans.reduce<TimeRange[]>(
    (lacking, { from, to, fetchedAt }) => {
      if (fetchedAt === asOf) return withoutRange(lacking, { from, to });
      const settledTo = Math.min(to, lastGridPoint(Math.min(fetchedAt, asOf) - SETTLED_AFTER_SECONDS));
      return settledTo <= from ? lacking : withoutRange(lacking, { from, to: settledTo });
    },
    range.from < range.to ? [range] : [],
  );
}

/** What of `range` no span covers. */
export const uncoveredRanges = (range: TimeRange, spans: readonly CompleteSpan[]): TimeRange[] =>
  spans.reduce<TimeRange[]>(withoutRange, range.from < range.to ? [range] : []);

/** The start of the stretch that is complete without a hole up to `end`; undefined when there is none. */
export function coveredSince(end: EpochSeconds, spans: readonly CompleteSpan[]): EpochSeconds | undefined {
  return unionOfRanges(spans).find(({ from, to }) => from < end && end <= to)?.from;
}

function withSpan(spans: readonly CompleteSpan[], span: CompleteSpan): CompleteSpan[] {
  return joined([...withoutRange(spans, span), span]);
}

/** Neighbours become one span where that loses nothing: fetched at the same time, or both settled. */
function joined(spans: readonly CompleteSpan[]): CompleteSpan[] {
  const result: CompleteSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last === undefined || !mayJoin(last, span)) result.push(span);
    else result[result.length - 1] = { ...span, from: last.from, fetchedAt: Math.max(last.fetchedAt, span.fetchedAt) };
  }
  return result;
}

const mayJoin = (one: CompleteSpan, next: CompleteSpan): boolean =>
  one.to === next.from && (one.fetchedAt === next.fetchedAt || (isSettled(one) && isSettled(next)));

const isSettled = ({ to, fetchedAt }: CompleteSpan): boolean => to + SETTLED_AFTER_SECONDS <= fetchedAt;

/** Some queues were fetched again at an earlier time, by a clock that jumped back: the whole range is as old as they are. */
function asOfAtMost(spans: readonly CompleteSpan[], { from, to, fetchedAt }: CompleteSpan): CompleteSpan[] {
  const isLater = (span: CompleteSpan): boolean => span.fetchedAt > fetchedAt && span.from < to && from < span.to;
  return joined(
    spans.flatMap((span) => {
      if (!isLater(span)) return [span];
      const overlap = { from: Math.max(span.from, from), to: Math.min(span.to, to), fetchedAt };
      return [...withoutRange([span], overlap), overlap];
    }),
  );
}

const mapQueues = (
  queues: Completeness['queues'],
  change: (spans: readonly CompleteSpan[]) => CompleteSpan[],
): Completeness['queues'] =>
  Object.fromEntries(
    Object.entries(queues)
      .map(([id, spans]) => [id, change(spans)] as const)
      .filter(([, spans]) => spans.length > 0),
  );
