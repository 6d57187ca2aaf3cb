import type { OutboundRecord } from '../../series/records.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Client } from '../client.ts';
import type { OutboundQuestion } from '../dialler.ts';
import { contractFailure } from '../service-failure.ts';
import { fetchParts, shorterRoute } from './aggregate-parts.ts';
import { type AggregateQuery, aggregateGrid, anyOf } from './aggregate-query.ts';
import type { AggregateMetrics, AggregateReply } from './aggregate-reply.ts';
import type { Aggregation } from './chunk-fetcher.ts';
import { intervalText } from './interval-text.ts';
import { predicateBatches } from './predicate-batches.ts';

interface OutboundQuery extends AggregateQuery {
  readonly campaignIds: readonly string[];
}

/**
 * One record per campaign and interval in which its dialler did something, in order of time; by jobs when it would take very
 * many queries. Throws a Failure that says how far it got; what was yielded before is complete.
 */
export async function* outboundHistory(client: Client, question: OutboundQuestion): AsyncGenerator<OutboundRecord> {
  const batches = predicateBatches(question.campaignIds);
  const route = shorterRoute(question, batches.length);
  for await (const { records } of fetchParts(client, question, attemptsOf(question, batches), route)) yield* records;
}

const attemptsOf = (
  { step, timeZone }: OutboundQuestion,
  batches: readonly (readonly string[])[],
): Aggregation<OutboundQuery, OutboundRecord> => ({
  queriesOf: (span) => batches.map((campaignIds) => ({ ...span, step, timeZone, campaignIds })),
  requestOf: outboundRequest,
  recordsOf: outboundRecords,
});

/** The query in the API's words. */
function outboundRequest(query: OutboundQuery): ApiRequest {
  const interval = intervalText(query, query.timeZone);
  return {
    what: `the outbound history of ${interval}`,
    method: 'POST',
    path: '/api/v2/analytics/conversations/aggregates/query',
    body: {
      interval,
      granularity: query.step.iso,
      timeZone: query.timeZone,
      groupBy: ['outboundCampaignId'],
      metrics: ['nOutboundAttempted', 'nOutboundConnected', 'nOutboundAbandoned', 'tHandle'],
      filter: anyOf('outboundCampaignId', query.campaignIds),
    },
    permission: 'analytics:conversationAggregate:view',
  };
}

interface Tally {
  readonly campaignId: string;
  readonly intervalStart: EpochSeconds;
  attempted: number;
  connected: number;
  abandoned: number;
  handled: number;
  handleMs: number;
}

function outboundRecords(reply: AggregateReply, query: OutboundQuery): OutboundRecord[] {
  const request = outboundRequest(query);
  const grid = aggregateGrid(query, request);
  const tallies = new Map<string, Tally>();
  for (const { group, data } of reply.results ?? []) {
    const campaignId = group?.['outboundCampaignId'];
    if (campaignId == null || !query.campaignIds.includes(campaignId)) {
      throw contractFailure(request, `a group of ${campaignId ?? 'no campaign'}, which was not asked for`);
    }
    for (const { interval, metrics } of data ?? []) {
      const intervalStart = grid.startOf(interval);
      // Several groups can have one campaign, since the service may group by more than was asked.
      const key = `${campaignId} ${intervalStart}`;
      const tally = tallies.get(key) ?? emptyTally(campaignId, intervalStart);
      tallies.set(key, tally);
      add(tally, metrics ?? []);
    }
  }
  return [...tallies.values()]
    .filter(({ attempted, connected, abandoned, handled }) => attempted + connected + abandoned + handled > 0)
    .sort((a, b) => a.intervalStart - b.intervalStart || (a.campaignId < b.campaignId ? -1 : 1))
    .map(({ handleMs, ...counts }) => ({
      ...counts,
      intervalEnd: grid.endOf(counts.intervalStart),
      handleSeconds: handleMs / 1000,
    }));
}

const emptyTally = (campaignId: string, intervalStart: EpochSeconds): Tally => ({
  campaignId,
  intervalStart,
  attempted: 0,
  connected: 0,
  abandoned: 0,
  handled: 0,
  handleMs: 0,
});

function add(tally: Tally, metrics: AggregateMetrics): void {
  for (const { metric, stats } of metrics) {
    const count = stats?.count ?? 0;
    if (metric === 'nOutboundAttempted') tally.attempted += count;
    if (metric === 'nOutboundConnected') tally.connected += count;
    if (metric === 'nOutboundAbandoned') tally.abandoned += count;
    if (metric === 'tHandle') {
      tally.handled += count;
      tally.handleMs += stats?.sum ?? 0;
    }
  }
}
