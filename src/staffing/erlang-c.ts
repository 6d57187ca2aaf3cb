import {
  checkAgents,
  checkDemand,
  checkOpenFraction,
  checkWait,
  type Demand,
  offeredErlangs,
  spareErlangs,
} from './demand.ts';
import { admissionOdds } from './erlang-b.ts';

/** A queue in which nobody gives up, in its steady state. Fractions lie between 0 and 1. */
export interface StableErlangC {
  readonly state: 'stable';
  readonly erlangs: number;
  /** Share of the agents' time spent on contacts. */
  readonly occupancyFraction: number;
  /** Share of contacts that find all agents busy. */
  readonly waitProbability: number;
  /** Share of contacts answered at once; kept apart from `waitProbability` so that neither loses digits near 1. */
  readonly immediateFraction: number;
  /** Mean wait of all contacts: the average speed of answer. */
  readonly asaSeconds: number;
  readonly meanWaitOfDelayedSeconds: number;
  /** Mean number of contacts waiting. */
  readonly queueLength: number;
}

/** `unstable`: agents do not exceed the load, so the queue grows without end. `empty`: no contacts, so no waits to speak of. */
export type ErlangC =
  | StableErlangC
  | { readonly state: 'unstable'; readonly erlangs: number }
  | { readonly state: 'empty' };

/**
 * Erlang C (M/M/n) for a number of agents, fractional ones included. Contacts come at random, wait as long as it takes and
 * are served by any agent. Relative error below 1e-13 at any stable load. Throws RangeError for input that is none.
 */
export function erlangC(demand: Demand, agents: number): ErlangC {
  checkDemand(demand);
  checkAgents(agents);
  if (demand.contactsPerInterval === 0) return { state: 'empty' };
  const erlangs = offeredErlangs(demand);
  const spare = spareErlangs(demand, agents);
  if (spare <= 0) return { state: 'unstable', erlangs };
  const odds = admissionOdds(agents, erlangs);
  const blocking = 1 / (1 + odds);
  const admission = odds === Number.POSITIVE_INFINITY ? 1 : odds * blocking;
  const weight = spare + erlangs * blocking;
  const waitProbability = Math.min(1, (agents * blocking) / weight);
  const meanWaitOfDelayedSeconds = demand.ahtSeconds / spare;
  return {
    state: 'stable',
    erlangs,
    occupancyFraction: Math.min(1, erlangs / agents),
    waitProbability,
    immediateFraction: Math.min(1, (spare * admission) / weight),
    asaSeconds: waitProbability * meanWaitOfDelayedSeconds,
    meanWaitOfDelayedSeconds,
    queueLength: (waitProbability * erlangs) / spare,
  };
}

/**
 * Service level: share of contacts answered within a time. Nobody abandons under Erlang C, so the definitions that differ in
 * how they count abandoned contacts are one.
 */
export function answeredWithinC(queue: StableErlangC, seconds: number): number {
  checkWait(seconds);
  const delayed = -Math.expm1(-seconds / queue.meanWaitOfDelayedSeconds);
  return Math.min(1, queue.immediateFraction + queue.waitProbability * delayed);
}

/** Share of contacts that wait longer than a time; keeps its digits where the service level is all but 1. */
export function waitsLongerC(queue: StableErlangC, seconds: number): number {
  checkWait(seconds);
  return queue.waitProbability * Math.exp(-seconds / queue.meanWaitOfDelayedSeconds);
}

/** The wait in seconds that a fraction of all contacts, strictly between 0 and 1, does not exceed. */
export function waitQuantileC(queue: StableErlangC, fraction: number): number {
  checkOpenFraction('quantile', fraction);
  const longer = 1 - fraction;
  if (queue.waitProbability <= longer) return 0;
  return queue.meanWaitOfDelayedSeconds * Math.log(queue.waitProbability / longer);
}
