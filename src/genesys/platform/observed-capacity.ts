import { gridOf, stepsBetween } from '../../series/calendar-step.ts';
import type { AgentCapacity } from '../../series/records.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Client } from '../client.ts';
import { contractFailure } from '../service-failure.ts';
import type { ObservedCapacity, ObservedQuestion } from '../workforce.ts';
import { fetchParts } from './aggregate-parts.ts';
import { type AggregateQuery, aggregateGrid, anyOf } from './aggregate-query.ts';
import type { AggregateMetrics, AggregateReply } from './aggregate-reply.ts';
import { intervalText } from './interval-text.ts';
import { predicateBatches } from './predicate-batches.ts';
import { queueMembers } from './queue-members.ts';

/** Statuses of an agent who is there for the contacts of his queues; only OFF_QUEUE is not. */
const ON_QUEUE = ['IDLE', 'INTERACTING', 'COMMUNICATING', 'NOT_RESPONDING'];

const ROUNDING_MS = 1000;

interface StatusQuery extends AggregateQuery {
  readonly userIds: readonly string[];
}

/** The time that some agents spent on queue in an interval. */
interface OnQueueTime {
  readonly intervalStart: EpochSeconds;
  readonly onQueueMs: number;
}

/**
 * How many of the present members of a queue were on queue, as a mean over each interval. An interval for which the service
 * tells no status of anybody has no record; agents who have left the queue since are not in it.
 */
export async function observedCapacity(client: Client, question: ObservedQuestion): Promise<ObservedCapacity> {
  const { from, to, step, timeZone } = question;
  const members = await queueMembers(client, question.queueId);
  const batches = predicateBatches(members.map(({ userId }) => userId));
  const parts = fetchParts(
    client,
    question,
    {
      queriesOf: (span) => batches.map((userIds) => ({ ...span, step, timeZone, userIds })),
      requestOf: statusRequest,
      recordsOf: onQueueTimes,
    },
    // The service publishes no job for these that could be read.
    'queries',
  );
  const onQueueMs = new Map<EpochSeconds, number>();
  for await (const { records } of parts) {
    for (const one of records)
      onQueueMs.set(one.intervalStart, (onQueueMs.get(one.intervalStart) ?? 0) + one.onQueueMs);
  }
  const starts = gridOf(from, step, timeZone, stepsBetween(from, to, step, timeZone));
  const records = Array.from(starts).flatMap((intervalStart, i): AgentCapacity[] => {
    const spentMs = onQueueMs.get(intervalStart);
    if (spentMs === undefined) return [];
    const intervalEnd = starts[i + 1] ?? to;
    const agents = spentMs / 1000 / (intervalEnd - intervalStart);
    return [{ intervalStart, intervalEnd, agents, source: 'observed' }];
  });
  return { members, records };
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
      filter: anyOf('userId', query.userIds),
    },
    permission: 'analytics:userAggregate:view',
  };
}

function onQueueTimes(reply: AggregateReply, query: StatusQuery): OnQueueTime[] {
  const request = statusRequest(query);
  const grid = aggregateGrid(query, request);
  const times = new Map<EpochSeconds, number>();
  for (const { data } of reply.results ?? []) {
    for (const { interval, metrics } of data ?? []) {
      const start = grid.startOf(interval);
      const spentMs = onQueueMsOf(metrics ?? []);
      if (spentMs === undefined) continue;
      if (spentMs > (grid.endOf(start) - start) * 1000 + ROUNDING_MS) {
        throw contractFailure(request, `an agent on queue for longer than ${interval} lasts`);
      }
      times.set(start, (times.get(start) ?? 0) + spentMs);
    }
  }
  return [...times]
    .map(([intervalStart, onQueueMs]) => ({ intervalStart, onQueueMs }))
    .sort((a, b) => a.intervalStart - b.intervalStart);
}

/** Undefined when no status is told at all; OFF_QUEUE alone is a 0 that was told. */
function onQueueMsOf(metrics: AggregateMetrics): number | undefined {
  const statuses = metrics.filter(({ metric }) => metric === 'tAgentRoutingStatus');
  if (statuses.length === 0) return undefined;
  return statuses
    .filter(({ qualifier }) => ON_QUEUE.includes(qualifier ?? ''))
    .reduce((sum, { stats }) => sum + (stats?.sum ?? 0), 0);
}
