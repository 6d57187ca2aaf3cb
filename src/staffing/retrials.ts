import { checkDemand, type Demand, spareErlangs } from './demand.ts';
import { type ErlangA, erlangA, type StableErlangA } from './erlang-a.ts';

/** A queue to which some of those who gave up come back, in its steady state. */
export interface StableRetrials {
  readonly state: 'stable';
  /** First attempts and repeated ones: what a report of offered contacts shows. */
  readonly attemptsPerInterval: number;
  /** Share of customers who are never answered. */
  readonly lostFraction: number;
  /** The queue as each attempt finds it. */
  readonly perAttempt: StableErlangA;
}

/** `unstable`: everybody tries until answered, and agents do not exceed the load. `empty`: no contacts. */
export type Retrials = StableRetrials | { readonly state: 'unstable' } | { readonly state: 'empty' };

/**
 * Erlang A with retrials: a contact that gives up comes back with probability `retryFraction`, 0 to 1, late enough to be
 * independent. Solves attempts = demand + retryFraction * abandoned(attempts). `demand` counts first attempts only.
 */
export function erlangAWithRetrials(
  demand: Demand,
  patienceSeconds: number,
  agents: number,
  withinSeconds: number,
  retryFraction: number,
): Retrials {
  checkDemand(demand);
  if (!(retryFraction >= 0 && retryFraction <= 1))
    throw new RangeError(`retry fraction must be between 0 and 1: ${retryFraction}`);
  const first = demand.contactsPerInterval;
  if (first === 0) return { state: 'empty' };
  if (retryFraction === 1 && spareErlangs(demand, agents) <= 0) return { state: 'unstable' };
  const queueAt = (attempts: number): StableErlangA =>
    stable(erlangA({ ...demand, contactsPerInterval: attempts }, patienceSeconds, agents, withinSeconds));
  // Customers who leave the system, answered or for good; grows with the number of attempts.
  const leaving = (attempts: number): number =>
    attempts * (1 - retryFraction + retryFraction * queueAt(attempts).answeredFraction);

  let low = first;
  let high = 2 * first;
  while (leaving(high) < first) high *= 2;
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (leaving(middle) < first) low = middle;
    else high = middle;
  }
  const perAttempt = queueAt(high);
  const lostFraction = ((1 - retryFraction) * perAttempt.abandonedFraction * high) / first;
  return { state: 'stable', attemptsPerInterval: high, lostFraction: Math.min(1, lostFraction), perAttempt };
}

function stable(queue: ErlangA): StableErlangA {
  if (queue.state !== 'stable') throw new Error('a queue with contacts has a steady state under Erlang A');
  return queue;
}
