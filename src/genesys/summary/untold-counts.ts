import type { VolumeCounts } from '../../series/records.ts';

/** What the contract tells of an interval: how many contacts came. Nothing else is known, which is not 0. */
export const untoldCounts = {
  conversations: Number.NaN,
  answered: Number.NaN,
  abandoned: Number.NaN,
  handleSeconds: Number.NaN,
  handled: Number.NaN,
  serviceLevelNumerator: Number.NaN,
  serviceLevelDenominator: Number.NaN,
} as const satisfies Partial<VolumeCounts>;

/** The names of the counts that only some questions, or none, tell. */
export const UNTOLD_COUNTS = Object.keys(untoldCounts) as (keyof typeof untoldCounts)[];
