import { checkScenario } from './check-scenario.ts';
import { durationSampler, type Sampler } from './duration.ts';
import { type GroupRouting, groupRoutings, type TypeRouting, typeRouting } from './routing-rules.ts';
import type { Scenario } from './scenario.ts';

/** A scenario that was checked and made ready for many replications. Not changed by them. */
export interface Model {
  readonly scenario: Scenario;
  readonly types: readonly TypeModel[];
  readonly groups: readonly GroupRouting[];
}

export interface TypeModel {
  readonly routing: TypeRouting;
  readonly handleTime: Sampler;
  readonly patience: Sampler;
  readonly prioritySeconds: number;
  readonly serviceLevelSeconds: number;
}

// Genesys Cloud: one point of priority is worth a minute of waiting.
const SECONDS_PER_PRIORITY = 60;

/**
 * Throws RangeError when the scenario cannot be simulated: an impossible number, a name that is none, or contacts that no agent may
 * ever take and that never give up. With patience such contacts are allowed; all of them abandon.
 */
export function simulationModel(scenario: Scenario): Model {
  checkScenario(scenario);
  const queues = new Map(scenario.queues.map((queue) => [queue.name, queue]));
  const types = scenario.contactTypes.map((type): TypeModel => {
    const queue = queues.get(type.queue);
    if (queue === undefined) throw new RangeError(`queue of ${type.name} must be one of the queues, not ${type.queue}`);
    const routing = typeRouting(type, queue, scenario.agentGroups);
    if (type.patience === undefined && routing.rings.every(({ groups }) => groups.length === 0))
      throw new RangeError(
        `${type.name} must have agents who may take it or patience that ends: it would wait forever`,
      );
    return {
      routing,
      handleTime: durationSampler(`handle time of ${type.name}`, type.handleTime),
      patience: durationSampler(`patience of ${type.name}`, type.patience),
      prioritySeconds: SECONDS_PER_PRIORITY * type.priority,
      serviceLevelSeconds: queue.serviceLevelSeconds,
    };
  });
  const routings = types.map(({ routing }) => routing);
  return { scenario, types, groups: groupRoutings(scenario.agentGroups.length, routings) };
}
