import type { Demand } from './demand.ts';
import { erlangA, serviceLevelA } from './erlang-a.ts';
import { answeredWithinC, erlangC } from './erlang-c.ts';
import { requiredAgentsA, requiredAgentsC } from './requirement.ts';
import type { ServiceLevelTarget, Targets } from './targets.ts';

/** Whether contacts wait as long as it takes, or give up after a patience that is exponential with this mean. */
export type QueueModel =
  | { readonly name: 'erlang-c' }
  | { readonly name: 'erlang-a'; readonly meanPatienceSeconds: number };

/** The smallest whole number of agents that reaches all targets under the model; see there for tolerance and errors. */
export const requiredAgents = (model: QueueModel, demand: Demand, targets: Targets): number =>
  model.name === 'erlang-c'
    ? requiredAgentsC(demand, targets)
    : requiredAgentsA(demand, model.meanPatienceSeconds, targets);

/**
 * Share of contacts answered in time: 0 in an unstable queue, whose wait grows without end. Undefined without contacts.
 */
export function serviceLevel(
  model: QueueModel,
  demand: Demand,
  agents: number,
  target: Omit<ServiceLevelTarget, 'fraction'>,
): number | undefined {
  if (model.name === 'erlang-c') {
    const queue = erlangC(demand, agents);
    if (queue.state === 'empty') return undefined;
    return queue.state === 'unstable' ? 0 : answeredWithinC(queue, target.withinSeconds);
  }
  const queue = erlangA(demand, model.meanPatienceSeconds, agents, target.withinSeconds);
  return queue.state === 'empty' ? undefined : serviceLevelA(queue, target.definition ?? 'offered');
}
