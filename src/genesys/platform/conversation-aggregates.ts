import * as z from 'zod/mini';
import { type CalendarStep, gridOf, stepsBetween } from '../../series/calendar-step.ts';
import type { VolumeRecord } from '../../series/records.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { ApiRequest } from '../api-request.ts';
import { contractFailure } from '../service-failure.ts';
import { intervalText, parseInterval, type TimeSpan } from './interval-text.ts';

/** One aggregate query for volumes: a stretch of time on a grid, and which contacts count. */
export interface VolumeQuery extends TimeSpan {
  readonly step: CalendarStep;
  readonly timeZone: string;
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

const matches = (dimension: string) => (value: string) => ({
  type: 'dimension',
  dimension,
  operator: 'matches',
  value,
});

/** There is no "in" operator: one of many values is an or-clause. */
function filterOf({ queueIds, mediaTypes, direction }: VolumeQuery) {
  const clauses = [queueIds?.map(matches('queueId')), mediaTypes?.map(matches('mediaType'))]
    .filter((predicates) => predicates !== undefined)
    .map((predicates) => ({ type: 'or', predicates }));
  // The direction in which the conversation began: a transfer to a second queue leaves a contact inbound.
  const predicates = direction === undefined ? [] : [matches('originatingDirection')(direction)];
  if (clauses.length + predicates.length === 0) return undefined;
  return {
    type: 'and',
    ...(clauses.length === 0 ? {} : { clauses }),
    ...(predicates.length === 0 ? {} : { predicates }),
  };
}

const amount = z.nullish(z.number().check(z.nonnegative()));

const metric = z.object({
  metric: z.string(),
  stats: z.nullish(z.object({ count: amount, sum: amount, numerator: amount, denominator: amount })),
});

/** The reply of an aggregate query. Everything may be absent, which says that nothing happened. */
export const volumeReply = z.object({
  results: z.nullish(
    z.array(
      z.object({
        group: z.nullish(z.record(z.string(), z.nullish(z.string()))),
        data: z.nullish(z.array(z.object({ interval: z.string(), metrics: z.nullish(z.array(metric)) }))),
      }),
    ),
  ),
});

export type VolumeReply = z.infer<typeof volumeReply>;
type Metrics = readonly z.infer<typeof metric>[];

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
  reply: VolumeReply,
  query: VolumeQuery,
  queueNames: ReadonlyMap<string, string>,
): VolumeRecord[] {
  const ends = intervalEnds(query);
  const tallies = new Map<string, Map<EpochSeconds, Tally>>();
  for (const { group, data } of reply.results ?? []) {
    const queueId = group?.['queueId'];
    // The API's own word for a conversation whose medium it does not know.
    const mediaType = group?.['mediaType'] ?? 'unknown';
    // Several groups can have one key, since the service may group by more than was asked.
    const key = `${queueId} ${mediaType}`;
    const ofKey = tallies.get(key) ?? new Map<EpochSeconds, Tally>();
    tallies.set(key, ofKey);
    for (const { interval, metrics } of data ?? []) {
      const intervalStart = startOnGrid(interval, query, ends);
      if (queueId == null) refuseOffersWithoutQueue(metrics ?? [], query, interval);
      else add(ofKey, { queueId, mediaType, intervalStart }, metrics ?? []);
    }
  }
  return [...tallies.values()]
    .flatMap((ofKey) => [...ofKey.values()])
    .filter(somethingHappened)
    .sort(byTimeAndKey)
    .map((tally) => recordOf(tally, query, ends, queueNames));
}

/** The starts of the query's intervals, each with its end. */
function intervalEnds({ from, to, step, timeZone }: VolumeQuery): ReadonlyMap<EpochSeconds, EpochSeconds> {
  const starts = gridOf(from, step, timeZone, stepsBetween(from, to, step, timeZone));
  return new Map(Array.from(starts, (start, i) => [start, starts[i + 1] ?? to]));
}

function startOnGrid(
  interval: string,
  query: VolumeQuery,
  ends: ReadonlyMap<EpochSeconds, EpochSeconds>,
): EpochSeconds {
  const span = parseInterval(interval);
  if (span === undefined) throw contractFailure(volumeRequest(query), `not an interval: ${interval}`);
  if (ends.get(span.from) === span.to) return span.from;
  const place =
    span.from < query.from || span.to > query.to ? 'is outside what was asked' : `is off the ${query.step.iso} grid`;
  throw contractFailure(volumeRequest(query), `the interval ${interval} ${place}`);
}

/**
 * Conversations that never reached a queue, such as direct calls to an agent, come as groups without a queue. They have
 * handle times but were offered to no queue, so no queue's record is theirs. An offer, however, is always a queue's.
 */
function refuseOffersWithoutQueue(metrics: Metrics, query: VolumeQuery, interval: string): void {
  if (!metrics.some((one) => one.metric === 'nOffered' && (one.stats?.count ?? 0) > 0)) return;
  throw contractFailure(volumeRequest(query), `contacts offered to no queue in ${interval}`);
}

type Key = Pick<Tally, 'queueId' | 'mediaType' | 'intervalStart'>;

function add(tallies: Map<EpochSeconds, Tally>, key: Key, metrics: Metrics): void {
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
  ends: ReadonlyMap<EpochSeconds, EpochSeconds>,
  queueNames: ReadonlyMap<string, string>,
): VolumeRecord {
  if (tally.handleMs > 0 && tally.handled === 0) {
    throw contractFailure(volumeRequest(query), `handle time without a handled contact in queue ${tally.queueId}`);
  }
  const record = {
    intervalStart: tally.intervalStart,
    intervalEnd: ends.get(tally.intervalStart) ?? query.to,
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
