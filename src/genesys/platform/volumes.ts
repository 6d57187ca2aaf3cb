import type { VolumeRecord } from '../../series/records.ts';
import type { Client } from '../client.ts';
import type { VolumePart, VolumeQuestion } from '../contact-centre.ts';
import { type AggregateRoute, fetchParts, shorterRoute } from './aggregate-parts.ts';
import type { Aggregation } from './chunk-fetcher.ts';
import { type VolumeQuery, volumeRecords, volumeRequest } from './conversation-aggregates.ts';
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

/**
 * The records of a question, part by part in order of time; by jobs when it would take very many queries, unless `route` says
 * how. Throws a Failure that says how far it got; what was yielded before is complete.
 */
export async function* fetchVolumeParts(
  client: Client,
  question: VolumeQuestion,
  queueNames: ReadonlyMap<string, string>,
  onProgress: (progress: VolumeProgress) => void,
  route: AggregateRoute = shorterRoute(question, queueBatches(question).length),
): AsyncGenerator<VolumePart> {
  const unlisted = new Set<string>();
  const parts = fetchParts(client, question, volumesOf(question, queueNames), route);
  for await (const { from, to, records, ...progress } of parts) {
    yield { from, to, records };
    for (const { queueId } of records) if (!queueNames.has(queueId)) unlisted.add(queueId);
    onProgress({ ...progress, queuesListed: queueNames.size, queuesUnlisted: unlisted.size });
  }
}

function volumesOf(
  question: VolumeQuestion,
  queueNames: ReadonlyMap<string, string>,
): Aggregation<VolumeQuery, VolumeRecord> {
  const { step, timeZone, direction, mediaTypes } = question;
  return {
    queriesOf: (span) =>
      queueBatches(question).map((queueIds) => ({ ...span, step, timeZone, direction, mediaTypes, queueIds })),
    requestOf: volumeRequest,
    recordsOf: (reply, query) => volumeRecords(reply, query, queueNames),
  };
}
