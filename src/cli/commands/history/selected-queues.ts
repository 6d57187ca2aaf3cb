import type { ContactCentre } from '../../../genesys/contact-centre.ts';
import { storedQueues } from '../../../store/volumes/stored-queues.ts';
import type { VolumeStore } from '../../../store/volumes/volume-store.ts';
import { listed } from '../listed.ts';
import { queueIdsOf } from './queue-ids.ts';

/**
 * Ids of the queues that `--queue` names, undefined for all when it names none. They are looked up in the listing of the
 * service, or with `mayAsk` false among those that the store has seen.
 */
export async function selectedQueues(
  wanted: readonly string[] | undefined,
  centre: ContactCentre,
  store: VolumeStore,
  mayAsk: boolean,
): Promise<string[] | undefined> {
  if (wanted === undefined) return undefined;
  return queueIdsOf(wanted, mayAsk ? await listed(centre.queues()) : await storedQueues(store));
}
