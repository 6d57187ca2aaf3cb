import type { VolumeQuestion } from '../contact-centre.ts';

/** More are split over several queries. */
const PREDICATES_PER_QUERY = 100;

/** One batch of queue ids per query; a single undefined batch asks for all queues. */
export function queueBatches({ queueIds, mediaTypes, direction }: VolumeQuestion): (readonly string[] | undefined)[] {
  if (mediaTypes?.length === 0) return [];
  if (queueIds === undefined) return [undefined];
  const unique = [...new Set(queueIds)];
  const size = PREDICATES_PER_QUERY - (mediaTypes?.length ?? 0) - (direction === undefined ? 0 : 1);
  return Array.from({ length: Math.ceil(unique.length / size) }, (_, i) => unique.slice(i * size, (i + 1) * size));
}
