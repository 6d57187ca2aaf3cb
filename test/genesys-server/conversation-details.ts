import * as z from 'zod/mini';
import type { CentreOutbound, OutboundCall } from './centre.ts';
import { detailQueryReply } from './detail-query.ts';
import { badRequest } from './reply.ts';
import type { Resource } from './resource.ts';
import { readInterval } from './time-grid.ts';

const DAY_MS = 86_400_000;
const MOST_DAYS = 31;
const PAGE_SIZE_MAX = 100;

// Narrower than the published contract: a centre that knows no single conversations answers only the question for a campaign's
// newest ones.
const detailQuery = z.strictObject({
  interval: z.string(),
  order: z.literal('desc'),
  orderBy: z.literal('conversationStart'),
  segmentFilters: z.tuple([
    z.strictObject({
      type: z.literal('and'),
      predicates: z.tuple([
        z.strictObject({
          type: z.optional(z.literal('dimension')),
          dimension: z.literal('outboundCampaignId'),
          operator: z.optional(z.literal('matches')),
          value: z.string(),
        }),
      ]),
    }),
  ]),
  paging: z.strictObject({ pageSize: z.number(), pageNumber: z.number() }),
});

export const conversationDetails: Resource = {
  method: 'POST',
  path: '/api/v2/analytics/conversations/details/query',
  answer({ body }, { outbound, details }, limits) {
    if (details !== undefined) return detailQueryReply(body, details, limits);
    const { presentMs = outbound?.endMs ?? 0 } = limits;
    const { interval, segmentFilters, paging } = detailQuery.parse(body);
    const { pageSize, pageNumber } = paging;
    if (pageSize < 1 || pageSize > PAGE_SIZE_MAX) throw badRequest('Page size out of range.', 'paging');
    const { startMs, endMs } = readInterval(interval);
    if (endMs - startMs > MOST_DAYS * DAY_MS) {
      throw badRequest(`The interval exceeds ${MOST_DAYS} days.`, 'interval', 'bad.request');
    }
    const campaignId = segmentFilters[0].predicates[0].value;
    const newest = newestCalls(outbound, campaignId, startMs, Math.min(endMs, presentMs), pageSize * pageNumber);
    const page = newest.slice((pageNumber - 1) * pageSize, pageSize * pageNumber);
    const conversations = page.map((call) => conversationOf(call, campaignId, presentMs));
    // An empty page has no list at all.
    return { status: 200, body: conversations.length === 0 ? {} : { conversations } };
  },
};

/** The index is daily: whatever began on a day that the interval touches is found. At least `many`, where there are as many. */
function newestCalls(
  outbound: CentreOutbound | undefined,
  campaignId: string,
  startMs: number,
  endMs: number,
  many: number,
): OutboundCall[] {
  const found: OutboundCall[] = [];
  const firstDay = Math.floor(startMs / DAY_MS);
  for (let day = Math.ceil(endMs / DAY_MS) - 1; day >= firstDay && found.length < many; day--) {
    const calls = outbound?.calls(campaignId, day * DAY_MS, (day + 1) * DAY_MS) ?? [];
    found.push(...calls.reverse());
  }
  return found;
}

function conversationOf(
  { startMs, ringMs, isAnswered, handling }: OutboundCall,
  campaignId: string,
  presentMs: number,
) {
  const id = `${campaignId.slice(0, 24)}${startMs.toString(16).padStart(12, '0')}`;
  const answeredMs = startMs + ringMs;
  const endMs = handling === undefined ? answeredMs : handling.startMs + handling.talkMs + handling.acwMs;
  const callMs = handling === undefined ? answeredMs : handling.startMs + handling.talkMs;
  const metric = (name: string, value: number, emitMs: number) => ({ name, value, emitDate: iso(emitMs) });
  const dialledMs = startMs + Math.min(400, ringMs);
  const session = { mediaType: 'voice', direction: 'outbound', outboundCampaignId: campaignId };
  const customer = {
    participantId: `${id}-1`,
    purpose: 'customer',
    sessions: [
      {
        ...session,
        sessionId: `${id}-1`,
        segments: [
          { segmentType: 'dialing', segmentStart: iso(startMs), segmentEnd: iso(dialledMs) },
          { segmentType: 'contacting', segmentStart: iso(dialledMs), segmentEnd: iso(answeredMs) },
          ...(isAnswered
            ? [
                {
                  segmentType: 'interact',
                  segmentStart: iso(answeredMs),
                  segmentEnd: iso(callMs),
                  disconnectType: 'peer',
                },
              ]
            : []),
        ],
        metrics: [
          metric('nOutboundAttempted', 1, startMs),
          ...(isAnswered ? [metric('nOutboundConnected', 1, answeredMs)] : []),
          ...(isAnswered && handling === undefined ? [metric('nOutboundAbandoned', 1, answeredMs + 2_000)] : []),
        ],
      },
    ],
  };
  const agent = handling && {
    participantId: `${id}-2`,
    purpose: 'agent',
    userId: handling.userId,
    sessions: [
      {
        ...session,
        sessionId: `${id}-2`,
        segments: [
          { segmentType: 'interact', segmentStart: iso(handling.startMs), segmentEnd: iso(callMs) },
          { segmentType: 'wrapup', segmentStart: iso(callMs), segmentEnd: iso(endMs) },
        ],
        metrics: [
          metric('tTalkComplete', handling.talkMs, callMs),
          metric('tAcw', handling.acwMs, endMs),
          metric('tHandle', handling.talkMs + handling.acwMs, endMs),
        ],
      },
    ],
  };
  return {
    conversationId: id,
    conversationStart: iso(startMs),
    ...(endMs <= presentMs ? { conversationEnd: iso(endMs) } : {}),
    originatingDirection: 'outbound',
    conversationInitiator: 'dialer',
    participants: agent === undefined ? [customer] : [customer, agent],
  };
}

const iso = (ms: number): string => new Date(ms).toISOString();
