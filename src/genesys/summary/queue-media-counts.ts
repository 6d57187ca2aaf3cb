import { isoInstant } from '../../series/iso-instant.ts';
import type { VolumeRecord } from '../../series/records.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { Client } from '../client.ts';
import type { QueueMediaRow, VolumePart, VolumeQuestion } from '../contact-centre.ts';
import { contractFailure } from '../service-failure.ts';
import { CONVERSATION_DETAILS_PATH } from './conversation-results.ts';
import { intervalsAtOnce } from './intervals-at-once.ts';
import { nestedPartitions, queueMediaRows } from './nested-partitions.ts';
import { untoldCounts } from './untold-counts.ts';

/**
 * Conversations by queue and media type, one record for each that had any: the contract's `conversationCount`, which a
 * conversation of either direction counts in. It breaks a range down by queue and media type, not by time, so each interval is a
 * question of its own.
 */
export async function* queueMediaParts(client: Client, question: VolumeQuestion): AsyncGenerator<VolumePart> {
  const { step, timeZone } = question;
  let { from } = question;
  for (const intervals of intervalsAtOnce(from, question.to, step, timeZone)) {
    const records = await Promise.all(intervals.map(([start, end]) => intervalRecords(client, question, start, end)));
    const to = intervals.at(-1)?.[1] ?? from;
    yield { from, to, records: records.flat() };
    from = to;
  }
}

/** Queues and media types with conversations in a range, with their average handle times. */
export async function queueMediaSums(client: Client, from: EpochSeconds, to: EpochSeconds): Promise<QueueMediaRow[]> {
  const request = aboutRange(from, to);
  const body = {
    timeRange: `${isoInstant(from)}/${isoInstant(to)}`,
    groupBy: ['queue', 'mediaType'],
    metrics: [{ name: 'conversationCount' }, { name: 'handleTimeAvg' }],
  };
  const rows = queueMediaRows(await client.ask({ ...request, body }, nestedPartitions));
  const keys = rows.map(({ queueId, mediaType }) => `${queueId}\n${mediaType}`);
  if (new Set(keys).size < keys.length) throw contractFailure(request, 'a queue and media type come twice');
  return rows;
}

const aboutRange = (from: EpochSeconds, to: EpochSeconds) =>
  ({
    what: `the conversations by queue from ${isoInstant(from)} to ${isoInstant(to)}`,
    method: 'POST',
    path: CONVERSATION_DETAILS_PATH,
  }) as const;

async function intervalRecords(
  client: Client,
  { queueIds, mediaTypes }: VolumeQuestion,
  from: EpochSeconds,
  to: EpochSeconds,
): Promise<VolumeRecord[]> {
  const rows = await queueMediaSums(client, from, to);
  return rows.flatMap(({ queueId, queueName, mediaType, conversations = 0 }) => {
    const medium = mediaType?.toLowerCase();
    if (medium === undefined || !Number.isInteger(conversations))
      throw contractFailure(aboutRange(from, to), `the queue ${queueId} has no whole counts by media type`);
    const isAsked = (queueIds?.includes(queueId) ?? true) && (mediaTypes?.includes(medium) ?? true);
    if (!isAsked || conversations === 0) return [];
    return [
      {
        intervalStart: from,
        intervalEnd: to,
        queueId,
        ...(queueName === undefined ? {} : { queueName }),
        mediaType: medium,
        ...untoldCounts,
        conversations,
        offered: conversations,
      },
    ];
  });
}
