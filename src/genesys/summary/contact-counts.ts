import * as z from 'zod/mini';
import { addSteps, calendarStep, floorToStep, isSubDaily, nominalDays } from '../../series/calendar-step.ts';
import { isoInstant } from '../../series/iso-instant.ts';
import type { VolumeRecord } from '../../series/records.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Client } from '../client.ts';
import type { VolumePart, VolumeQuestion } from '../contact-centre.ts';
import { instant } from '../instant.ts';
import { contractFailure } from '../service-failure.ts';
import { CONVERSATION_SUMMARY_PATH } from './skill-buckets.ts';
import { tokenPages } from './token-pages.ts';
import { untoldCounts } from './untold-counts.ts';

const PAGE_SIZE = 1000;

const count = z.nullish(z.int().check(z.gte(0)));

const contactPage = z.object({
  nextPageToken: z.nullish(z.string()),
  entities: z.nullish(
    z.array(
      z.object({
        intervalStart: instant,
        intervalEnd: instant,
        metrics: z.nullish(z.object({ contactCount: z.nullish(z.object({ total: count })) })),
      }),
    ),
  ),
});

/**
 * Inbound contacts of all queues and media types together, one record per interval in which any came: the contract's
 * `contactCount`. Parts hold about a page. The service cuts time by the clock of UTC, so intervals of other zones are summed
 * from quarter-hours.
 */
export async function* contactCountParts(client: Client, question: VolumeQuestion): AsyncGenerator<VolumePart> {
  const { step, timeZone } = question;
  const asked = calendarStep(timeZone !== 'UTC' ? 'PT15M' : isSubDaily(step) ? step.iso : 'P1D');
  const days = Math.floor(PAGE_SIZE * nominalDays(asked));
  const [unit, many] = isSubDaily(step)
    ? [calendarStep(`P${days}D`), 1]
    : [step, Math.max(1, Math.floor(days / nominalDays(step)))];
  for (let from = question.from; from < question.to; ) {
    const to = Math.min(question.to, addSteps(from, unit, timeZone, many));
    yield { from, to, records: await contactRecords(client, { ...question, from, to }, asked.iso) };
    from = to;
  }
}

async function contactRecords(client: Client, question: VolumeQuestion, granularity: string): Promise<VolumeRecord[]> {
  const { from, to, step, timeZone } = question;
  const about = {
    what: `the contacts from ${isoInstant(from)} to ${isoInstant(to)}`,
    method: 'POST',
    path: CONVERSATION_SUMMARY_PATH,
  } as const;
  const totals = new Map<EpochSeconds, number>();
  const seen = new Set<EpochSeconds>();
  const pages = tokenPages(about, (token) =>
    client.ask({ ...about, body: contactQuery(question, granularity, token) } satisfies ApiRequest, contactPage),
  );
  for await (const { entities } of pages) {
    for (const { intervalStart, intervalEnd, metrics } of entities ?? []) {
      const start = floorToStep(intervalStart, step, timeZone);
      const isInside =
        start >= from && intervalStart < intervalEnd && intervalEnd <= addSteps(start, step, timeZone, 1);
      if (!isInside || intervalEnd > to || seen.has(intervalStart)) {
        throw contractFailure(
          about,
          `the interval from ${isoInstant(intervalStart)} comes twice or is not one asked for`,
        );
      }
      seen.add(intervalStart);
      totals.set(start, (totals.get(start) ?? 0) + (metrics?.contactCount?.total ?? 0));
    }
  }
  return [...totals]
    .filter(([, contacts]) => contacts > 0)
    .sort(([a], [b]) => a - b)
    .map(([start, contacts]) => ({
      intervalStart: start,
      intervalEnd: addSteps(start, step, timeZone, 1),
      queueId: '',
      mediaType: '',
      ...untoldCounts,
      offered: contacts,
    }));
}

const contactQuery = ({ from, to }: VolumeQuestion, granularity: string, token: string | undefined) => ({
  dateFrom: isoInstant(from),
  dateTo: isoInstant(to),
  granularity,
  metrics: ['contactCount'],
  pageSize: PAGE_SIZE,
  nextPageToken: token ?? null,
});
