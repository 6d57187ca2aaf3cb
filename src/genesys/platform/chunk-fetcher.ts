import { Failure } from '../../errors.ts';
import { addSteps, stepsBetween } from '../../series/calendar-step.ts';
import type { VolumeRecord } from '../../series/records.ts';
import type { VolumePart, VolumeQuestion } from '../contact-centre.ts';
import { refusalBehind } from '../outcome.ts';
import { extendedFailure, serviceWords } from '../service-failure.ts';
import { type VolumeQuery, type VolumeReply, volumeRecords } from './conversation-aggregates.ts';
import type { TimeSpan } from './interval-text.ts';
import { queueBatches } from './queue-batches.ts';

/** Hands a query to the service, which may refuse it for its length. Gives the way to the reply; it has to be called. */
export type Submit = (query: VolumeQuery, signal: AbortSignal) => Promise<() => Promise<VolumeReply>>;

export interface ChunkFetcher {
  /** One stretch of the question. */
  fetch(span: TimeSpan, signal: AbortSignal): Promise<VolumePart>;
  /** The most intervals to ask for at once, when the service has refused longer queries. */
  mostIntervals(): number | undefined;
}

/** Fetches stretches of a question. A query that the service finds too long is halved, and so are those after it. */
export function chunkFetcher(
  submit: Submit,
  question: VolumeQuestion,
  queueNames: ReadonlyMap<string, string>,
): ChunkFetcher {
  const { step, timeZone, direction, mediaTypes } = question;
  let mostIntervals: number | undefined;

  const inHalves = async (query: VolumeQuery, intervals: number, signal: AbortSignal): Promise<VolumeRecord[]> => {
    const middle = addSteps(query.from, step, timeZone, Math.floor(intervals / 2));
    const before = await adapting({ ...query, to: middle }, signal);
    return [...before, ...(await adapting({ ...query, from: middle }, signal))];
  };

  const adapting = async (query: VolumeQuery, signal: AbortSignal): Promise<VolumeRecord[]> => {
    const intervals = stepsBetween(query.from, query.to, step, timeZone);
    if (mostIntervals !== undefined && intervals > mostIntervals) return inHalves(query, intervals, signal);
    let reply: () => Promise<VolumeReply>;
    try {
      reply = await submit(query, signal);
    } catch (error) {
      if (!(error instanceof Failure) || !asksForLess(error)) throw error;
      if (intervals <= 1) throw extendedFailure(error, '; refused even for a single interval');
      mostIntervals = Math.min(mostIntervals ?? intervals, Math.ceil(intervals / 2));
      return inHalves(query, intervals, signal);
    }
    return volumeRecords(await reply(), query, queueNames);
  };

  return {
    async fetch(span, signal) {
      const records: VolumeRecord[][] = [];
      for (const queueIds of queueBatches(question)) {
        records.push(await adapting({ ...span, step, timeZone, direction, mediaTypes, queueIds }, signal));
      }
      return { ...span, records: records.flat().sort((a, b) => a.intervalStart - b.intervalStart) };
    },
    mostIntervals: () => mostIntervals,
  };
}

/** Whether the service refused because of the query's length. No limit is published, so the status and its words have to tell. */
function asksForLess(failure: Failure): boolean {
  const refusal = refusalBehind(failure);
  if (refusal === undefined) return false;
  if (refusal.status === 400) return /interval|limit|range|too many|too large|exceed/i.test(serviceWords(refusal));
  return [408, 413, 504].includes(refusal.status);
}
