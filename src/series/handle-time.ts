import type { SeriesKey, VolumeRecord } from './records.ts';
import { DAY_SECONDS, type EpochSeconds } from './time-zone.ts';

// Long enough for a rare queue to have handled something, short enough to follow a change of process.
const RECENT_DAYS = 28;

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

/**
 * Average handle time in seconds of a series over the last four weeks before `end`, and over all records when nothing was
 * handled in those. Undefined when nothing ever was.
 */
export function recentHandleSeconds(
  records: readonly VolumeRecord[],
  key: SeriesKey,
  end: EpochSeconds,
): number | undefined {
  const own = records.filter(
    ({ queueId, mediaType }) =>
      (key.queueId === undefined || key.queueId === queueId) &&
      (key.mediaType === undefined || key.mediaType === mediaType),
  );
  const recent = averageHandleSeconds(
    own.filter(({ intervalStart }) => intervalStart >= end - RECENT_DAYS * DAY_SECONDS),
  );
  const average = Number.isNaN(recent) ? averageHandleSeconds(own) : recent;
  return Number.isNaN(average) ? undefined : average;
}
