import type { Queue } from '../../series/records.ts';
import { DAY_SECONDS, type EpochSeconds } from '../../series/time-zone.ts';
import type { Client } from '../client.ts';
import type { ContactCentre, VolumePart, VolumeQuestion } from '../contact-centre.ts';
import { contactCountParts } from './contact-counts.ts';
import { queueMediaParts, queueMediaSums } from './queue-media-counts.ts';
import { untold } from './untold.ts';
import { UNTOLD_COUNTS } from './untold-counts.ts';

/** The contract lists no queues: those that had conversations in so many days count as all. */
const QUEUE_DAYS = 90;

/** The contact centre behind the contract of summaries, which counts contacts and little else, at the present `asOf`. */
export function createSummary(client: Client, asOf: EpochSeconds, warn: (text: string) => void): ContactCentre {
  const warnOfDirections = ({ direction }: VolumeQuestion): void => {
    if (direction === 'inbound')
      warn('the summary contract counts conversations of both directions by queue and media type, each once per queue');
  };
  async function* volumeParts(question: VolumeQuestion): AsyncGenerator<VolumePart> {
    requireTold(question);
    if (question.breakdown === 'together') {
      yield* contactCountParts(client, question);
      return;
    }
    warnOfDirections(question);
    yield* queueMediaParts(client, question);
  }
  return {
    untold: UNTOLD_COUNTS,
    tellsTogether: true,
    // Host and client id have to tell organisations apart.
    organisation: async () => undefined,
    async *queues() {
      const names = new Map<string, Queue>();
      for (const { queueId, queueName } of await queueMediaSums(client, asOf - QUEUE_DAYS * DAY_SECONDS, asOf))
        names.set(queueId, { id: queueId, name: queueName ?? queueId });
      yield* names.values();
    },
    async *volumes(question) {
      for await (const { records } of volumeParts(question)) yield* records;
    },
    volumeParts,
    async rangeSums(question) {
      requireTold(question);
      warnOfDirections(question);
      const { from, to, queueIds, mediaTypes } = question;
      return (await queueMediaSums(client, from, to)).filter(
        ({ queueId, mediaType }) =>
          (queueIds?.includes(queueId) ?? true) && (mediaTypes?.includes(mediaType?.toLowerCase() ?? '') ?? true),
      );
    },
  };
}

function requireTold({ direction, breakdown }: VolumeQuestion): void {
  if (direction === 'outbound') throw untold('outbound contacts apart from inbound ones');
  if (breakdown === 'together' && direction === undefined)
    throw untold('contacts of all directions together', 'leave out --direction all, or add --by queue,media');
}
