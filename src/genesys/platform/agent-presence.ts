import type { AgentPresence } from '../../series/routing-records.ts';
import type { Client } from '../client.ts';
import type { RoutingQuestion } from '../routing.ts';
import { onQueueTimes } from './on-queue-time.ts';

/** One record per agent and interval in which he was on queue, in order of time. Throws a Failure that says how far it got. */
export async function* agentPresence(client: Client, question: RoutingQuestion): AsyncGenerator<AgentPresence> {
  for await (const time of onQueueTimes(client, question, question.agentIds)) if (time.onQueueSeconds > 0) yield time;
}
