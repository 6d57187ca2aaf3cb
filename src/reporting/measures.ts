import { ACTIVITY_TIMERS, type ActivityCount, type ActivityTimer } from '../series/activity.ts';
import type { Tally } from './tally.ts';

/** Percentiles that are offered of every timer. */
const PERCENTILES = [50, 90, 95] as const;

/** A percentile of single values, which sums cannot tell. */
export interface Quantile {
  readonly timer: ActivityTimer;
  readonly probability: number;
}

/** A number that is worked out from sums: undefined where it is not defined, as an average of nothing. */
interface SumMeasure {
  readonly kind: 'sums';
  /** Whether it needs the single conversations, since sums of the service do not hold it. */
  readonly needsDetails: boolean;
  readonly isCount: boolean;
  readonly of: (tally: Tally) => number | undefined;
}

interface QuantileMeasure {
  readonly kind: 'quantile';
  readonly quantile: Quantile;
}

export type Measure = SumMeasure | QuantileMeasure | { readonly kind: 'wrapups' };

const COUNT_NAMES: Readonly<Record<string, ActivityCount>> = {
  conversations: 'conversations',
  offered: 'offered',
  answered: 'answered',
  abandoned: 'abandoned',
  transferred: 'transferred',
  service_level_numerator: 'serviceLevelNumerator',
  service_level_denominator: 'serviceLevelDenominator',
};

const ratio = (numerator: number, denominator: number): number | undefined =>
  denominator === 0 ? undefined : numerator / denominator;

const share = (part: ActivityTimer) => (tally: Tally) => ratio(tally.milliseconds[part], tally.milliseconds.handle);

const holdShare = share('hold');

function pooled(of: SumMeasure['of']): Measure {
  return { kind: 'sums', needsDetails: false, isCount: false, of };
}

function* catalogue(): Generator<[string, Measure]> {
  for (const [name, count] of Object.entries(COUNT_NAMES)) {
    yield [name, { kind: 'sums', needsDetails: false, isCount: true, of: ({ counts }) => counts[count] }];
  }
  yield ['handled', { kind: 'sums', needsDetails: false, isCount: true, of: (tally) => tally.completions.handle }];
  for (const timer of ACTIVITY_TIMERS) {
    const needsDetails = timer === 'duration';
    const seconds = (tally: Tally) => tally.milliseconds[timer] / 1000;
    yield [`${timer}_seconds`, { kind: 'sums', needsDetails, isCount: false, of: seconds }];
    const average = (tally: Tally) => ratio(seconds(tally), tally.completions[timer]);
    yield [`avg_${timer}_seconds`, { kind: 'sums', needsDetails, isCount: false, of: average }];
    for (const percent of PERCENTILES) {
      yield [`p${percent}_${timer}_seconds`, { kind: 'quantile', quantile: { timer, probability: percent / 100 } }];
    }
  }
  yield ['talk_share', pooled(share('talk'))];
  yield ['hold_share', pooled(holdShare)];
  yield ['acw_share', pooled(share('acw'))];
  yield ['abandon_share', pooled(({ counts }) => ratio(counts.abandoned, counts.offered))];
  yield ['service_level', pooled(({ counts }) => ratio(counts.serviceLevelNumerator, counts.serviceLevelDenominator))];
  // 100 - 50 x hold share: a score that some reports show. It can only lie between 50 and 100.
  yield [
    'efficiency_score',
    pooled((tally) => {
      const held = holdShare(tally);
      return held === undefined ? undefined : 100 - 50 * held;
    }),
  ];
  yield ['wrapup_codes', { kind: 'wrapups' }];
}

/** Every measure by its name. Averages and shares are pooled: the sum of the parts over the sum of the wholes. */
export const MEASURES: ReadonlyMap<string, Measure> = new Map(catalogue());

/** What is listed where a report names no measures. */
export const DEFAULT_MEASURES: readonly string[] = [
  'conversations',
  'offered',
  'answered',
  'abandoned',
  'avg_handle_seconds',
  'avg_talk_seconds',
  'avg_hold_seconds',
  'avg_acw_seconds',
  'avg_duration_seconds',
  'talk_share',
  'hold_share',
  'efficiency_score',
  'service_level',
  'wrapup_codes',
];

/** Whether a measure can only be worked out from single conversations. */
export const needsDetails = (measure: Measure): boolean => measure.kind !== 'sums' || measure.needsDetails;
