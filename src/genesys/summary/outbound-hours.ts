import * as z from 'zod/mini';
import { floorToStep } from '../../series/calendar-step.ts';
import { isoInstant } from '../../series/iso-instant.ts';
import type { OutboundRecord } from '../../series/records.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { Client } from '../client.ts';
import type { OutboundQuestion } from '../dialler.ts';
import { instant } from '../instant.ts';
import { contractFailure } from '../service-failure.ts';
import { tokenPages } from './token-pages.ts';
import { untold } from './untold.ts';

const HOUR_SECONDS = 3600;

const count = z.nullish(z.int().check(z.gte(0)));

const outboundPage = z.object({
  nextPageToken: z.nullish(z.string()),
  entities: z.nullish(z.array(z.object({ interval: instant, offered: count, answered: count }))),
});

/** Calls and answers of campaigns by the hour. Abandoned calls and handle times are not told: NaN. */
export async function* outboundHours(client: Client, question: OutboundQuestion): AsyncGenerator<OutboundRecord> {
  if (question.step.iso !== 'PT1H') throw untold('calls of campaigns by other steps than hours');
  const records: OutboundRecord[] = [];
  for (const campaignId of question.campaignIds) records.push(...(await hoursOf(client, campaignId, question)));
  yield* records.sort((a, b) => a.intervalStart - b.intervalStart);
}

async function hoursOf(client: Client, campaignId: string, question: OutboundQuestion): Promise<OutboundRecord[]> {
  const { from, to, step, timeZone } = question;
  if (from === to) return [];
  const about = {
    what: `the calls of the campaign ${campaignId}`,
    method: 'POST',
    path: '/api/v2/analytics/outbound/summary/query',
  } as const;
  const body = {
    dateFrom: isoInstant(from),
    dateTo: isoInstant(to),
    interval: 'PT1H',
    groupings: ['interval'],
    metrics: ['offered', 'answered', 'answerRate'],
    filter: { type: 'equals', path: 'campaign.id', value: campaignId },
  };
  const pages = tokenPages(about, (pageToken) =>
    client.ask({ ...about, ...(pageToken === undefined ? {} : { query: { pageToken } }), body }, outboundPage),
  );
  const hours = new Map<EpochSeconds, OutboundRecord>();
  for await (const { entities } of pages) {
    for (const { interval, offered, answered } of entities ?? []) {
      const isAsked = interval >= from && interval < to && floorToStep(interval, step, timeZone) === interval;
      if (!isAsked || hours.has(interval))
        throw contractFailure(about, `the hour from ${isoInstant(interval)} comes twice or is not one asked for`);
      if ((offered == null) !== (answered == null))
        throw contractFailure(about, `the hour from ${isoInstant(interval)} has calls or answers, but not both`);
      if (offered == null || answered == null) continue;
      hours.set(interval, {
        intervalStart: interval,
        intervalEnd: interval + HOUR_SECONDS,
        campaignId,
        attempted: offered,
        connected: answered,
        abandoned: Number.NaN,
        handled: Number.NaN,
        handleSeconds: Number.NaN,
      });
    }
  }
  return [...hours.values()];
}
