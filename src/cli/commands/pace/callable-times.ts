import type { Campaign, Dialler } from '../../../genesys/dialler.ts';
import type { CallableTime } from '../../../pacing/guards/callable-hours.ts';
import type { EpochSeconds } from '../../../series/time-zone.ts';

/** When calls of a campaign may be made between two instants; always, for one without a set of callable times. */
export const callableTimes = async (
  { callableTimeSetId }: Campaign,
  start: EpochSeconds,
  end: EpochSeconds,
  dialler: Dialler,
): Promise<readonly CallableTime[]> =>
  callableTimeSetId === undefined ? [{ start, end }] : dialler.callableIntervals(callableTimeSetId, start, end);
