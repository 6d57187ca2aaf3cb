import type { MeasuredQueue, RoutingMeasure } from '../../../../export/routing-measure.ts';
import type { QueueDemand } from '../../../../routing/measure/demand-by-key.ts';
import type { RoutingMeasurement } from '../../../../routing/measure/measure-routing.ts';
import type { RoutedQueue, RoutingSetup } from '../../../../series/routing-records.ts';

/**
 * A measurement with names in place of ids alone. `skillIds` leaves only rows that speak of these skills; rows of queues and agents
 * stay whole, since their sums are of everything that they did.
 */
export function namedMeasure(
  { queues, demand, agents, work, skills }: RoutingMeasurement,
  setup: RoutingSetup,
  skillIds: ReadonlySet<string> | undefined,
): Pick<RoutingMeasure, 'queues' | 'demand' | 'agents' | 'work' | 'skills'> {
  const queueName = nameIn(setup.queues);
  const agentName = nameIn(setup.agents);
  const skillName = nameIn(setup.skills);
  const speaksOf = (ids: readonly string[]): boolean => skillIds === undefined || ids.some((id) => skillIds.has(id));
  return {
    queues: queues.map((sums) => measuredQueue(sums, setup)),
    demand: demand
      .filter((kind) => speaksOf(kind.skillIds))
      .map((kind) => ({
        ...kind,
        queueName: queueName(kind.queueId),
        skillNames: kind.skillIds.map(skillName),
      })),
    agents: agents.map(({ agent, ...total }) => ({
      agentId: agent.id,
      agentName: agent.name,
      queueIds: agent.queueIds,
      queueNames: agent.queueIds.map(queueName),
      ...total,
    })),
    work: work
      .filter((total) => speaksOf(total.skillIds))
      .map((total) => ({
        ...total,
        agentName: agentName(total.agentId),
        queueName: queueName(total.queueId),
        skillNames: total.skillIds.map(skillName),
      })),
    skills: skills
      .filter(({ skillId }) => speaksOf([skillId]))
      .map((use) => ({ ...use, agentName: agentName(use.agentId), skillName: skillName(use.skillId) })),
  };
}

function measuredQueue(sums: QueueDemand, { queues, agents }: RoutingSetup): MeasuredQueue {
  const queue = queues.find(({ id }) => id === sums.queueId);
  const target = queue?.targets.find(({ mediaType }) => mediaType === sums.mediaType);
  return {
    ...sums,
    queueName: nameIn<RoutedQueue>(queues)(sums.queueId),
    method: queue?.method,
    rings: queue?.rings ?? [],
    targetFraction: target?.answeredFraction,
    targetSeconds: target?.withinSeconds,
    members: agents.filter(({ queueIds }) => queueIds.includes(sums.queueId)).length,
  };
}

/** The name of an id, or the whole id of what is not visible: a part of it could be another's as well. */
function nameIn<Item extends { readonly id: string; readonly name: string }>(items: readonly Item[]) {
  const names = new Map(items.map(({ id, name }) => [id, name]));
  return (id: string): string => names.get(id) ?? id;
}
