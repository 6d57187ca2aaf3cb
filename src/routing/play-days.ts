import { type Model, simulationModel } from '../simulation/model.ts';
import { simulateReplication } from '../simulation/replication.ts';
import type { MeasuredTally } from '../simulation/tally.ts';
import type { Centre, CentreAgent } from './centre.ts';
import { dayScenario } from './day-scenario.ts';
import { type EligibilityOf, eligibilityIn } from './eligibility.ts';
import { movedAgents } from './moved-agents.ts';
import { type CentreCounts, NO_COUNTS, type QueueCounts } from './queue-counts.ts';
import type { SkillMove } from './skill-move.ts';

/** A simulated day: a weekday, Sunday 0, of a simulated week. */
export interface SimulatedDay {
  readonly week: number;
  readonly weekday: number;
}

/** Configurations of one centre that are to see the same days. Plain data, as a thread can be sent. */
export interface DaysTask {
  readonly centre: Centre;
  readonly seed: number;
  readonly days: readonly SimulatedDay[];
  /** Each the moves that make it from the centre; one that changes nothing has none. */
  readonly configurations: readonly (readonly SkillMove[])[];
  /** Whether only those queues are played whose contacts can feel a difference between the configurations; all counts of others are 0. */
  readonly onlyTouched: boolean;
}

/** Plays tasks somewhere: for each the counts by configuration and day, in their order. */
export type PlayDays = (tasks: readonly DaysTask[]) => Promise<readonly (readonly CentreCounts[])[][]>;

/**
 * The counts of each configuration and day. Seed, week and weekday make the contacts of a day, the same in every configuration. Agents
 * whom any configuration changes are on their own in all of them, so that nothing but their skills differs. Throws as `movedAgents`
 * and `simulationModel`.
 */
export function playDays({ centre, seed, days, configurations, onlyTouched }: DaysTask): CentreCounts[][] {
  const touched = new Set(configurations.flatMap((moves) => moves.map(({ agentId }) => agentId)));
  const agents = configurations.map((moves) => movedAgents(centre, moves));
  const eligibilityOf = eligibilityIn(centre);
  const played = onlyTouched ? reachable(agents, touched, eligibilityOf) : new Set(centre.contactTypes.keys());
  return agents.map((moved) => {
    const taking = moved.filter((agent) => eligibilityOf(agent).types.some((type) => played.has(type)));
    const groups = alikeAgents(taking, touched, eligibilityOf);
    const models = new Map<number, Model | undefined>();
    return days.map(({ week, weekday }) => {
      if (!models.has(weekday)) models.set(weekday, dayModel(centre, groups, weekday, played));
      const model = models.get(weekday);
      return model === undefined
        ? centre.queues.map(() => NO_COUNTS)
        : countsOf(centre, model, seed, 7 * week + weekday);
    });
  });
}

function alikeAgents(
  agents: readonly CentreAgent[],
  touched: ReadonlySet<string>,
  eligibilityOf: EligibilityOf,
): CentreAgent[][] {
  const groups = new Map<string, CentreAgent[]>();
  for (const agent of agents) {
    const key = touched.has(agent.id) ? agent.id : `${eligibilityOf(agent).signature} ${agent.pace}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [agent]);
    else group.push(agent);
  }
  return [...groups.values()];
}

/** The contact types that share agents, directly or through others, with those of touched agents in some configuration. */
function reachable(
  configurations: readonly (readonly CentreAgent[])[],
  touched: ReadonlySet<string>,
  eligibilityOf: EligibilityOf,
): Set<number> {
  const all = [...new Set(configurations.flat())];
  const found = new Set(all.flatMap((agent) => (touched.has(agent.id) ? eligibilityOf(agent).types : [])));
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const agent of all) {
      const { types } = eligibilityOf(agent);
      if (types.some((type) => found.has(type))) for (const type of types) found.add(type);
    }
  }
  return found;
}

function dayModel(
  centre: Centre,
  groups: readonly (readonly CentreAgent[])[],
  weekday: number,
  played: ReadonlySet<number>,
): Model | undefined {
  const scenario = dayScenario(centre, groups, weekday, played);
  return scenario === undefined ? undefined : simulationModel(scenario);
}

function countsOf({ queues, contactTypes }: Centre, model: Model, seed: number, replication: number): CentreCounts {
  const tally = simulateReplication(model, seed, replication);
  return queues.map((_, queue) => {
    const types = contactTypes.flatMap((type, place) => (type.queue === queue ? [place] : []));
    return queueCounts(tally, types, groupsWithin(model, types));
  });
}

const groupsWithin = ({ types }: Model, wanted: readonly number[]): number[] => [
  ...new Set(wanted.flatMap((type) => types[type].routing.rings.flatMap(({ groups }) => [...groups]))),
];

function queueCounts(tally: MeasuredTally, types: readonly number[], groups: readonly number[]): QueueCounts {
  const counts = { ...NO_COUNTS };
  for (const type of types) {
    const contacts = tally.contactTypes[type];
    counts.offered += contacts.offered;
    counts.answered += contacts.answered;
    counts.answeredWithin += contacts.answeredWithin;
    counts.abandoned += contacts.abandoned;
    counts.answeredWaitSeconds += contacts.answeredWaitSeconds;
  }
  for (const group of groups) {
    counts.busySeconds += tally.agentGroups[group].busySeconds;
    counts.onQueueSeconds += tally.agentGroups[group].onQueueSeconds;
  }
  return counts;
}
