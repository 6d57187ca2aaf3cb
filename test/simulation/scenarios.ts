import { type Model, simulationModel } from '../../src/simulation/model.ts';
import type { AgentGroup, ContactType, Queue, Scenario } from '../../src/simulation/scenario.ts';

/** Parts of scenarios for tests, each plain unless told otherwise. */
export const constant = (value: number, intervals: number): number[] => new Array<number>(intervals).fill(value);

export const queue = (changes: Partial<Queue> = {}): Queue => ({
  name: 'calls',
  skillEvaluation: 'all-skills',
  rings: [],
  serviceLevelSeconds: 20,
  ...changes,
});

export const contactType = (changes: Partial<ContactType> = {}): ContactType => ({
  name: 'call',
  queue: 'calls',
  skills: [],
  priority: 0,
  arrivalsPerInterval: [100],
  handleTime: { kind: 'exponential', meanSeconds: 180 },
  patience: { kind: 'exponential', meanSeconds: 120 },
  ...changes,
});

export const agentGroup = (changes: Partial<AgentGroup> = {}): AgentGroup => ({
  name: 'agents',
  queues: ['calls'],
  proficiencies: {},
  agentsPerInterval: [12],
  handleTimeMultiplier: 1,
  ...changes,
});

export const scenario = (changes: Partial<Scenario> = {}): Scenario => ({
  intervalSeconds: 1800,
  intervals: 1,
  measuredFrom: 0,
  measuredTo: changes.intervals ?? 1,
  queues: [queue()],
  contactTypes: [contactType()],
  agentGroups: [agentGroup()],
  busyness: { variationFraction: 0, intervalsPerBlock: 1 },
  ...changes,
});

export interface SingleQueue {
  readonly agents: number;
  readonly erlangs: number;
  readonly ahtSeconds: number;
  /** Undefined: nobody gives up. */
  readonly patienceSeconds: number | undefined;
  readonly withinSeconds: number;
}

/**
 * One queue of Erlang A or C in its steady state: `warmUp` handle times before and `coolDown` after `measured` handle times, so that
 * neither the empty start nor waits cut short by the end bias what is measured.
 */
export function singleQueue(one: SingleQueue, warmUp: number, measured: number, coolDown: number): Model {
  const { agents, erlangs, ahtSeconds, patienceSeconds, withinSeconds } = one;
  const intervals = warmUp + measured + coolDown;
  return simulationModel(
    scenario({
      intervalSeconds: ahtSeconds,
      intervals,
      measuredFrom: warmUp,
      measuredTo: warmUp + measured,
      queues: [queue({ serviceLevelSeconds: withinSeconds })],
      contactTypes: [
        contactType({
          arrivalsPerInterval: constant(erlangs, intervals),
          handleTime: { kind: 'exponential', meanSeconds: ahtSeconds },
          patience: patienceSeconds === undefined ? undefined : { kind: 'exponential', meanSeconds: patienceSeconds },
        }),
      ],
      agentGroups: [agentGroup({ agentsPerInterval: constant(agents, intervals) })],
    }),
  );
}
