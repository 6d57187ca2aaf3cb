import type { SkillDemand } from '../../series/routing-records.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Client } from '../client.ts';
import type { RoutingQuestion } from '../routing.ts';
import { contractFailure } from '../service-failure.ts';
import { fetchParts, shorterRoute } from './aggregate-parts.ts';
import { type AggregateQuery, aggregateGrid, anyOf, matches } from './aggregate-query.ts';
import type { AggregateMetrics, AggregateReply } from './aggregate-reply.ts';
import { intervalText } from './interval-text.ts';
import { predicateBatches } from './predicate-batches.ts';
import { requestedSkillIds } from './requested-skills.ts';

interface DemandQuery extends AggregateQuery {
  readonly queueIds: readonly string[];
}

/**
 * One record per queue, medium, set of asked-for skills and interval in which something happened, in order of time: inbound
 * contacts of the queues of the question. By jobs when it would take very many queries. Throws a Failure that says how far it
 * got; what was yielded before is complete.
 */
export async function* skillDemand(client: Client, question: RoutingQuestion): AsyncGenerator<SkillDemand> {
  const { step, timeZone, queueIds } = question;
  // The direction takes a predicate too.
  const batches = predicateBatches(queueIds, 1);
  const parts = fetchParts(
    client,
    question,
    {
      queriesOf: (span) => batches.map((ids) => ({ ...span, step, timeZone, queueIds: ids })),
      requestOf: demandRequest,
      recordsOf: demandRecords,
    },
    shorterRoute(question, batches.length),
  );
  for await (const { records } of parts) yield* records;
}

/** The query in the API's words. Unflattened, a contact that asks for two skills would be counted under each. */
function demandRequest(query: DemandQuery): ApiRequest {
  const interval = intervalText(query, query.timeZone);
  return {
    what: `the demand of ${interval}`,
    method: 'POST',
    path: '/api/v2/analytics/conversations/aggregates/query',
    body: {
      interval,
      granularity: query.step.iso,
      timeZone: query.timeZone,
      groupBy: ['queueId', 'mediaType', 'requestedRoutingSkillId'],
      flattenMultivaluedDimensions: true,
      metrics: ['nOffered', 'tAnswered', 'tAbandon', 'tWait', 'tHandle', 'oServiceLevel'],
      filter: {
        type: 'and',
        clauses: [anyOf('queueId', query.queueIds)],
        // The direction in which the conversation began: a transfer to a second queue leaves a contact inbound.
        predicates: [matches('originatingDirection')('inbound')],
      },
    },
    permission: 'analytics:conversationAggregate:view',
  };
}

interface Tally {
  readonly intervalStart: EpochSeconds;
  readonly intervalEnd: EpochSeconds;
  readonly queueId: string;
  readonly mediaType: string;
  readonly skillIds: readonly string[];
  offered: number;
  answered: number;
  abandoned: number;
  waitMs: number;
  waits: number;
  handleMs: number;
  handled: number;
  serviceLevelNumerator: number;
  serviceLevelDenominator: number;
}

function demandRecords(reply: AggregateReply, query: DemandQuery): SkillDemand[] {
  const request = demandRequest(query);
  const grid = aggregateGrid(query, request);
  const tallies = new Map<string, Tally>();
  for (const { group, data } of reply.results ?? []) {
    const queueId = group?.['queueId'];
    if (queueId == null || !query.queueIds.includes(queueId)) {
      throw contractFailure(request, `a group of ${queueId ?? 'no queue'}, which was not asked for`);
    }
    // The API's own word for a conversation whose medium it does not know.
    const mediaType = group?.['mediaType'] ?? 'unknown';
    const skillIds = requestedSkillIds(group);
    for (const { interval, metrics } of data ?? []) {
      const intervalStart = grid.startOf(interval);
      const key = `${intervalStart} ${queueId} ${mediaType} ${skillIds}`;
      const tally = tallies.get(key) ?? {
        ...{ intervalStart, intervalEnd: grid.endOf(intervalStart), queueId, mediaType, skillIds },
        ...NOTHING,
      };
      tallies.set(key, tally);
      add(tally, metrics ?? []);
    }
  }
  return [...tallies.values()]
    .filter(
      ({ offered, waits, handled, serviceLevelDenominator }) => offered + waits + handled + serviceLevelDenominator > 0,
    )
    .map(({ waitMs, handleMs, ...counts }) => ({
      ...counts,
      waitSeconds: waitMs / 1000,
      handleSeconds: handleMs / 1000,
    }));
}

const NOTHING = {
  offered: 0,
  answered: 0,
  abandoned: 0,
  waitMs: 0,
  waits: 0,
  handleMs: 0,
  handled: 0,
  serviceLevelNumerator: 0,
  serviceLevelDenominator: 0,
};

function add(tally: Tally, metrics: AggregateMetrics): void {
  for (const { metric, stats } of metrics) {
    const count = stats?.count ?? 0;
    if (metric === 'nOffered') tally.offered += count;
    if (metric === 'tAnswered') tally.answered += count;
    if (metric === 'tAbandon') tally.abandoned += count;
    if (metric === 'tWait') {
      tally.waits += count;
      tally.waitMs += stats?.sum ?? 0;
    }
    if (metric === 'tHandle') {
      tally.handled += count;
      tally.handleMs += stats?.sum ?? 0;
    }
    if (metric === 'oServiceLevel') {
      tally.serviceLevelNumerator += stats?.numerator ?? 0;
      tally.serviceLevelDenominator += stats?.denominator ?? 0;
    }
  }
}
