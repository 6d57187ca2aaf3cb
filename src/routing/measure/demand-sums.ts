import type { SkillDemand } from '../../series/routing-records.ts';
import { pooledRatio } from './pooled-ratio.ts';

/** What contacts of one kind amount to: counts, sums, and ratios of sums. A ratio is undefined where nothing was counted. */
export interface DemandSums {
  readonly offered: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly handled: number;
  readonly handleSeconds: number;
  /** Handle seconds over handled contacts. */
  readonly ahtSeconds: number | undefined;
  /** Of all contacts, answered or not. */
  readonly meanWaitSeconds: number | undefined;
  /** The service's own numerator over its denominator: which contacts count is set in the organisation. */
  readonly serviceLevelFraction: number | undefined;
  /** Of offered contacts. */
  readonly abandonedFraction: number | undefined;
}

/** Pooled sums of records: each record counts for as much as it holds. */
export function demandSums(records: Iterable<SkillDemand>): DemandSums {
  const total = { offered: 0, answered: 0, abandoned: 0, handled: 0, handleSeconds: 0 };
  let [waits, waitSeconds, numerator, denominator] = [0, 0, 0, 0];
  for (const record of records) {
    total.offered += record.offered;
    total.answered += record.answered;
    total.abandoned += record.abandoned;
    total.handled += record.handled;
    total.handleSeconds += record.handleSeconds;
    waits += record.waits;
    waitSeconds += record.waitSeconds;
    numerator += record.serviceLevelNumerator;
    denominator += record.serviceLevelDenominator;
  }
  return {
    ...total,
    ahtSeconds: pooledRatio(total.handleSeconds, total.handled),
    meanWaitSeconds: pooledRatio(waitSeconds, waits),
    serviceLevelFraction: pooledRatio(numerator, denominator),
    abandonedFraction: pooledRatio(total.abandoned, total.offered),
  };
}
