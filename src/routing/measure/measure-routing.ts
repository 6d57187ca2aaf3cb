import type { AgentPresence, AgentWork, RoutingSetup, SkillDemand } from '../../series/routing-records.ts';
import { type AgentTotal, agentTotals } from './agent-totals.ts';
import { demandByKind, demandByQueue, type KindDemand, type QueueDemand } from './demand-by-key.ts';
import { type SkillUse, skillUseMeter } from './skill-use.ts';
import { type WorkTotal, workTotals } from './work-totals.ts';

/** What was asked for, who did it, and how busy that kept everybody. */
export interface RoutingMeasurement {
  readonly queues: readonly QueueDemand[];
  readonly demand: readonly KindDemand[];
  readonly agents: readonly AgentTotal[];
  readonly work: readonly WorkTotal[];
  readonly skills: readonly SkillUse[];
}

/** Streams of records of the same period and intervals, each in order of time. */
export interface RoutingRecords {
  readonly demand: AsyncIterable<SkillDemand>;
  readonly work: AsyncIterable<AgentWork>;
  readonly presence: AsyncIterable<AgentPresence>;
}

/** Joins demand, work and presence with who may take what. All ratios are pooled; what was not counted is undefined, not 0. */
export async function measureRouting(setup: RoutingSetup, records: RoutingRecords): Promise<RoutingMeasurement> {
  const demand: SkillDemand[] = [];
  for await (const record of records.demand) demand.push(record);
  const work = await workTotals(records.work);
  const meter = skillUseMeter(setup, demand);
  const onQueueSeconds = new Map<string, number>();
  for await (const presence of records.presence) {
    const { agentId } = presence;
    onQueueSeconds.set(agentId, (onQueueSeconds.get(agentId) ?? 0) + presence.onQueueSeconds);
    meter.attend(presence);
  }
  return {
    queues: demandByQueue(demand),
    demand: demandByKind(demand),
    agents: agentTotals(setup.agents, work, onQueueSeconds),
    work,
    skills: meter.uses(work),
  };
}
