import { type ArrivalQuantile, arrivalScenarios, arrivalsAt } from './arrival-quantiles.ts';
import type { Demand } from './demand.ts';
import { type QueueModel, requiredAgents, serviceLevel } from './queue-model.ts';
import { ROUNDING } from './rounding-up.ts';
import { smallestCount } from './smallest-count.ts';
import type { ServiceLevelTarget, Targets } from './targets.ts';

/** The service level to expect when the number of contacts is known only by its distribution. */
export interface ExpectedServiceLevel {
  /** Mean over intervals like this one; one without contacts counts as 1. */
  readonly perIntervalFraction: number;
  /** Mean over contacts, which come most often in the busy ones: what a month's report will show. */
  readonly perContactFraction: number;
}

/**
 * Mean of the service level over the distribution of arrivals, where the service level of the mean arrivals is too hopeful.
 * `demand` gives interval and handle time; its contacts are not used. Throws RangeError when no contacts can arrive.
 */
export function expectedServiceLevel(
  model: QueueModel,
  demand: Demand,
  arrivals: readonly ArrivalQuantile[],
  agents: number,
  target: Omit<ServiceLevelTarget, 'fraction'>,
): ExpectedServiceLevel {
  let perInterval = 0;
  let answered = 0;
  let contacts = 0;
  for (const { contactsPerInterval, probability } of arrivalScenarios(arrivals)) {
    const level = serviceLevel(model, { ...demand, contactsPerInterval }, agents, target) ?? 1;
    perInterval += probability * level;
    answered += probability * contactsPerInterval * level;
    contacts += probability * contactsPerInterval;
  }
  if (contacts === 0) throw new RangeError('no contacts can arrive, so there is no service level to expect');
  return {
    perIntervalFraction: Math.min(1, perInterval),
    perContactFraction: Math.min(1, answered / contacts),
  };
}

/**
 * The smallest number of agents whose expected service level per interval reaches its target, and with which all other
 * targets hold at the mean contacts of `demand`. 0 when no contacts can arrive.
 */
export function requiredAgentsForExpected(
  model: QueueModel,
  demand: Demand,
  arrivals: readonly ArrivalQuantile[],
  targets: Targets & { readonly serviceLevel: ServiceLevelTarget },
): number {
  const { serviceLevel: target, ...others } = targets;
  const forMean = requiredAgents(model, demand, targets);
  const fewest = Object.values(others).some((limit) => limit !== undefined) ? requiredAgents(model, demand, others) : 0;
  if (arrivalScenarios(arrivals).every(({ contactsPerInterval }) => contactsPerInterval === 0)) return fewest;
  const missedAtMost = (1 - target.fraction) * (1 + ROUNDING);
  const enough = smallestCount(
    Math.max(1, forMean),
    (agents) => 1 - expectedServiceLevel(model, demand, arrivals, agents, target).perIntervalFraction <= missedAtMost,
  );
  return Math.max(fewest, enough);
}

/** The smallest number of agents that reaches all targets when as many contacts come as the quantile says. */
export const requiredAgentsForQuantile = (
  model: QueueModel,
  demand: Demand,
  arrivals: readonly ArrivalQuantile[],
  fraction: number,
  targets: Targets,
): number => requiredAgents(model, { ...demand, contactsPerInterval: arrivalsAt(arrivals, fraction) }, targets);
