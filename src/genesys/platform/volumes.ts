import { Failure } from '../../errors.ts';
import { addSteps, stepsBetween } from '../../series/calendar-step.ts';
import { localTime } from '../../series/iso-instant.ts';
import type { VolumeRecord } from '../../series/records.ts';
import type { Client } from '../client.ts';
import type { VolumeQuestion } from '../contact-centre.ts';
import { refusalBehind } from '../outcome.ts';
import { serviceWords } from '../service-failure.ts';
import {
  PREDICATES_PER_QUERY,
  type VolumeQuery,
  volumeRecords,
  volumeReply,
  volumeRequest,
} from './conversation-aggregates.ts';
import { inOrder } from './in-order.ts';
import type { TimeSpan } from './interval-text.ts';
import { queryChunks } from './query-chunks.ts';

/** How far a fetch of volumes has come. */
export interface VolumeProgress {
  readonly partsDone: number;
  readonly partsTotal: number;
  /** The most intervals that the service gave in one query, once it has refused longer ones. */
  readonly intervalsPerQuery?: number;
}

const CONCURRENT_CHUNKS = 4;

/**
 * The records of a question in order of time, fetched in chunks, a few at a time. A chunk that the service finds too long
 * is halved, and so are those after it. Throws a Failure that says how far it got; what was yielded before is complete.
 */
export async function* fetchVolumes(
  client: Client,
  question: VolumeQuestion,
  queueNames: ReadonlyMap<string, string>,
  onProgress: (progress: VolumeProgress) => void,
): AsyncGenerator<VolumeRecord> {
  if (question.to < question.from) throw new RangeError('volumes: the range ends before it starts');
  const chunks = queryChunks(question, question.step, question.timeZone);
  const fetcher = chunkFetcher(client, question, queueNames);
  let partsDone = 0;
  try {
    for await (const records of inOrder(chunks, CONCURRENT_CHUNKS, fetcher.fetch)) {
      yield* records;
      partsDone++;
      onProgress({ partsDone, partsTotal: chunks.length, ...fetcher.learned() });
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const end = chunks[partsDone - 1]?.to;
    const reached = end === undefined ? '' : ` (history to ${localTime(question.timeZone, end)})`;
    throw extended(error, `; stopped after ${partsDone} of ${chunks.length} parts${reached}`);
  }
}

function chunkFetcher(client: Client, question: VolumeQuestion, queueNames: ReadonlyMap<string, string>) {
  const { step, timeZone, direction, mediaTypes } = question;
  const batches = queueBatches(question);
  let mostIntervals = Number.POSITIVE_INFINITY;

  const ask = async (query: VolumeQuery, signal: AbortSignal): Promise<VolumeRecord[]> =>
    volumeRecords(await client.ask(volumeRequest(query), volumeReply, signal), query, queueNames);

  const halves = async (query: VolumeQuery, intervals: number, signal: AbortSignal): Promise<VolumeRecord[]> => {
    const middle = addSteps(query.from, step, timeZone, Math.floor(intervals / 2));
    const before = await askAdapting({ ...query, to: middle }, signal);
    return [...before, ...(await askAdapting({ ...query, from: middle }, signal))];
  };

  const askAdapting = async (query: VolumeQuery, signal: AbortSignal): Promise<VolumeRecord[]> => {
    const intervals = stepsBetween(query.from, query.to, step, timeZone);
    if (intervals > mostIntervals) return halves(query, intervals, signal);
    try {
      return await ask(query, signal);
    } catch (error) {
      if (!(error instanceof Failure) || !asksForLess(error)) throw error;
      if (intervals <= 1) throw extended(error, '; refused even for a single interval');
      mostIntervals = Math.min(mostIntervals, Math.ceil(intervals / 2));
      return halves(query, intervals, signal);
    }
  };

  return {
    fetch: async (span: TimeSpan, signal: AbortSignal): Promise<VolumeRecord[]> => {
      const records: VolumeRecord[][] = [];
      for (const queueIds of batches) {
        const query = { ...span, step, timeZone, direction, mediaTypes, queueIds };
        records.push(await askAdapting(query, signal));
      }
      return records.flat().sort((a, b) => a.intervalStart - b.intervalStart);
    },
    learned: () => (Number.isFinite(mostIntervals) ? { intervalsPerQuery: mostIntervals } : {}),
  };
}

/** One batch of queue ids per query; a single undefined batch asks for all queues. */
function queueBatches({ queueIds, mediaTypes, direction }: VolumeQuestion): (readonly string[] | undefined)[] {
  if (mediaTypes?.length === 0) return [];
  if (queueIds === undefined) return [undefined];
  const unique = [...new Set(queueIds)];
  const size = PREDICATES_PER_QUERY - (mediaTypes?.length ?? 0) - (direction === undefined ? 0 : 1);
  return Array.from({ length: Math.ceil(unique.length / size) }, (_, i) => unique.slice(i * size, (i + 1) * size));
}

/** Whether the service refused because of the query's length. No limit is published, so the status and its words have to tell. */
function asksForLess(failure: Failure): boolean {
  const refusal = refusalBehind(failure);
  if (refusal === undefined) return false;
  if (refusal.status === 400) return /interval|limit|range|too many|too large|exceed/i.test(serviceWords(refusal));
  return [408, 413, 504].includes(refusal.status);
}

const extended = (failure: Failure, words: string): Failure =>
  new Failure(`${failure.message}${words}`, {
    code: failure.code,
    exitCode: failure.exitCode,
    ...(failure.hint === undefined ? {} : { hint: failure.hint }),
    ...(failure.correlationId === undefined ? {} : { correlationId: failure.correlationId }),
    cause: failure.cause,
  });
