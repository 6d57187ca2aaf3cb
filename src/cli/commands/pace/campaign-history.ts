import { calendarStep, floorToStep } from '../../../series/calendar-step.ts';
import type { OutboundRecord } from '../../../series/records.ts';
import type { EpochSeconds } from '../../../series/time-zone.ts';
import { daysBefore } from '../history/asked-range.ts';
import { listed } from '../listed.ts';
import type { OpenDialler } from './open-dialler.ts';

/** What a campaign did, by the hour; the running hour by the quarter-hours of it that are over. */
export interface CampaignHistory {
  /** Start of the first hour. */
  readonly from: EpochSeconds;
  /** Start of the running hour. */
  readonly hour: EpochSeconds;
  /** Whole hours only. */
  readonly hours: readonly OutboundRecord[];
  /** With the running hour's quarter-hours. */
  readonly all: readonly OutboundRecord[];
}

const HOUR = calendarStep('PT1H');
const QUARTER = calendarStep('PT15M');

/** The answers and abandons of a running window are always read, however few days the rates are learned from. */
export const WINDOW_DAYS = 30;

/** Reads the history of a campaign up to the present. */
export async function campaignHistory(
  campaignId: string,
  daysBack: number,
  { dialler, asOf, timeZone }: OpenDialler,
): Promise<CampaignHistory> {
  const hour = floorToStep(asOf, HOUR, timeZone);
  const from = daysBefore(hour, Math.max(daysBack, WINDOW_DAYS), timeZone);
  const ask = { timeZone, campaignIds: [campaignId] };
  const hours = await listed(dialler.outboundHistory({ ...ask, from, to: hour, step: HOUR }));
  const now = floorToStep(asOf, QUARTER, timeZone);
  if (now === hour) return { from, hour, hours, all: hours };
  const quarters = await listed(dialler.outboundHistory({ ...ask, from: hour, to: now, step: QUARTER }));
  return { from, hour, hours, all: [...hours, ...quarters] };
}
