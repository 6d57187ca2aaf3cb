import { Failure } from '../../errors.ts';
import { localTime } from '../../series/iso-instant.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { Client } from '../client.ts';
import { extendedFailure } from '../service-failure.ts';
import { submitAggregateJob } from './aggregate-jobs.ts';
import type { AggregateQuery } from './aggregate-query.ts';
import { aggregateReply } from './aggregate-reply.ts';
import { type AggregatePart, type Aggregation, chunkFetcher, type Submit } from './chunk-fetcher.ts';
import { inOrder } from './in-order.ts';
import { JOB_DAYS, QUERY_DAYS, queryChunks } from './query-chunks.ts';

/** How aggregates are asked for: by many queries that are answered at once, or by a few jobs that the service works on. */
export type AggregateRoute = 'queries' | 'jobs';

/** A part, and how far the fetch has come with it. */
export interface FetchedPart<Item> extends AggregatePart<Item> {
  readonly partsDone: number;
  readonly partsTotal: number;
  /** The most intervals that the service gave in one query, once it has refused longer ones. */
  readonly intervalsPerQuery?: number;
}

/** A year of half-hours, a week at a time, is 53. */
const MOST_QUERIES = 60;
const CONCURRENT_CHUNKS = 4;

/**
 * All records of a range, part by part in order of time, a few parts fetched at a time. Throws a Failure that says how far it
 * got; what was yielded before is complete. Throws RangeError when the range ends before it starts.
 */
export async function* fetchParts<Query extends AggregateQuery, Item extends { readonly intervalStart: EpochSeconds }>(
  client: Client,
  range: AggregateQuery,
  aggregation: Aggregation<Query, Item>,
  route: AggregateRoute,
): AsyncGenerator<FetchedPart<Item>> {
  if (range.to < range.from) throw new RangeError('aggregates: the range ends before it starts');
  const chunks = queryChunks(range, range.step, range.timeZone, route === 'jobs' ? JOB_DAYS : QUERY_DAYS);
  const fetcher = chunkFetcher(submitBy(route, client), aggregation);
  let partsDone = 0;
  try {
    for await (const part of inOrder(chunks, CONCURRENT_CHUNKS, fetcher.fetch)) {
      partsDone++;
      const intervalsPerQuery = fetcher.mostIntervals();
      yield {
        ...part,
        partsDone,
        partsTotal: chunks.length,
        ...(intervalsPerQuery === undefined ? {} : { intervalsPerQuery }),
      };
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const end = chunks[partsDone - 1]?.to;
    const reached = end === undefined ? '' : ` (history to ${localTime(range.timeZone, end)})`;
    throw extendedFailure(error, `; stopped after ${partsDone} of ${chunks.length} parts${reached}`);
  }
}

/** Jobs when it would take more than 60 queries. */
export function shorterRoute(range: AggregateQuery, batches: number): AggregateRoute {
  const chunks = queryChunks(range, range.step, range.timeZone, QUERY_DAYS);
  return chunks.length * batches > MOST_QUERIES ? 'jobs' : 'queries';
}

function submitBy(route: AggregateRoute, client: Client): Submit {
  if (route === 'jobs') return (question, signal) => submitAggregateJob(client, question, signal);
  return async (question, signal) => {
    const reply = await client.ask(question, aggregateReply, signal);
    return async () => reply;
  };
}
