/** Dimensions by which contacts can be told apart in a query. */
export const DIMENSIONS = ['queueId', 'mediaType', 'originatingDirection', 'direction'] as const;

export type Dimension = (typeof DIMENSIONS)[number];

/** Metrics of the analytics service that a centre can have; counters start with n, timers with t, observations with o. */
export type Metric =
  | 'nOffered'
  | 'nConversations'
  | 'tAnswered'
  | 'tAbandon'
  | 'tHandle'
  | 'tTalkComplete'
  | 'tHeldComplete'
  | 'tAcw'
  | 'tWait'
  | 'tFlowOut'
  | 'oServiceLevel';

/** What a metric amounts to in an interval. Times are milliseconds. Nothing happened is no stats at all, never zeros. */
export interface MetricStats {
  readonly count?: number;
  readonly sum?: number;
  readonly min?: number;
  readonly max?: number;
  readonly numerator?: number;
  readonly denominator?: number;
  /** Service level that the queue aims at, as a fraction. */
  readonly target?: number;
}

export type Tally = Readonly<Partial<Record<Metric, MetricStats>>>;

/** Contacts that share all dimensions. */
export interface ContactStream {
  readonly dimensions: Readonly<Record<Dimension, string>>;
  /**
   * The metrics emitted between each two neighbouring borders (ascending epoch milliseconds): one tally fewer than borders.
   * Throws when a border cuts what this centre knows only as a whole.
   */
  tally(borders: readonly number[]): Tally[];
}

export interface CentreQueue {
  readonly id: string;
  readonly name: string;
}

/** The contact centre behind the server. */
export interface Centre {
  readonly organization: { readonly id: string; readonly name: string };
  readonly queues: readonly CentreQueue[];
  readonly streams: readonly ContactStream[];
}

/** Both stats as one: counts and sums add up, extremes widen; a field that one side lacks is lost, not made up. */
export function mergeStats(a: MetricStats, b: MetricStats): MetricStats {
  const joined: Record<string, number> = {};
  const join = (key: keyof MetricStats, combine: (x: number, y: number) => number): void => {
    const [x, y] = [a[key], b[key]];
    if (x !== undefined && y !== undefined) joined[key] = combine(x, y);
  };
  const add = (x: number, y: number): number => x + y;
  join('count', add);
  join('sum', add);
  join('min', Math.min);
  join('max', Math.max);
  join('numerator', add);
  join('denominator', add);
  if (a.target !== undefined && a.target === b.target) joined['target'] = a.target;
  return joined;
}

/** All metrics of both tallies. */
export function mergeTallies(a: Tally, b: Tally): Tally {
  const merged: Partial<Record<Metric, MetricStats>> = { ...a };
  for (const [metric, stats] of Object.entries(b) as [Metric, MetricStats][]) {
    const before = merged[metric];
    merged[metric] = before === undefined ? stats : mergeStats(before, stats);
  }
  return merged;
}
