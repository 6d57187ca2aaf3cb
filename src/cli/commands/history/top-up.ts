import type { ContactCentre, VolumePart } from '../../../genesys/contact-centre.ts';
import type { EpochSeconds } from '../../../series/time-zone.ts';
import { lackingRanges, type QueueRange } from '../../../store/volumes/lacking-ranges.ts';
import type { TimeRange } from '../../../store/volumes/time-range.ts';
import type { VolumeStore } from '../../../store/volumes/volume-store.ts';
import { type VolumeWriter, withVolumeWriter } from '../../../store/volumes/volume-writer.ts';

// Each write rewrites the months that it touches, and what is not written is lost when the program is killed.
const RECORDS_PER_WRITE = 200_000;
const LONGEST_UNWRITTEN_MS = 15_000;

/**
 * Fetches what the store lacks of a range, at the present `asOf`, and returns which ranges that was. What was fetched before
 * a failure or an interruption is kept, so that the next run goes on from there.
 */
export async function topUp(
  store: VolumeStore,
  centre: ContactCentre,
  range: QueueRange,
  asOf: EpochSeconds,
  nowMs: () => number,
): Promise<TimeRange[]> {
  if (lackingRanges(store, range, asOf).length === 0) return [];
  return withVolumeWriter(store, async (writer) => {
    // Another run may have written while this one waited for its turn.
    const lacking = lackingRanges(store, range, asOf);
    for (const { from, to } of lacking) {
      const { step, timeZone, direction, breakdown } = store;
      const question = {
        ...{ from, to, step, timeZone },
        ...(direction === 'all' ? {} : { direction }),
        ...(breakdown === undefined ? {} : { breakdown }),
        ...(range.queueIds === undefined ? {} : { queueIds: range.queueIds }),
      };
      await writeParts(writer, centre.volumeParts(question), range.queueIds, asOf, nowMs);
    }
    return lacking;
  });
}

/** Parts come in order of time, each whole, and are written several at a time. */
async function writeParts(
  writer: VolumeWriter,
  parts: AsyncIterable<VolumePart>,
  queueIds: readonly string[] | undefined,
  fetchedAt: EpochSeconds,
  nowMs: () => number,
): Promise<void> {
  let unwritten: VolumePart | undefined;
  let writtenAtMs = nowMs();
  const write = async () => {
    if (unwritten === undefined) return;
    const { from, to, records } = unwritten;
    unwritten = undefined;
    await writer.put({ from, to, fetchedAt, ...(queueIds === undefined ? {} : { queueIds }) }, records);
    writtenAtMs = nowMs();
  };
  try {
    for await (const { from, to, records } of parts) {
      unwritten = { from: unwritten?.from ?? from, to, records: [...(unwritten?.records ?? []), ...records] };
      const isDue = unwritten.records.length >= RECORDS_PER_WRITE || nowMs() - writtenAtMs >= LONGEST_UNWRITTEN_MS;
      if (isDue) await write();
    }
  } finally {
    await write();
  }
}
