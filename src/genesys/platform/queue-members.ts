import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import { pages } from '../pages.ts';
import type { QueueMember } from '../workforce.ts';
import { inOrder } from './in-order.ts';
import { listQueues } from './queues.ts';

/** The most that the listing gives on one page. */
const PAGE_SIZE = 100;
const CONCURRENT_LISTINGS = 4;

const member = z.object({ id: z.string(), joined: z.nullish(z.boolean()) });

/**
 * The agents who are active in a queue now, each with the number of visible queues in which he is active. No published
 * listing tells an agent's queues at once, so the members of every visible queue are listed: one request or more for each.
 */
export async function queueMembers(client: Client, queueId: string): Promise<QueueMember[]> {
  const otherQueues: string[] = [];
  for await (const { id } of listQueues(client)) if (id !== queueId) otherQueues.push(id);
  const members = await activeMembers(client, queueId);
  const queues = new Map(members.map((userId) => [userId, 1]));
  for await (const others of inOrder(otherQueues, CONCURRENT_LISTINGS, (id) => activeMembers(client, id))) {
    for (const userId of others) queues.set(userId, (queues.get(userId) ?? 0) + 1);
  }
  return members.map((userId) => ({ userId, queues: queues.get(userId) ?? 1 }));
}

async function activeMembers(client: Client, queueId: string): Promise<string[]> {
  const request = {
    what: `the members of the queue ${queueId}`,
    method: 'GET',
    path: `/api/v2/routing/queues/${encodeURIComponent(queueId)}/members`,
    query: { pageSize: PAGE_SIZE, joined: true },
    permission: 'routing:queue:view',
  } as const;
  const active: string[] = [];
  for await (const { id, joined } of pages(client, request, member)) if (joined !== false) active.push(id);
  return active;
}
