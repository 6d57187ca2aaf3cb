import { usageFailure } from '../../../errors.ts';
import { nearestName } from '../../../nearest-name.ts';
import type { Queue } from '../../../series/records.ts';

/** Ids of queues that are named by id, or by name regardless of case. Fails with exit code 2 for one that is not among them. */
export function queueIdsOf(wanted: readonly string[], queues: readonly Queue[]): string[] {
  return wanted.flatMap((text) => {
    const found = queues.filter(({ id, name }) => id === text || name.toLowerCase() === text.toLowerCase());
    if (found.length > 0) return found.map(({ id }) => id);
    const nearest = nearestName(
      text,
      queues.map(({ name }) => name),
    );
    throw usageFailure(
      `there is no queue '${text}' among the ${queues.length} queues that this client may see`,
      nearest === undefined
        ? 'check the name, and that a role of the OAuth client is granted in the division of the queue'
        : `did you mean '${nearest}'?`,
    );
  });
}
