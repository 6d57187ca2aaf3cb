import type { StaffingRow } from '../../../export/staffing-result.ts';
import { type Demand, offeredErlangs } from '../../../staffing/demand.ts';
import { type QueueModel, requiredAgents } from '../../../staffing/queue-model.ts';
import { expectedServiceLevel, requiredAgentsForExpected, requiredAgentsForQuantile } from '../../../staffing/risk.ts';
import { scheduledStaff } from '../../../staffing/shrinkage.ts';
import type { ServiceLevelTarget, Targets } from '../../../staffing/targets.ts';
import { idle, type Measures, measures } from './measures.ts';
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
export function staffingRow(arrivals: Arrivals, rule: StaffingRule): StaffingRow {
  if (!arrivals.isOpen) return closedRow(arrivals);
  const { demand, quantiles } = arrivals;
  const { model, targets, risk } = rule;
  const agents = rule.givenAgents ?? Math.max(rule.minAgents, neededAgents(demand, quantiles, rule));
  const row = staffedInterval(
    arrivals,
    agents,
    rule.shrinkageFraction,
    measures(model, demand, agents, targets.serviceLevel),
  );
  return risk === 'expected' ? { ...row, expectedServiceLevel: expectedLevel(rule, demand, quantiles, agents) } : row;
}

/** Nobody works when the centre is closed, and what arrives then is not measured. */
export const closedRow = (arrivals: Arrivals): StaffingRow => staffedInterval(arrivals, 0, 0, idle(0));

/**
 * An interval with its work, its agents, those paid behind them, and what they reach. One literal: there may be a hundred thousand, and
 * objects put together from parts take several times as long.
 */
export const staffedInterval = (
  { key, start, end, demand }: Arrivals,
  agents: number,
  shrinkageFraction: number,
  { serviceLevel, asaSeconds, occupancy, abandonment, stable }: Measures,
): StaffingRow => ({
  key,
  start,
  end,
  volume: demand.contactsPerInterval,
  ahtSeconds: demand.ahtSeconds,
  erlangs: offeredErlangs(demand),
  agents,
  scheduledHeads: scheduledStaff(agents, { ofPaidTime: [shrinkageFraction], ofRemainingTime: [] }).heads,
  serviceLevel,
  asaSeconds,
  occupancy,
  abandonment,
  stable,
});

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
