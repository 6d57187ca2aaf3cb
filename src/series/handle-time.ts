import type { VolumeRecord } from './records.ts';

/**
 * Average handle time in seconds over all records: the sum of handle time over the sum of handled contacts, so that a busy
 * interval counts for as much as it held. NaN when nothing was handled.
 */
export function averageHandleSeconds(records: Iterable<Pick<VolumeRecord, 'handleSeconds' | 'handled'>>): number {
  let handleSeconds = 0;
  let handled = 0;
  for (const record of records) {
    handleSeconds += record.handleSeconds;
    handled += record.handled;
  }
  return handled === 0 ? Number.NaN : handleSeconds / handled;
}
