import type { VolumeRecord } from '../../series/records.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { ApiRequest } from '../api-request.ts';
import { contractFailure } from '../service-failure.ts';
import { type AggregateGrid, type AggregateQuery, aggregateGrid, anyOf, matches } from './aggregate-query.ts';
import type { AggregateMetrics, AggregateReply } from './aggregate-reply.ts';
import { intervalText } from './interval-text.ts';

/** One aggregate query for volumes: a stretch of time on a grid, and which contacts count. */
export interface VolumeQuery extends AggregateQuery {
  readonly queueIds?: readonly string[] | undefined;
  readonly mediaTypes?: readonly string[] | undefined;
  readonly direction?: 'inbound' | 'outbound' | undefined;
}

/** The query in the API's words. Without grouping and filters it would count every conversation of the organisation as one. */
export function volumeRequest(query: VolumeQuery): ApiRequest {
  const interval = intervalText(query, query.timeZone);
  const filter = filterOf(query);
  return {
    what: `the volumes of ${interval}`,
    method: 'POST',
    path: '/api/v2/analytics/conversations/aggregates/query',
    body: {
      interval,
      granularity: query.step.iso,
      timeZone: query.timeZone,
      groupBy: ['queueId', 'mediaType'],
      metrics: ['nConversations', 'nOffered', 'tAnswered', 'tAbandon', 'tHandle', 'oServiceLevel'],
      ...(filter === undefined ? {} : { filter }),
    },
    permission: 'analytics:conversationAggregate:view',
  };
}

function filterOf({ queueIds, mediaTypes, direction }: VolumeQuery) {
  const clauses = [queueIds && anyOf('queueId', queueIds), mediaTypes && anyOf('mediaType', mediaTypes)].filter(
    (clause) => clause !== undefined,
  );
  // The direction in which the conversation began: a transfer to a second queue leaves a contact inbound.
  const predicates = direction === undefined ? [] : [matches('originatingDirection')(direction)];
  if (clauses.length + predicates.length === 0) return undefined;
  return {
    type: 'and',
    ...(clauses.length === 0 ? {} : { clauses }),
    ...(predicates.length === 0 ? {} : { predicates }),
  };
}

/** Counts and milliseconds of one key and interval. */
interface Tally {
  readonly queueId: string;
  readonly mediaType: string;
  readonly intervalStart: EpochSeconds;
  conversations: number;
  offered: number;
  answered: number;
  abandoned: number;
  handleMs: number;
  handled: number;
  serviceLevelNumerator: number;
  serviceLevelDenominator: number;
}

/**
 * The records of one reply, by time, queue and media type: milliseconds become seconds here. Intervals in which nothing
 * happened have no record, whether the reply omits them or shows them empty. Throws a Failure (exit code 6) when the reply
 * has an interval outside the query or off its grid, or numbers that cannot be.
 */
export function volumeRecords(
  reply: AggregateReply,
  query: VolumeQuery,
  queueNames: ReadonlyMap<string, string>,
): VolumeRecord[] {
  const grid = aggregateGrid(query, volumeRequest(query));
  const tallies = new Map<string, Map<EpochSeconds, Tally>>();
  for (const { group, data } of reply.results ?? []) {
    const queueId = group?.['queueId'];
    // The API's own word for a conversation whose medium it does not know.
    const mediaType = group?.['mediaType'] ?? 'unknown';
    requireAsked('queue', queueId, query.queueIds, query);
    requireAsked('media type', group?.['mediaType'], query.mediaTypes, query);
    // Several groups can have one key, since the service may group by more than was asked.
    const key = `${queueId} ${mediaType}`;
    const ofKey = tallies.get(key) ?? new Map<EpochSeconds, Tally>();
    tallies.set(key, ofKey);
    for (const { interval, metrics } of data ?? []) {
      const intervalStart = grid.startOf(interval);
      if (queueId == null) refuseOffersWithoutQueue(metrics ?? [], query, interval);
      else add(ofKey, { queueId, mediaType, intervalStart }, metrics ?? []);
    }
  }
  return [...tallies.values()]
    .flatMap((ofKey) => [...ofKey.values()])
    .filter(somethingHappened)
    .sort(byTimeAndKey)
    .map((tally) => recordOf(tally, query, grid, queueNames));
}

/**
 * Conversations that never reached a queue, such as direct calls to an agent, come as groups without a queue. They have
 * handle times but were offered to no queue, so no queue's record is theirs. An offer, however, is always a queue's.
 */
function refuseOffersWithoutQueue(metrics: AggregateMetrics, query: VolumeQuery, interval: string): void {
  if (!metrics.some((one) => one.metric === 'nOffered' && (one.stats?.count ?? 0) > 0)) return;
  throw contractFailure(volumeRequest(query), `contacts offered to no queue in ${interval}`);
}

function requireAsked(
  what: string,
  value: string | null | undefined,
  asked: readonly string[] | undefined,
  query: VolumeQuery,
): void {
  if (asked === undefined || value == null || asked.includes(value)) return;
  throw contractFailure(volumeRequest(query), `contacts of the ${what} ${value}, which was not asked for`);
}

type Key = Pick<Tally, 'queueId' | 'mediaType' | 'intervalStart'>;

function add(tallies: Map<EpochSeconds, Tally>, key: Key, metrics: AggregateMetrics): void {
  const tally = tallies.get(key.intervalStart) ?? emptyTally(key);
  tallies.set(key.intervalStart, tally);
  for (const { metric, stats } of metrics) {
    const count = stats?.count ?? 0;
    if (metric === 'nConversations') tally.conversations += count;
    if (metric === 'nOffered') tally.offered += count;
    if (metric === 'tAnswered') tally.answered += count;
    if (metric === 'tAbandon') tally.abandoned += count;
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

// Spelled out, here and in recordOf: copying by spread takes several times longer, and there are tens of thousands.
const emptyTally = ({ queueId, mediaType, intervalStart }: Key): Tally => ({
  queueId,
  mediaType,
  intervalStart,
  conversations: 0,
  offered: 0,
  answered: 0,
  abandoned: 0,
  handleMs: 0,
  handled: 0,
  serviceLevelNumerator: 0,
  serviceLevelDenominator: 0,
});

const somethingHappened = (tally: Tally): boolean =>
  tally.conversations + tally.offered + tally.answered + tally.abandoned + tally.handled > 0 ||
  tally.serviceLevelDenominator + tally.handleMs > 0;

const byTimeAndKey = (a: Tally, b: Tally): number =>
  a.intervalStart - b.intervalStart || compare(a.queueId, b.queueId) || compare(a.mediaType, b.mediaType);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function recordOf(
  tally: Tally,
  query: VolumeQuery,
  grid: AggregateGrid,
  queueNames: ReadonlyMap<string, string>,
): VolumeRecord {
  if (tally.handleMs > 0 && tally.handled === 0) {
    throw contractFailure(volumeRequest(query), `handle time without a handled contact in queue ${tally.queueId}`);
  }
  const record = {
    intervalStart: tally.intervalStart,
    intervalEnd: grid.endOf(tally.intervalStart),
    queueId: tally.queueId,
    mediaType: tally.mediaType,
    conversations: tally.conversations,
    offered: tally.offered,
    answered: tally.answered,
    abandoned: tally.abandoned,
    handleSeconds: tally.handleMs / 1000,
    handled: tally.handled,
    serviceLevelNumerator: tally.serviceLevelNumerator,
    serviceLevelDenominator: tally.serviceLevelDenominator,
  };
  const queueName = queueNames.get(tally.queueId);
  return queueName === undefined ? record : Object.assign(record, { queueName });
}
