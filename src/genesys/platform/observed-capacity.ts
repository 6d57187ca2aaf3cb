import { gridOf, stepsBetween } from '../../series/calendar-step.ts';
import type { AgentCapacity } from '../../series/records.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { Client } from '../client.ts';
import type { ObservedCapacity, ObservedQuestion, QueueMember } from '../workforce.ts';
import { agentSkills } from './agent-skills.ts';
import { inOrder } from './in-order.ts';
import { onQueueTimes } from './on-queue-time.ts';
import { type QueueAgent, queueAgents } from './queue-agents.ts';
import { queueMembers } from './queue-members.ts';

/**
 * How many of the present members of a queue were on queue, as a mean over each interval. An interval for which the service
 * tells no status of anybody has no record; agents who have left the queue since, or have another skill than is asked for, are not in
 * it.
 */
export async function observedCapacity(client: Client, question: ObservedQuestion): Promise<ObservedCapacity> {
  const { from, to, step, timeZone } = question;
  const members = await askedMembers(client, question);
  const userIds = members.map(({ userId }) => userId);
  const onQueueSeconds = new Map<EpochSeconds, number>();
  for await (const one of onQueueTimes(client, { from, to, step, timeZone }, userIds))
    onQueueSeconds.set(one.intervalStart, (onQueueSeconds.get(one.intervalStart) ?? 0) + one.onQueueSeconds);
  const starts = gridOf(from, step, timeZone, stepsBetween(from, to, step, timeZone));
  const records = Array.from(starts).flatMap((intervalStart, i): AgentCapacity[] => {
    const spentSeconds = onQueueSeconds.get(intervalStart);
    if (spentSeconds === undefined) return [];
    const intervalEnd = starts[i + 1] ?? to;
    const agents = spentSeconds / (intervalEnd - intervalStart);
    return [{ intervalStart, intervalEnd, agents, source: 'observed' }];
  });
  return { members, records };
}

const CONCURRENT_READS = 4;

async function askedMembers(client: Client, { queueId, skillId }: ObservedQuestion): Promise<QueueMember[]> {
  const members = await queueMembers(client, queueId);
  if (skillId === undefined) return members;
  const holders = new Set<string>();
  const skillsOf = async ({ id, skills }: QueueAgent) => ({
    id,
    skills: skills ?? (await agentSkills(client, id)) ?? [],
  });
  for await (const { id, skills } of inOrder(await queueAgents(client, queueId), CONCURRENT_READS, skillsOf))
    if (skills.some((skill) => skill.skillId === skillId)) holders.add(id);
  return members.filter(({ userId }) => holders.has(userId));
}
