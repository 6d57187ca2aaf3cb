import * as z from 'zod/mini';
import type { AgentSkill } from '../../series/routing-records.ts';
import type { Client } from '../client.ts';
import { pages } from '../pages.ts';
import { skillsOf, userSkill } from './user-skill.ts';

/** The most that the listing gives on one page. */
const PAGE_SIZE = 100;

const member = z.object({
  id: z.string(),
  name: z.nullish(z.string()),
  joined: z.nullish(z.boolean()),
  user: z.nullish(z.object({ name: z.nullish(z.string()), skills: z.nullish(z.array(userSkill)) })),
});

/** An agent to whom a queue gives contacts. `skills` is absent when the listing does not tell them, which it need not. */
export interface QueueAgent {
  readonly id: string;
  readonly name: string;
  readonly skills?: readonly AgentSkill[];
}

/** The agents who are members of a queue and have joined it, with their skills as far as the listing tells them. */
export async function queueAgents(client: Client, queueId: string): Promise<QueueAgent[]> {
  const request = {
    what: `the members of the queue ${queueId}`,
    method: 'GET',
    path: `/api/v2/routing/queues/${encodeURIComponent(queueId)}/members`,
    query: { pageSize: PAGE_SIZE, joined: true, expand: 'skills' },
    permission: 'routing:queue:view',
  } as const;
  const agents: QueueAgent[] = [];
  for await (const { id, name, joined, user } of pages(client, request, member)) {
    if (joined === false) continue;
    const skills = user?.skills == null ? {} : { skills: skillsOf(user.skills) };
    agents.push({ id, name: name ?? user?.name ?? id, ...skills });
  }
  return agents;
}
