import type { ServiceLevelDefinition } from '../series/service-level.ts';
import {
  checkAgents,
  checkDemand,
  checkOpenFraction,
  checkPositiveSeconds,
  checkWait,
  type Demand,
  offeredErlangs,
} from './demand.ts';
import { admissionOdds } from './erlang-b.ts';
import { logDensity, sumWaits, type VirtualWait, virtualWait } from './virtual-wait.ts';

/** A queue whose contacts give up, in its steady state, which it has at any load. Fractions lie between 0 and 1. */
export interface StableErlangA {
  readonly state: 'stable';
  readonly erlangs: number;
  /** Share of the agents' time spent on contacts. */
  readonly occupancyFraction: number;
  /** Share of contacts that find all agents busy. */
  readonly waitProbability: number;
  readonly answeredFraction: number;
  readonly abandonedFraction: number;
  /** Mean wait of the answered contacts, those answered at once included: the average speed of answer. */
  readonly asaSeconds: number;
  /** Mean wait of all contacts, answered or abandoned. */
  readonly meanWaitSeconds: number;
  readonly meanWaitOfAbandonedSeconds: number;
  /** Mean number of contacts waiting. */
  readonly queueLength: number;
  /** Share of all contacts answered within the time asked for. */
  readonly answeredWithinFraction: number;
  /** Share of all contacts still waiting at the time asked for. */
  readonly waitsLongerFraction: number;
}

/** `empty`: no contacts, so no waits to speak of. */
export type ErlangA = StableErlangA | { readonly state: 'empty' };

/**
 * Erlang A (M/M/n+M): as Erlang C, but each contact gives up after an exponential patience of the given mean. Agents above 0,
 * fractional ones included; any load. `withinSeconds` is the time of the service level. Relative error below 1e-12, for
 * tails of 1e-17 below 1e-10. Throws RangeError for input that is none.
 *
 * Mandelbaum and Zeltyn, Service engineering in action: the Palm/Erlang-A queue (2007), evaluated by quadrature of the
 * virtual wait.
 */
export function erlangA(demand: Demand, patienceSeconds: number, agents: number, withinSeconds: number): ErlangA {
  checkWait(withinSeconds);
  const queue = queueLaw(demand, patienceSeconds, agents);
  if (queue === undefined) return { state: 'empty' };
  const { law, free, busy, erlangs } = queue;
  const early = sumWaits(law, 0, withinSeconds);
  const late = sumWaits(law, withinSeconds, Number.POSITIVE_INFINITY);
  const total = free + busy * (early.all + late.all);
  const immediate = free / total;
  const scale = busy / total;
  const answeredFraction = fraction(immediate + scale * (early.answered + late.answered));
  const abandonedFraction = fraction(scale * (early.abandoned + late.abandoned));
  const meanWaitSeconds = abandonedFraction * patienceSeconds;
  return {
    state: 'stable',
    erlangs,
    occupancyFraction: fraction((erlangs * answeredFraction) / agents),
    waitProbability: fraction(scale * (early.all + late.all)),
    answeredFraction,
    abandonedFraction,
    asaSeconds: (scale * (early.answeredWait + late.answeredWait)) / answeredFraction,
    meanWaitSeconds,
    meanWaitOfAbandonedSeconds: (early.abandonedWait + late.abandonedWait) / (early.abandoned + late.abandoned),
    queueLength: (demand.contactsPerInterval / demand.intervalSeconds) * meanWaitSeconds,
    answeredWithinFraction: fraction(immediate + scale * early.answered),
    waitsLongerFraction: fraction(scale * Math.exp(-withinSeconds / patienceSeconds) * late.all),
  };
}

/** Service level within the time that the queue was evaluated for. */
export function serviceLevelA(queue: StableErlangA, definition: ServiceLevelDefinition): number {
  const { answeredWithinFraction: answered, waitsLongerFraction: longer } = queue;
  switch (definition) {
    case 'offered':
      return answered;
    case 'answered':
      return fraction(answered / queue.answeredFraction);
    case 'excluding-short-abandons':
      return answered / (answered + longer);
    case 'counting-short-abandons':
      return 1 - longer;
  }
}

/**
 * The wait in seconds that a fraction of all contacts, strictly between 0 and 1, does not exceed, whether the wait ended by
 * an answer or by giving up. Undefined when there are no contacts.
 */
export function waitQuantileA(
  demand: Demand,
  patienceSeconds: number,
  agents: number,
  quantileFraction: number,
): number | undefined {
  checkOpenFraction('quantile', quantileFraction);
  const queue = queueLaw(demand, patienceSeconds, agents);
  if (queue === undefined) return undefined;
  const { law, free, busy } = queue;
  const longer = 1 - quantileFraction;
  const everyWait = sumWaits(law, 0, Number.POSITIVE_INFINITY).all;
  const scale = busy / (free + busy * everyWait);
  const waiting = scale * everyWait;
  if (waiting <= longer) return 0;
  let low = 0;
  let high = patienceSeconds * Math.log(waiting / longer);
  let wait = high / 2;
  // Newton's method on the logarithm of P(wait > t), which is nearly straight, kept inside a shrinking bracket.
  for (let step = 0; step < 100 && high - low > 1e-15 * high; step++) {
    const all = sumWaits(law, wait, Number.POSITIVE_INFINITY).all;
    const log = Math.log((scale * all) / longer) - wait / patienceSeconds;
    if (log > 0) low = wait;
    else high = wait;
    const slope = -1 / patienceSeconds - Math.exp(logDensity(law, wait)) / all;
    const next = wait - log / slope;
    if (Math.abs(next - wait) <= 1e-15 * wait) return next;
    wait = next > low && next < high ? next : (low + high) / 2;
  }
  return wait;
}

interface QueueLaw {
  readonly erlangs: number;
  readonly law: VirtualWait;
  /** Weight of finding an agent free, beside `busy` times the integral of the virtual wait's density. */
  readonly free: number;
  readonly busy: number;
}

/** Undefined when there are no contacts. */
function queueLaw(demand: Demand, patienceSeconds: number, agents: number): QueueLaw | undefined {
  checkDemand(demand);
  checkPositiveSeconds('mean patience', patienceSeconds);
  checkAgents(agents);
  if (agents === 0) throw new RangeError('agents must be above 0 for Erlang A, or nobody is ever answered');
  if (demand.contactsPerInterval === 0) return undefined;
  const erlangs = offeredErlangs(demand);
  const law = virtualWait(demand, patienceSeconds, agents);
  const odds = admissionOdds(agents, erlangs);
  const admission = odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
  const free = (admission / agents) * Math.exp(-law.peak);
  return { erlangs, law, free, busy: 1 / (1 + odds) / demand.ahtSeconds };
}

// Sums of positive shares may pass 1 by their rounding.
const fraction = (sum: number): number => Math.min(1, sum);
