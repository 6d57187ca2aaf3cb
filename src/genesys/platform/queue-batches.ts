import type { VolumeQuestion } from '../contact-centre.ts';
import { predicateBatches } from './predicate-batches.ts';

/** One batch of queue ids per query; a single undefined batch asks for all queues. */
export function queueBatches({ queueIds, mediaTypes, direction }: VolumeQuestion): (readonly string[] | undefined)[] {
  if (mediaTypes?.length === 0) return [];
  if (queueIds === undefined) return [undefined];
  return predicateBatches(queueIds, (mediaTypes?.length ?? 0) + (direction === undefined ? 0 : 1));
}
