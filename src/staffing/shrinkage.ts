import { checkAgents } from './demand.ts';
import { roundUp } from './rounding-up.ts';

/** Paid time that is not spent at the contacts, as fractions from 0 to below 1. */
export interface Shrinkage {
  /** Shares of all paid time (leave, sickness, training): they add up. */
  readonly ofPaidTime: readonly number[];
  /** Shares of what the ones before left over (breaks within the hours present): each takes from the rest. */
  readonly ofRemainingTime: readonly number[];
}

/** The share of paid time that is left for contacts, above 0. Throws RangeError when a share is none or nothing is left. */
export function availableFraction(shrinkage: Shrinkage): number {
  for (const share of [...shrinkage.ofPaidTime, ...shrinkage.ofRemainingTime]) {
    if (!(share >= 0 && share < 1))
      throw new RangeError(`shrinkage must be a fraction from 0 to below 1, such as 0.3 for 30 percent: ${share}`);
  }
  const paid = shrinkage.ofPaidTime.reduce((sum, share) => sum + share, 0);
  if (!(paid < 1)) throw new RangeError(`shares of paid time must add up to less than 1: ${paid}`);
  return shrinkage.ofRemainingTime.reduce((left, share) => left * (1 - share), 1 - paid);
}

/** Paid staff behind a number of agents at the contacts, as full-time equivalents with decimals and as whole heads. */
export interface Schedule {
  readonly fte: number;
  readonly heads: number;
}

/** Staff to schedule so that `agents` are at the contacts: agents / (1 - shrinkage), never agents * (1 + shrinkage). */
export function scheduledStaff(agents: number, shrinkage: Shrinkage): Schedule {
  checkAgents(agents);
  const fte = agents / availableFraction(shrinkage);
  return { fte, heads: roundUp(fte) };
}
