import { Failure } from '../../errors.ts';
import { addSteps, stepsBetween } from '../../series/calendar-step.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { ApiRequest } from '../api-request.ts';
import { extendedFailure } from '../service-failure.ts';
import type { AggregateQuery } from './aggregate-query.ts';
import { type AggregateReply, eachOnce } from './aggregate-reply.ts';
import { asksForLess } from './asks-for-less.ts';
import type { TimeSpan } from './interval-text.ts';

/** What is asked of the analytics service, and what its replies say. */
export interface Aggregation<Query extends AggregateQuery, Item extends { readonly intervalStart: EpochSeconds }> {
  /** The queries for one stretch of time: several where there are more values than one query takes. */
  queriesOf(span: TimeSpan): readonly Query[];
  requestOf(query: Query): ApiRequest;
  /** In order of time. */
  recordsOf(reply: AggregateReply, query: Query): readonly Item[];
}

/** Hands a query to the service, which may refuse it for its length. Gives the way to the reply; it has to be called. */
export type Submit = (question: ApiRequest, signal: AbortSignal) => Promise<() => Promise<AggregateReply>>;

/** A stretch of time, with all that happened in it, in order of time. */
export interface AggregatePart<Item> extends TimeSpan {
  readonly records: readonly Item[];
}

export interface ChunkFetcher<Item> {
  fetch(span: TimeSpan, signal: AbortSignal): Promise<AggregatePart<Item>>;
  /** The most intervals to ask for at once, when the service has refused longer queries. */
  mostIntervals(): number | undefined;
}

/** Fetches stretches of time. A query that the service finds too long is halved, and so are those after it. */
export function chunkFetcher<Query extends AggregateQuery, Item extends { readonly intervalStart: EpochSeconds }>(
  submit: Submit,
  { queriesOf, requestOf, recordsOf }: Aggregation<Query, Item>,
): ChunkFetcher<Item> {
  let mostIntervals: number | undefined;

  const inHalves = async (query: Query, intervals: number, signal: AbortSignal): Promise<Item[]> => {
    const middle = addSteps(query.from, query.step, query.timeZone, Math.floor(intervals / 2));
    const before = await adapting({ ...query, to: middle }, signal);
    return [...before, ...(await adapting({ ...query, from: middle }, signal))];
  };

  const adapting = async (query: Query, signal: AbortSignal): Promise<readonly Item[]> => {
    const intervals = stepsBetween(query.from, query.to, query.step, query.timeZone);
    if (mostIntervals !== undefined && intervals > mostIntervals) return inHalves(query, intervals, signal);
    let reply: () => Promise<AggregateReply>;
    try {
      reply = await submit(requestOf(query), signal);
    } catch (error) {
      if (!(error instanceof Failure) || !asksForLess(error)) throw error;
      if (intervals <= 1) throw extendedFailure(error, '; refused even for a single interval');
      mostIntervals = Math.min(mostIntervals ?? intervals, Math.ceil(intervals / 2));
      return inHalves(query, intervals, signal);
    }
    return recordsOf(eachOnce(await reply(), requestOf(query)), query);
  };

  return {
    async fetch(span, signal) {
      const records: (readonly Item[])[] = [];
      for (const query of queriesOf(span)) records.push(await adapting(query, signal));
      return { ...span, records: records.flat().sort((a, b) => a.intervalStart - b.intervalStart) };
    },
    mostIntervals: () => mostIntervals,
  };
}
