import type { StaffingRow } from '../../../export/staffing-result.ts';
import { type Demand, offeredErlangs } from '../../../staffing/demand.ts';
import { erlangA, serviceLevelA } from '../../../staffing/erlang-a.ts';
import { answeredWithinC, erlangC } from '../../../staffing/erlang-c.ts';
import { type QueueModel, requiredAgents } from '../../../staffing/queue-model.ts';
import { expectedServiceLevel, requiredAgentsForExpected, requiredAgentsForQuantile } from '../../../staffing/risk.ts';
import { scheduledStaff } from '../../../staffing/shrinkage.ts';
import type { ServiceLevelTarget, Targets } from '../../../staffing/targets.ts';
import { fractionOfPercentile, type Risk } from './option-values.ts';
import type { Arrivals } from './workload.ts';

/** How the agents of every interval are found. */
export interface StaffingRule {
  readonly model: QueueModel;
  readonly targets: Targets;
  readonly risk: Risk;
  readonly minAgents: number;
  /** Evaluated as they are, instead of looking for the fewest that reach the targets. */
  readonly givenAgents?: number;
  readonly shrinkageFraction: number;
}

/** The agents of one interval and what they reach. Throws RangeError for input that no formula takes. */
export function staffingRow({ demand, quantiles, ...interval }: Arrivals, rule: StaffingRule): StaffingRow {
  const { model, targets, risk } = rule;
  const agents = rule.givenAgents ?? Math.max(rule.minAgents, neededAgents(demand, quantiles, rule));
  const ofPaidTime = [rule.shrinkageFraction];
  return {
    ...interval,
    volume: demand.contactsPerInterval,
    ahtSeconds: demand.ahtSeconds,
    erlangs: offeredErlangs(demand),
    agents,
    scheduledHeads: scheduledStaff(agents, { ofPaidTime, ofRemainingTime: [] }).heads,
    ...measures(model, demand, agents, targets.serviceLevel),
    ...(risk === 'expected' ? { expectedServiceLevel: expectedLevel(rule, demand, quantiles, agents) } : {}),
  };
}

function neededAgents(
  demand: Demand,
  quantiles: Arrivals['quantiles'],
  { model, targets, risk }: StaffingRule,
): number {
  if (risk === 'mean') return requiredAgents(model, demand, targets);
  if (quantiles === undefined) throw new Error(`no distribution to staff for ${risk}`);
  if (risk === 'expected') return requiredAgentsForExpected(model, demand, quantiles, withServiceLevel(targets));
  return requiredAgentsForQuantile(model, demand, quantiles, fractionOfPercentile(risk), targets);
}

function expectedLevel(
  { model, targets }: StaffingRule,
  demand: Demand,
  quantiles: Arrivals['quantiles'],
  agents: number,
): number | undefined {
  if (quantiles === undefined) throw new Error('no distribution to expect a service level from');
  // Quantiles are in order: when the highest is 0, nothing can arrive.
  if (agents === 0 || quantiles.at(-1)?.contactsPerInterval === 0) return undefined;
  return expectedServiceLevel(model, demand, quantiles, agents, withServiceLevel(targets).serviceLevel)
    .perIntervalFraction;
}

function withServiceLevel(targets: Targets): Targets & { readonly serviceLevel: ServiceLevelTarget } {
  const { serviceLevel } = targets;
  if (serviceLevel === undefined) throw new Error('there is no service level to expect');
  return { ...targets, serviceLevel };
}

type Measures = Pick<StaffingRow, 'serviceLevel' | 'asaSeconds' | 'occupancy' | 'abandonment' | 'stable'>;

function measures(model: QueueModel, demand: Demand, agents: number, target: Targets['serviceLevel']): Measures {
  if (demand.contactsPerInterval === 0) return idle(agents);
  return model.name === 'erlang-c'
    ? measuresC(demand, agents, target)
    : measuresA(demand, model.meanPatienceSeconds, agents, target);
}

/** Nothing arrives: who is there has nothing to do, and there are no waits to speak of. */
const idle = (agents: number): Measures => ({
  serviceLevel: undefined,
  asaSeconds: undefined,
  occupancy: agents === 0 ? undefined : 0,
  abandonment: undefined,
  stable: true,
});

function measuresC(demand: Demand, agents: number, target: Targets['serviceLevel']): Measures {
  const queue = erlangC(demand, agents);
  if (queue.state === 'empty') return idle(agents);
  const isStable = queue.state === 'stable';
  const levelWithin = (seconds: number) => (isStable ? answeredWithinC(queue, seconds) : 0);
  return {
    serviceLevel: target === undefined ? undefined : levelWithin(target.withinSeconds),
    asaSeconds: isStable ? queue.asaSeconds : undefined,
    occupancy: isStable ? queue.occupancyFraction : 1,
    abandonment: undefined,
    stable: isStable,
  };
}

function measuresA(demand: Demand, patienceSeconds: number, agents: number, target: Targets['serviceLevel']): Measures {
  if (agents === 0) return everybodyGivesUp(target);
  const queue = erlangA(demand, patienceSeconds, agents, target?.withinSeconds ?? 0);
  if (queue.state === 'empty') return idle(agents);
  return {
    serviceLevel: target === undefined ? undefined : serviceLevelA(queue, target.definition ?? 'offered'),
    asaSeconds: queue.asaSeconds,
    occupancy: queue.occupancyFraction,
    abandonment: queue.abandonedFraction,
    stable: true,
  };
}

/** Nobody is there, as when a low quantile of the forecast is no contact at all. */
const everybodyGivesUp = (target: Targets['serviceLevel']): Measures => ({
  serviceLevel: target === undefined ? undefined : 0,
  asaSeconds: undefined,
  occupancy: undefined,
  abandonment: 1,
  stable: true,
});
