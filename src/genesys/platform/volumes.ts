import { Failure } from '../../errors.ts';
import { localTime } from '../../series/iso-instant.ts';
import type { Client } from '../client.ts';
import type { VolumePart, VolumeQuestion } from '../contact-centre.ts';
import { extendedFailure } from '../service-failure.ts';
import { submitVolumeJob } from './aggregate-jobs.ts';
import { chunkFetcher, type Submit } from './chunk-fetcher.ts';
import { volumeReply, volumeRequest } from './conversation-aggregates.ts';
import { inOrder } from './in-order.ts';
import { JOB_DAYS, QUERY_DAYS, queryChunks } from './query-chunks.ts';
import { queueBatches } from './queue-batches.ts';

/** How far a fetch of volumes has come. */
export interface VolumeProgress {
  readonly partsDone: number;
  readonly partsTotal: number;
  /** The most intervals that the service gave in one query, once it has refused longer ones. */
  readonly intervalsPerQuery?: number;
  /** Queues that the listing shows to this client. */
  readonly queuesListed: number;
  /** Queues with contacts so far that it does not show: deleted ones, or those of divisions where its roles are not granted. */
  readonly queuesUnlisted: number;
}

/** How volumes are asked for: by many queries that are answered at once, or by a few jobs that the service works on. */
export type VolumeRoute = 'queries' | 'jobs';

/** A year of half-hours, a week at a time, is 53. */
const MOST_QUERIES = 60;
const CONCURRENT_CHUNKS = 4;

/**
 * The records of a question, part by part in order of time, a few parts fetched at a time; by jobs when it would take more than 60
 * queries, unless `route` says how. Throws a Failure that says how far it got; what was yielded before is complete.
 */
export async function* fetchVolumeParts(
  client: Client,
  question: VolumeQuestion,
  queueNames: ReadonlyMap<string, string>,
  onProgress: (progress: VolumeProgress) => void,
  route: VolumeRoute = shorterRoute(question),
): AsyncGenerator<VolumePart> {
  if (question.to < question.from) throw new RangeError('volumes: the range ends before it starts');
  const chunkDays = route === 'jobs' ? JOB_DAYS : QUERY_DAYS;
  const chunks = queryChunks(question, question.step, question.timeZone, chunkDays);
  const fetcher = chunkFetcher(submitBy(route, client), question, queueNames);
  const unlisted = new Set<string>();
  let partsDone = 0;
  try {
    for await (const part of inOrder(chunks, CONCURRENT_CHUNKS, fetcher.fetch)) {
      yield part;
      partsDone++;
      for (const { queueId } of part.records) if (!queueNames.has(queueId)) unlisted.add(queueId);
      const intervalsPerQuery = fetcher.mostIntervals();
      onProgress({
        partsDone,
        partsTotal: chunks.length,
        ...(intervalsPerQuery === undefined ? {} : { intervalsPerQuery }),
        queuesListed: queueNames.size,
        queuesUnlisted: unlisted.size,
      });
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const end = chunks[partsDone - 1]?.to;
    const reached = end === undefined ? '' : ` (history to ${localTime(question.timeZone, end)})`;
    throw extendedFailure(error, `; stopped after ${partsDone} of ${chunks.length} parts${reached}`);
  }
}

function shorterRoute(question: VolumeQuestion): VolumeRoute {
  const chunks = queryChunks(question, question.step, question.timeZone, QUERY_DAYS);
  return chunks.length * queueBatches(question).length > MOST_QUERIES ? 'jobs' : 'queries';
}

function submitBy(route: VolumeRoute, client: Client): Submit {
  if (route === 'jobs') return (query, signal) => submitVolumeJob(client, query, signal);
  return async (query, signal) => {
    const reply = await client.ask(volumeRequest(query), volumeReply, signal);
    return async () => reply;
  };
}
