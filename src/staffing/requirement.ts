import { checkDemand, checkPositiveSeconds, type Demand, MOST_AGENTS, offeredErlangs, spareErlangs } from './demand.ts';
import { erlangA, serviceLevelA } from './erlang-a.ts';
import { admissionOdds } from './erlang-b.ts';
import { ROUNDING, roundUp } from './rounding-up.ts';
import { smallestCount } from './smallest-count.ts';
import { checkTargets, type Targets } from './targets.ts';

/**
 * The smallest whole number of agents with which Erlang C reaches all targets; 0 when nothing arrives. A target missed by less
 * than 1e-12 of itself is met, since decimals have no exact double. Throws RangeError for input that is none, or when a
 * million agents do not suffice.
 */
export function requiredAgentsC(demand: Demand, targets: Targets): number {
  checkDemand(demand);
  checkTargets(targets);
  if (targets.maxAbandonedFraction !== undefined)
    throw new RangeError('Erlang C knows no abandonment: a limit on it needs a patience, and Erlang A');
  if (demand.contactsPerInterval === 0) return 0;
  const erlangs = offeredErlangs(demand);
  let agents = fewestStableAgents(demand, erlangs);
  if (targets.maxOccupancyFraction !== undefined)
    agents = Math.max(agents, roundUp(erlangs / targets.maxOccupancyFraction));
  checkReachable(agents);

  // Both targets as bounds on spare * inverse blocking + load, the denominator of C; without division in the steps.
  const { serviceLevel, maxAsaSeconds } = targets;
  const spare = spareErlangs(demand, agents);
  const late = serviceLevel === undefined ? 1 : (1 - serviceLevel.fraction) * (1 + ROUNDING);
  const pacePerErlang = serviceLevel === undefined ? 0 : serviceLevel.withinSeconds / demand.ahtSeconds;
  const decay = Math.exp(-pacePerErlang);
  let stillWaiting = Math.exp(-pacePerErlang * spare);
  const asaErlangs =
    maxAsaSeconds === undefined ? Number.POSITIVE_INFINITY : (maxAsaSeconds / demand.ahtSeconds) * (1 + ROUNDING);
  let inverseBlocking = 1 + admissionOdds(agents, erlangs);
  for (let step = 0; ; step++) {
    const weight = (spare + step) * inverseBlocking + erlangs;
    if (agents * stillWaiting <= late * weight && agents <= asaErlangs * (spare + step) * weight) return agents;
    agents++;
    checkReachable(agents);
    inverseBlocking = 1 + (inverseBlocking * agents) / erlangs;
    stillWaiting *= decay;
  }
}

/**
 * The smallest whole number of agents with which Erlang A reaches all targets, for a mean patience; 0 when nothing arrives.
 * Tolerance and errors as for Erlang C.
 */
export function requiredAgentsA(demand: Demand, patienceSeconds: number, targets: Targets): number {
  checkDemand(demand);
  checkPositiveSeconds('mean patience', patienceSeconds);
  checkTargets(targets);
  if (demand.contactsPerInterval === 0) return 0;
  const withinSeconds = targets.serviceLevel?.withinSeconds ?? 0;
  return smallestCount(Math.max(1, Math.round(offeredErlangs(demand))), (agents) => {
    const queue = erlangA(demand, patienceSeconds, agents, withinSeconds);
    if (queue.state === 'empty') return true;
    const { serviceLevel } = targets;
    return (
      (serviceLevel === undefined ||
        atMost(1 - serviceLevelA(queue, serviceLevel.definition ?? 'offered'), 1 - serviceLevel.fraction)) &&
      atMost(queue.asaSeconds, targets.maxAsaSeconds) &&
      atMost(queue.occupancyFraction, targets.maxOccupancyFraction) &&
      atMost(queue.abandonedFraction, targets.maxAbandonedFraction)
    );
  });
}

const atMost = (value: number, limit: number | undefined): boolean =>
  limit === undefined || value <= limit * (1 + ROUNDING);

/** The load may have been rounded up to a whole number, or down below one; the exact difference decides. */
function fewestStableAgents(demand: Demand, erlangs: number): number {
  let agents = Math.floor(erlangs);
  checkReachable(agents);
  while (spareErlangs(demand, agents) <= 0) agents++;
  return agents;
}

function checkReachable(agents: number): void {
  if (agents > MOST_AGENTS) throw new RangeError(`the targets need more than ${MOST_AGENTS} agents`);
}
