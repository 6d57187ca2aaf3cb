import type { AgentPresence } from '../../series/routing-records.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Client } from '../client.ts';
import { contractFailure } from '../service-failure.ts';
import { fetchParts } from './aggregate-parts.ts';
import { type AggregateQuery, aggregateGrid, anyOf } from './aggregate-query.ts';
import type { AggregateMetrics, AggregateReply } from './aggregate-reply.ts';
import { intervalText } from './interval-text.ts';
import { predicateBatches } from './predicate-batches.ts';

/** Statuses of an agent who is there for the contacts of his queues; only OFF_QUEUE is not. */
const ON_QUEUE = ['IDLE', 'INTERACTING', 'COMMUNICATING', 'NOT_RESPONDING'];

const ROUNDING_MS = 1000;

interface StatusQuery extends AggregateQuery {
  readonly agentIds: readonly string[];
}

/**
 * How long each agent was on queue in each interval, in order of time; 0 where the service tells that he was off queue, and no
 * record where it tells nothing of him. Throws a Failure that says how far it got.
 */
export async function* onQueueTimes(
  client: Client,
  range: AggregateQuery,
  agentIds: readonly string[],
): AsyncGenerator<AgentPresence> {
  const { step, timeZone } = range;
  const batches = predicateBatches(agentIds);
  const parts = fetchParts(
    client,
    range,
    {
      queriesOf: (span) => batches.map((ids) => ({ ...span, step, timeZone, agentIds: ids })),
      requestOf: statusRequest,
      recordsOf: timesOf,
    },
    // The service publishes no job for these that could be read.
    'queries',
  );
  for await (const { records } of parts) yield* records;
}

/** The query in the API's words. */
function statusRequest(query: StatusQuery): ApiRequest {
  const interval = intervalText(query, query.timeZone);
  return {
    what: `the agents' time of ${interval}`,
    method: 'POST',
    path: '/api/v2/analytics/users/aggregates/query',
    body: {
      interval,
      granularity: query.step.iso,
      timeZone: query.timeZone,
      groupBy: ['userId'],
      metrics: ['tAgentRoutingStatus'],
      filter: anyOf('userId', query.agentIds),
    },
    permission: 'analytics:userAggregate:view',
  };
}

function timesOf(reply: AggregateReply, query: StatusQuery): AgentPresence[] {
  const request = statusRequest(query);
  const grid = aggregateGrid(query, request);
  const asked = new Set(query.agentIds);
  return (reply.results ?? []).flatMap(({ group, data }) => {
    const agentId = group?.['userId'];
    if (agentId == null || !asked.has(agentId)) {
      throw contractFailure(request, `a group of ${agentId ?? 'no agent'}, who was not asked for`);
    }
    return (data ?? []).flatMap(({ interval, metrics }): AgentPresence[] => {
      const intervalStart = grid.startOf(interval);
      const intervalEnd = grid.endOf(intervalStart);
      const spentMs = onQueueMsOf(metrics ?? []);
      if (spentMs === undefined) return [];
      if (spentMs > (intervalEnd - intervalStart) * 1000 + ROUNDING_MS) {
        throw contractFailure(request, `an agent on queue for longer than ${interval} lasts`);
      }
      return [{ intervalStart, intervalEnd, agentId, onQueueSeconds: spentMs / 1000 }];
    });
  });
}

/** Undefined when no status is told at all; OFF_QUEUE alone is a 0 that was told. */
function onQueueMsOf(metrics: AggregateMetrics): number | undefined {
  const statuses = metrics.filter(({ metric }) => metric === 'tAgentRoutingStatus');
  if (statuses.length === 0) return undefined;
  return statuses
    .filter(({ qualifier }) => ON_QUEUE.includes(qualifier ?? ''))
    .reduce((sum, { stats }) => sum + (stats?.sum ?? 0), 0);
}
