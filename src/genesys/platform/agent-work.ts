import type { AgentWork } from '../../series/routing-records.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Client } from '../client.ts';
import type { RoutingQuestion } from '../routing.ts';
import { contractFailure } from '../service-failure.ts';
import { fetchParts, shorterRoute } from './aggregate-parts.ts';
import { type AggregateQuery, aggregateGrid, anyOf } from './aggregate-query.ts';
import type { AggregateMetrics, AggregateReply } from './aggregate-reply.ts';
import { intervalText } from './interval-text.ts';
import { predicateBatches } from './predicate-batches.ts';
import { requestedSkillIds } from './requested-skills.ts';

interface WorkQuery extends AggregateQuery {
  readonly agentIds: readonly string[];
}

/**
 * One record per agent, queue, medium, set of asked-for skills and interval in which something happened, in order of time: all
 * that the agents of the question did for any queue, also for one that is not in the question, since it kept them as busy. By
 * jobs when it would take very many queries. Throws a Failure that says how far it got; what was yielded before is complete.
 */
export async function* agentWork(client: Client, question: RoutingQuestion): AsyncGenerator<AgentWork> {
  const { step, timeZone, agentIds } = question;
  const batches = predicateBatches(agentIds);
  const parts = fetchParts(
    client,
    question,
    {
      queriesOf: (span) => batches.map((ids) => ({ ...span, step, timeZone, agentIds: ids })),
      requestOf: workRequest,
      recordsOf: workRecords,
    },
    shorterRoute(question, batches.length),
  );
  for await (const { records } of parts) yield* records;
}

/** The query in the API's words. What was offered is a queue's and has no agent. */
function workRequest(query: WorkQuery): ApiRequest {
  const interval = intervalText(query, query.timeZone);
  return {
    what: `the agents' work of ${interval}`,
    method: 'POST',
    path: '/api/v2/analytics/conversations/aggregates/query',
    body: {
      interval,
      granularity: query.step.iso,
      timeZone: query.timeZone,
      groupBy: ['userId', 'queueId', 'mediaType', 'requestedRoutingSkillId'],
      flattenMultivaluedDimensions: true,
      metrics: ['tHandle', 'tNotResponding'],
      filter: anyOf('userId', query.agentIds),
    },
    permission: 'analytics:conversationAggregate:view',
  };
}

interface Tally {
  readonly intervalStart: EpochSeconds;
  readonly intervalEnd: EpochSeconds;
  readonly agentId: string;
  readonly queueId: string;
  readonly mediaType: string;
  readonly skillIds: readonly string[];
  handled: number;
  handleMs: number;
  notResponding: number;
}

function workRecords(reply: AggregateReply, query: WorkQuery): AgentWork[] {
  const request = workRequest(query);
  const grid = aggregateGrid(query, request);
  const asked = new Set(query.agentIds);
  const tallies = new Map<string, Tally>();
  for (const { group, data } of reply.results ?? []) {
    const agentId = group?.['userId'];
    if (agentId == null || !asked.has(agentId)) {
      throw contractFailure(request, `a group of ${agentId ?? 'no agent'}, who was not asked for`);
    }
    const queueId = group?.['queueId'];
    // A call from one person to another came through no queue, and no queue's routing could have sent it elsewhere.
    if (queueId == null) continue;
    const mediaType = group?.['mediaType'] ?? 'unknown';
    const skillIds = requestedSkillIds(group);
    for (const { interval, metrics } of data ?? []) {
      const intervalStart = grid.startOf(interval);
      const key = `${intervalStart} ${agentId} ${queueId} ${mediaType} ${skillIds}`;
      const tally = tallies.get(key) ?? {
        ...{ intervalStart, intervalEnd: grid.endOf(intervalStart), agentId, queueId, mediaType, skillIds },
        ...{ handled: 0, handleMs: 0, notResponding: 0 },
      };
      tallies.set(key, tally);
      add(tally, metrics ?? []);
    }
  }
  return [...tallies.values()]
    .filter(({ handled, notResponding }) => handled + notResponding > 0)
    .map(({ handleMs, ...counts }) => ({ ...counts, handleSeconds: handleMs / 1000 }));
}

function add(tally: Tally, metrics: AggregateMetrics): void {
  for (const { metric, stats } of metrics) {
    const count = stats?.count ?? 0;
    if (metric === 'tNotResponding') tally.notResponding += count;
    if (metric === 'tHandle') {
      tally.handled += count;
      tally.handleMs += stats?.sum ?? 0;
    }
  }
}
