import type {
  AgentPresence,
  RoutedAgent,
  RoutedQueue,
  RoutingSetup,
  SkillDemand,
} from '../../series/routing-records.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { WorkTotal } from './work-totals.ts';

/**
 * Whether an agent used a skill, and why not:
 * `used` he handled contacts that asked for it;
 * `absent` he never was on queue;
 * `no-demand` nobody asked for it while he was on queue;
 * `other-queues` it was asked for in queues only that give him no contacts;
 * `other-skills` every contact of his queues that asked for it asked for another skill too, which he lacks;
 * `unused` contacts that he could have taken asked for it, and others took them.
 */
export type SkillUseVerdict = 'used' | 'absent' | 'no-demand' | 'other-queues' | 'other-skills' | 'unused';

/** What became of one skill of one agent. Offered contacts are weighed with the share of their interval that he was on queue. */
export interface SkillUse {
  readonly agentId: string;
  readonly skillId: string;
  /** From 0 to 5. */
  readonly proficiency: number;
  readonly verdict: SkillUseVerdict;
  readonly handled: number;
  readonly handleSeconds: number;
  /** Contacts that asked for the skill while he was on queue: at any queue, at his queues, and of these those that he could take. */
  readonly offeredAnywhere: number;
  readonly offeredAtHisQueues: number;
  readonly offeredWithinReach: number;
}

/** Demand weighed by one agent's presence. */
interface Met {
  anywhere: number;
  atHisQueues: number;
  withinReach: number;
}

/** Weighs the demand for skills by the presence of agents, record by record. */
export interface SkillUseMeter {
  attend(presence: AgentPresence): void;
  /** One row for every skill of every agent. */
  uses(work: readonly WorkTotal[]): SkillUse[];
}

/**
 * A meter over the demand of a period. Queues that disregard skills are left out, since nobody needs a skill there; what a
 * bullseye ring drops is within reach of those who lack it. Demand and presence have to be of the same intervals.
 */
export function skillUseMeter({ agents, queues }: RoutingSetup, demand: readonly SkillDemand[]): SkillUseMeter {
  const skilled = new Map(
    queues.filter(({ method }) => method !== 'disregard-skills').map((queue) => [queue.id, queue]),
  );
  const known = new Map(agents.map((agent) => [agent.id, agent]));
  const board = demandBoard(demand.filter(({ queueId, offered }) => skilled.has(queueId) && offered > 0));
  const present = new Set<string>();
  const met = new Map<string, Met>();

  return {
    attend({ agentId, intervalStart, intervalEnd, onQueueSeconds }) {
      const agent = known.get(agentId);
      if (agent === undefined || onQueueSeconds <= 0) return;
      present.add(agentId);
      const share = onQueueSeconds / (intervalEnd - intervalStart);
      for (const { skillId } of agent.skills) {
        const sums = met.get(keyOf(agentId, skillId)) ?? { anywhere: 0, atHisQueues: 0, withinReach: 0 };
        met.set(keyOf(agentId, skillId), sums);
        for (const contacts of board.asking(skillId, intervalStart)) weigh(sums, contacts, share, agent, skilled);
      }
    },
    uses(work) {
      const regarded = work.filter(({ queueId }) => skilled.has(queueId) || !queues.some(({ id }) => id === queueId));
      const handled = handledBySkill(regarded);
      return agents.flatMap((agent) =>
        agent.skills.map(({ skillId, proficiency }): SkillUse => {
          const sums = met.get(keyOf(agent.id, skillId)) ?? { anywhere: 0, atHisQueues: 0, withinReach: 0 };
          const did = handled.get(keyOf(agent.id, skillId)) ?? { handled: 0, handleSeconds: 0 };
          return {
            agentId: agent.id,
            ...{ skillId, proficiency },
            verdict: verdictOf(did.handled, present.has(agent.id), sums),
            ...did,
            offeredAnywhere: sums.anywhere,
            offeredAtHisQueues: sums.atHisQueues,
            offeredWithinReach: sums.withinReach,
          };
        }),
      );
    },
  };
}

function weigh(
  sums: Met,
  { queueId, skillIds, offered }: SkillDemand,
  share: number,
  agent: RoutedAgent,
  queues: ReadonlyMap<string, RoutedQueue>,
): void {
  sums.anywhere += share * offered;
  if (!agent.queueIds.includes(queueId)) return;
  sums.atHisQueues += share * offered;
  const dropped = (queues.get(queueId)?.rings ?? []).flatMap(({ dropSkillIds }) => dropSkillIds);
  const lacks = (wanted: string): boolean =>
    !dropped.includes(wanted) && agent.skills.every(({ skillId }) => skillId !== wanted);
  if (!skillIds.some(lacks)) sums.withinReach += share * offered;
}

function verdictOf(handled: number, wasPresent: boolean, met: Met): SkillUseVerdict {
  if (handled > 0) return 'used';
  if (!wasPresent) return 'absent';
  if (met.anywhere === 0) return 'no-demand';
  if (met.atHisQueues === 0) return 'other-queues';
  return met.withinReach === 0 ? 'other-skills' : 'unused';
}

const keyOf = (agentId: string, skillId: string): string => `${agentId} ${skillId}`;

/** Finds the demand for a skill in an interval. */
function demandBoard(demand: readonly SkillDemand[]) {
  const board = new Map<string, SkillDemand[]>();
  for (const contacts of demand) {
    for (const skillId of contacts.skillIds) {
      const key = `${skillId} ${contacts.intervalStart}`;
      const asking = board.get(key) ?? [];
      board.set(key, asking);
      asking.push(contacts);
    }
  }
  return {
    asking: (skillId: string, start: EpochSeconds): readonly SkillDemand[] => board.get(`${skillId} ${start}`) ?? [],
  };
}

function handledBySkill(work: readonly WorkTotal[]): Map<string, { handled: number; handleSeconds: number }> {
  const bySkill = new Map<string, { handled: number; handleSeconds: number }>();
  for (const { agentId, skillIds, handled, handleSeconds } of work) {
    for (const skillId of skillIds) {
      const sums = bySkill.get(keyOf(agentId, skillId)) ?? { handled: 0, handleSeconds: 0 };
      bySkill.set(keyOf(agentId, skillId), sums);
      sums.handled += handled;
      sums.handleSeconds += handleSeconds;
    }
  }
  return bySkill;
}
