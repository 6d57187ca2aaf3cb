import { dataFailure } from '../errors.ts';
import { checkDemand, checkPositiveSeconds, type Demand, offeredErlangs } from './demand.ts';
import { checkOccupancy } from './targets.ts';

/** How much of the agents' time goes to contacts, and how many contacts an agent has at a time. */
export interface Pace {
  /** Above 0, at most 1. */
  readonly occupancyFraction: number;
  /** Contacts in parallel, 1 or more. */
  readonly concurrency: number;
}

/**
 * Agents by the workload method, with decimals: load / (occupancy * concurrency). A plan for the work, not a queueing formula:
 * it tells nothing about waits. With `concurrency` above 1, the handle time must be the one measured at that concurrency, from
 * start to end of a contact: contacts that share an agent take longer each.
 */
export function agentsForWorkload(demand: Demand, pace: Pace): number {
  checkDemand(demand);
  checkPace(pace);
  return offeredErlangs(demand) / (pace.occupancyFraction * pace.concurrency);
}

/** Work that may wait, such as e-mail, over consecutive intervals of equal length. */
export interface DeferrableWork {
  readonly contactsPerInterval: ArrayLike<number>;
  /** 1 where agents work, 0 where they do not; contacts arrive in both. */
  readonly open: ArrayLike<number>;
  readonly intervalSeconds: number;
  readonly ahtSeconds: number;
  /** How many intervals after the one of its arrival a contact may be finished in; 0 is the same interval. A whole number. */
  readonly mayWaitIntervals: number;
}

/**
 * The smallest constant number of agents, with decimals, in all open intervals that finishes every contact in time when
 * worked in order of arrival. By the workload method: for every run of intervals, the work that arrives in it must fit into the
 * open time until the last of it is due. Contacts due after the end are to be finished by the end, but for those that arrive
 * after the last open interval. Failure when work falls due before anybody works.
 */
export function agentsForDeferrableWork(work: DeferrableWork, pace: Pace): number {
  checkDeferrableWork(work);
  checkPace(pace);
  const intervals = work.contactsPerInterval.length;
  const lastOpen = Array.from(work.open).lastIndexOf(1);
  let greatest = 0;
  for (let first = 0; first < intervals; first++) {
    let arrived = 0;
    let openIntervals = 0;
    let due = first;
    for (let last = first; last < intervals; last++) {
      if (last > lastOpen && last + work.mayWaitIntervals >= intervals) break;
      arrived += work.contactsPerInterval[last];
      const end = Math.min(intervals, last + work.mayWaitIntervals + 1);
      for (; due < end; due++) openIntervals += work.open[due];
      if (arrived === 0) continue;
      if (openIntervals === 0)
        throw dataFailure(
          `contacts that arrive in interval ${last + 1} fall due before anybody works`,
          'allow a longer wait, or open an interval before they are due',
        );
      greatest = Math.max(greatest, arrived / openIntervals);
    }
  }
  const { intervalSeconds, ahtSeconds } = work;
  return agentsForWorkload({ contactsPerInterval: greatest, intervalSeconds, ahtSeconds }, pace);
}

function checkPace({ occupancyFraction, concurrency }: Pace): void {
  checkOccupancy(occupancyFraction);
  if (!(concurrency >= 1 && concurrency < Number.POSITIVE_INFINITY))
    throw new RangeError(`concurrency must be 1 or more: ${concurrency}`);
}

function checkDeferrableWork(work: DeferrableWork): void {
  checkPositiveSeconds('interval', work.intervalSeconds);
  checkPositiveSeconds('average handle time', work.ahtSeconds);
  if (!Number.isSafeInteger(work.mayWaitIntervals) || work.mayWaitIntervals < 0)
    throw new RangeError(`intervals to wait must be a whole number from 0: ${work.mayWaitIntervals}`);
  if (work.open.length !== work.contactsPerInterval.length)
    throw new RangeError('contacts and opening must cover the same intervals');
  for (let i = 0; i < work.open.length; i++) {
    if (!(work.contactsPerInterval[i] >= 0 && work.contactsPerInterval[i] < Number.POSITIVE_INFINITY))
      throw new RangeError(`contacts per interval must be 0 or more: ${work.contactsPerInterval[i]}`);
    if (work.open[i] !== 0 && work.open[i] !== 1) throw new RangeError(`open must be 0 or 1: ${work.open[i]}`);
  }
}
