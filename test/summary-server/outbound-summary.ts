import * as z from 'zod/mini';
import { badRequest } from '../genesys-server/reply.ts';
import { intervalBorders } from '../genesys-server/time-grid.ts';
import type { SummaryOperation, SummaryPaging } from './exchange.ts';
import { pageOf } from './page-token.ts';

const instant = z.iso.datetime({ offset: true });

const outboundQuery = z.strictObject({
  dateFrom: instant,
  dateTo: instant,
  interval: z.literal('PT1H'),
  groupings: z.tuple([z.literal('interval')]),
  metrics: z.tuple([z.literal('offered'), z.literal('answered'), z.literal('answerRate')]),
  filter: z.strictObject({ type: z.literal('equals'), path: z.literal('campaign.id'), value: z.string() }),
});

/** What a campaign did, by the hour: pages by a token in the address. Hours without a call have no record. */
export const outboundSummary = ({ mostPerPage }: SummaryPaging): SummaryOperation => ({
  method: 'POST',
  path: '/api/v2/analytics/outbound/summary/query',
  answer({ body, query }, { centre }) {
    const { dateFrom, dateTo, filter } = outboundQuery.parse(body);
    if ([...query.keys()].some((name) => name !== 'pageToken')) throw badRequest('Unknown parameter.', 'pageToken');
    const borders = intervalBorders({ startMs: Date.parse(dateFrom), endMs: Date.parse(dateTo) }, 'PT1H', 'UTC');
    const streams = centre.streams.filter(({ dimensions }) => dimensions.outboundCampaignId === filter.value);
    const tallies = streams.map((stream) => stream.tally(borders));
    const entities = borders.slice(1).flatMap((_, i) => {
      const count = (metric: 'nOutboundAttempted' | 'nOutboundConnected'): number =>
        tallies.reduce((sum, one) => sum + (one[i]?.[metric]?.count ?? 0), 0);
      const [offered, answered] = [count('nOutboundAttempted'), count('nOutboundConnected')];
      if (offered === 0 && answered === 0) return [];
      const interval = new Date(borders[i]).toISOString();
      return [{ interval, offered, answered, answerRate: offered === 0 ? null : answered / offered }];
    });
    const { items, next } = pageOf(entities, query.get('pageToken'), mostPerPage);
    return { status: 200, body: { entities: items, ...(next === undefined ? {} : { nextPageToken: next }) } };
  },
});
