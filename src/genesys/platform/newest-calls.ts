import * as z from 'zod/mini';
import type { DialledCall } from '../../series/records.ts';
import { DAY_SECONDS, type EpochSeconds } from '../../series/time-zone.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Client } from '../client.ts';
import type { CallSample } from '../dialler.ts';
import { instant, isForward } from '../instant.ts';
import { contractFailure } from '../service-failure.ts';
import { matches } from './aggregate-query.ts';
import { intervalText } from './interval-text.ts';

/** The largest page that is known to be given. */
const PAGE_SIZE = 100;
/** The longest interval of a query with filters. */
const MOST_DAYS = 31;

const segment = z
  .object({ segmentType: z.nullish(z.string()), segmentStart: instant, segmentEnd: z.nullish(instant) })
  .check(z.refine((one) => isForward(one.segmentStart, one.segmentEnd), 'a segment that ends before it starts'));

const session = z.object({
  outboundCampaignId: z.nullish(z.string()),
  metrics: z.nullish(z.array(z.object({ name: z.string(), value: z.nullish(z.number().check(z.nonnegative())) }))),
  segments: z.nullish(z.array(segment)),
});

type Session = z.infer<typeof session>;

const conversation = z
  .object({
    conversationId: z.string(),
    conversationStart: instant,
    conversationEnd: z.nullish(instant),
    participants: z.nullish(
      z.array(z.object({ purpose: z.nullish(z.string()), sessions: z.nullish(z.array(session)) })),
    ),
  })
  .check(
    z.refine(
      (one) => isForward(one.conversationStart, one.conversationEnd),
      'a conversation that ends before it starts',
    ),
  );

type Conversation = z.infer<typeof conversation>;

const detailPage = z.object({ conversations: z.nullish(z.array(conversation)) });

/**
 * The newest calls of a campaign that were begun from `from` on and before `to`, at most `most`, the newest first.
 * Conversations that have not ended are counted and left out, and so are those without an attempt, such as a skipped preview.
 *
 * Answered and abandoned are what the metrics of the same names as in the aggregates say. Which session has the segments of
 * dialling is not published, so the ring time is that of the dialing and contacting segments of all sessions of the campaign,
 * from the first one's start to the last one's end; without such segments it is not known. Throws RangeError for a range of
 * more than 31 days, which the service does not take.
 */
export async function newestCalls(
  client: Client,
  campaignId: string,
  from: EpochSeconds,
  to: EpochSeconds,
  most: number,
): Promise<CallSample> {
  if (!(from < to && to - from <= MOST_DAYS * DAY_SECONDS)) {
    throw new RangeError(`calls are asked for in a range of up to ${MOST_DAYS} days`);
  }
  // Pages shift while calls come in, so the same conversation may come twice.
  const seen = new Set<string>();
  const calls: DialledCall[] = [];
  let live = 0;
  for (let pageNumber = 1; calls.length < most; pageNumber++) {
    const page = await pageOf(client, campaignId, from, to, pageNumber);
    if (page.length === 0) break;
    const fresh = page.filter(({ conversationId }) => !seen.has(conversationId));
    if (fresh.length === 0)
      throw contractFailure(detailRequest(campaignId, from, to, pageNumber), `page ${pageNumber} repeats earlier ones`);
    for (const one of fresh) {
      seen.add(one.conversationId);
      // The service finds whatever began on a day that the interval touches.
      if (one.conversationStart < from || one.conversationStart >= to) continue;
      if (one.conversationEnd == null) live++;
      else calls.push(...callOf(one, campaignId));
    }
  }
  return { calls: calls.slice(0, most), live };
}

async function pageOf(client: Client, campaignId: string, from: EpochSeconds, to: EpochSeconds, pageNumber: number) {
  const { conversations } = await client.ask(detailRequest(campaignId, from, to, pageNumber), detailPage);
  return conversations ?? [];
}

const detailRequest = (campaignId: string, from: EpochSeconds, to: EpochSeconds, pageNumber: number): ApiRequest => ({
  what: `the newest calls of the campaign ${campaignId}`,
  method: 'POST',
  path: '/api/v2/analytics/conversations/details/query',
  body: {
    interval: intervalText({ from, to }, 'UTC'),
    order: 'desc',
    orderBy: 'conversationStart',
    segmentFilters: [{ type: 'and', predicates: [matches('outboundCampaignId')(campaignId)] }],
    paging: { pageSize: PAGE_SIZE, pageNumber },
  },
  permission: 'analytics:conversationDetail:view',
});

/** Nothing when no call was attempted. */
function callOf({ conversationStart, participants }: Conversation, campaignId: string): DialledCall[] {
  const all = (participants ?? []).flatMap(({ purpose, sessions }) =>
    (sessions ?? []).map((one) => ({ purpose: purpose ?? '', session: one })),
  );
  const ofCampaign = all.map((one) => one.session).filter((one) => one.outboundCampaignId === campaignId);
  if (sumOf(ofCampaign, 'nOutboundAttempted') === undefined) return [];
  const ofAgents = all.filter(({ purpose }) => purpose === 'agent' || purpose === 'user').map((one) => one.session);
  const ringSeconds = ringOf(ofCampaign);
  const handleMs = sumOf(ofAgents, 'tHandle');
  return [
    {
      start: conversationStart,
      isAnswered: sumOf(ofCampaign, 'nOutboundConnected') !== undefined,
      isAbandoned: sumOf(ofCampaign, 'nOutboundAbandoned') !== undefined,
      ...(ringSeconds === undefined ? {} : { ringSeconds }),
      ...(handleMs === undefined ? {} : { handleSeconds: handleMs / 1000 }),
    },
  ];
}

/** Undefined when the metric does not occur: what did not happen has no value. */
function sumOf(sessions: readonly Session[], metric: string): number | undefined {
  const values = sessions.flatMap(({ metrics }) => (metrics ?? []).filter(({ name }) => name === metric));
  return values.length === 0 ? undefined : values.reduce((sum, { value }) => sum + (value ?? 0), 0);
}

function ringOf(sessions: readonly Session[]): number | undefined {
  const ringing = sessions
    .flatMap(({ segments }) => segments ?? [])
    .filter(({ segmentType }) => segmentType === 'dialing' || segmentType === 'contacting');
  const ends = ringing.flatMap(({ segmentEnd }) => segmentEnd ?? []);
  if (ringing.length === 0 || ends.length < ringing.length) return undefined;
  const seconds = Math.max(...ends) - Math.min(...ringing.map(({ segmentStart }) => segmentStart));
  return Math.round(seconds * 1000) / 1000;
}
