import { usageFailure } from '../../errors.ts';
import type { RoutedAgent, RoutedQueue, RoutingSetup } from '../../series/routing-records.ts';
import type { Client } from '../client.ts';
import { contractFailure } from '../service-failure.ts';
import { aboutSkills, agentSkills } from './agent-skills.ts';
import { inOrder } from './in-order.ts';
import { namesOf } from './names.ts';
import { type QueueAgent, queueAgents } from './queue-agents.ts';
import { listRoutedQueues } from './routed-queues.ts';

const CONCURRENT_LISTINGS = 4;

/**
 * Queues, their members, skills. No published listing tells an agent's queues at once, so the members of every queue are listed,
 * one request or more for each; agents whose skills that does not tell are asked about one by one. Fails with exit code 2 for a
 * queue that is not visible.
 */
export async function routingSetup(client: Client, queueIds?: readonly string[]): Promise<RoutingSetup> {
  const queues = await wantedQueues(client, queueIds);
  const skills = await namesOf(client, 'skills');
  const agents = await routedAgents(client, queues);
  return { queues, agents, skills: Array.from(skills, ([id, name]) => ({ id, name })) };
}

async function wantedQueues(client: Client, queueIds: readonly string[] | undefined): Promise<RoutedQueue[]> {
  const queues: RoutedQueue[] = [];
  for await (const queue of listRoutedQueues(client)) queues.push(queue);
  if (queueIds === undefined) return queues;
  const hidden = queueIds.find((wanted) => !queues.some(({ id }) => id === wanted));
  if (hidden === undefined) return queues.filter(({ id }) => queueIds.includes(id));
  const hint = 'It was deleted, or lies in a division in which no role of the OAuth client is granted.';
  throw usageFailure(`there is no queue with the id ${hidden}`, hint);
}

interface Membership {
  readonly agent: QueueAgent;
  readonly queueIds: readonly string[];
}

async function routedAgents(client: Client, queues: readonly RoutedQueue[]): Promise<RoutedAgent[]> {
  const agentsOf = async ({ id }: RoutedQueue) => ({ queueId: id, agents: await queueAgents(client, id) });
  const memberships = new Map<string, Membership>();
  for await (const { queueId, agents } of inOrder(queues, CONCURRENT_LISTINGS, agentsOf)) {
    for (const agent of agents) {
      const { queueIds } = memberships.get(agent.id) ?? { queueIds: [] };
      memberships.set(agent.id, { agent, queueIds: [...queueIds, queueId] });
    }
  }
  const found: RoutedAgent[] = [];
  const members = [...memberships.values()];
  for await (const agent of inOrder(members, CONCURRENT_LISTINGS, (one) => withSkills(client, one))) found.push(agent);
  return found;
}

async function withSkills(client: Client, { agent, queueIds }: Membership): Promise<RoutedAgent> {
  const skills = agent.skills ?? (await agentSkills(client, agent.id));
  // A member of a queue who is no user: he left in this very moment, or the service contradicts itself.
  if (skills === undefined) throw contractFailure(aboutSkills(agent.id), 'a member of a queue is not found');
  return { id: agent.id, name: agent.name, skills, queueIds };
}
