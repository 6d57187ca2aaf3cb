import * as z from 'zod/mini';
import type { QueueMediaRow } from '../contact-centre.ts';

const metric = z.nullish(z.object({ value: z.nullish(z.number().check(z.nonnegative())) }));

const metrics = z.nullish(z.object({ conversationCount: metric, handleTimeAvg: metric }));

const mediaPartition = z.object({ entityId: z.nullish(z.string()), entityName: z.string(), metrics });

const queuePartition = z.object({
  entityId: z.string(),
  entityName: z.nullish(z.string()),
  metrics,
  partitions: z.nullish(z.array(mediaPartition)),
});

/**
 * An answer grouped by queue and then by media type: one partition per queue, with one per media type in it. Handle times
 * are seconds. Names may also be written with underscores, as software kits for Python do.
 */
export const nestedPartitions = z.pipe(
  z.transform((answer: unknown) => inCamelCase(answer)),
  z.object({ partitions: z.nullish(z.array(queuePartition)) }),
);

/**
 * One row per queue and media type, in the order of the answer. A queue's own numbers count only when it has no media
 * types, since otherwise they are those of its media types once more.
 */
export function queueMediaRows(answer: z.infer<typeof nestedPartitions>): QueueMediaRow[] {
  return (answer.partitions ?? []).flatMap(
    ({ entityId, entityName, partitions, metrics: ofAllMedia }): QueueMediaRow[] => {
      const queue = { queueId: entityId, queueName: entityName ?? undefined };
      if (partitions == null || partitions.length === 0) {
        return [{ ...queue, mediaType: undefined, ...numbersOf(ofAllMedia) }];
      }
      return partitions.map((media) => ({ ...queue, mediaType: media.entityName, ...numbersOf(media.metrics) }));
    },
  );
}

const numbersOf = (of: z.infer<typeof metrics>): Pick<QueueMediaRow, 'conversations' | 'averageHandleSeconds'> => ({
  conversations: of?.conversationCount?.value ?? undefined,
  averageHandleSeconds: of?.handleTimeAvg?.value ?? undefined,
});

/** `entity_name` becomes `entityName`, at every depth. */
function inCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inCamelCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      inCamelCase(part),
    ]),
  );
}
