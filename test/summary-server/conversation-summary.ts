import * as z from 'zod/mini';
import { mergeTallies, type Tally } from '../genesys-server/centre.ts';
import { badRequest } from '../genesys-server/reply.ts';
import { intervalBorders } from '../genesys-server/time-grid.ts';
import type { SummaryOperation, SummaryPaging } from './exchange.ts';
import { pageOf } from './page-token.ts';
import type { SummaryCentre } from './summary-centre.ts';

const PATH = '/api/v2/analytics/conversations/summary/query';
const instant = z.iso.datetime({ offset: true });

/** The question for contacts by interval: pages by a token in the body. */
const contactQuery = z.strictObject({
  dateFrom: instant,
  dateTo: instant,
  granularity: z.enum(['P1D', 'PT1H', 'PT30M', 'PT15M']),
  metrics: z.tuple([z.literal('contactCount')]),
  pageSize: z.int().check(z.gte(1), z.lte(1000)),
  nextPageToken: z.nullable(z.string()),
});

/** The question for sums by queue and skill: the address of a page asks for it. */
const skillQuery = z.strictObject({
  dateFrom: instant,
  dateTo: instant,
  groupBy: z.tuple([z.literal('queueId'), z.literal('skillId')]),
  interval: z.enum(['P1D', 'PT1H', 'PT30M', 'PT15M']),
  metrics: z.tuple([z.literal('conversationHandledCount'), z.literal('conversationOfferedCount')]),
  size: z.int().check(z.gte(1), z.lte(100)),
});

const summaryQuery = z.union([contactQuery, skillQuery]);

/** Sums of conversations, in both shapes that the contract has. Intervals are cut by the clock of UTC. */
export const conversationSummary = ({ mostPerPage }: SummaryPaging): SummaryOperation => ({
  method: 'POST',
  path: PATH,
  answer({ body, query, origin }, centre) {
    const asked = summaryQuery.parse(body);
    if (Date.parse(asked.dateFrom) >= Date.parse(asked.dateTo)) throw badRequest('Empty range.', 'dateTo');
    if ('nextPageToken' in asked) {
      if (query.size > 0) throw badRequest('Pages of contacts are asked for in the body.', 'nextPageToken');
      const perPage = Math.min(asked.pageSize, mostPerPage);
      const { items, next } = pageOf(contactEntities(asked, centre), asked.nextPageToken, perPage);
      return { status: 200, body: { pageSize: perPage, nextPageToken: next ?? null, entities: items } };
    }
    const { items, next } = pageOf(skillBuckets(asked, centre), query.get('page'), Math.min(asked.size, mostPerPage));
    const address = next === undefined ? null : `${origin}${PATH}?page=${encodeURIComponent(next)}`;
    return { status: 200, body: { buckets: items, nextPageToken: address } };
  },
});

/** An interval without contacts is null, as the tutorial says. */
function contactEntities({ dateFrom, dateTo, granularity }: z.infer<typeof contactQuery>, { centre }: SummaryCentre) {
  const borders = bordersOf(dateFrom, dateTo, granularity);
  const inbound = centre.streams.filter(({ dimensions }) => dimensions.originatingDirection === 'inbound');
  const tallies = inbound.map((stream) => stream.tally(borders));
  return borders.slice(1).map((end, i) => {
    const total = tallies.reduce((sum, one) => sum + (one[i]?.nOffered?.count ?? 0), 0);
    return {
      intervalStart: iso(borders[i]),
      intervalEnd: iso(end),
      metrics: { contactCount: { total: total === 0 ? null : total } },
    };
  });
}

function skillBuckets({ dateFrom, dateTo, interval }: z.infer<typeof skillQuery>, { centre, skillOf }: SummaryCentre) {
  const borders = bordersOf(dateFrom, dateTo, interval);
  const skill = skillOf ?? ((queueId: string) => `skill-of-${queueId}`);
  return centre.queues.flatMap(({ id }) => {
    const streams = centre.streams.filter(({ dimensions }) => dimensions.queueId === id);
    const tallies = streams.map((stream) => stream.tally(borders));
    return borders.slice(1).flatMap((_, i) => {
      const { nOffered, tHandle } = tallies.map((one) => one[i] ?? {}).reduce<Tally>(mergeTallies, {});
      if (nOffered === undefined && tHandle === undefined) return [];
      const metrics = {
        conversationHandledCount: tHandle?.count ?? 0,
        conversationOfferedCount: nOffered?.count ?? 0,
      };
      return [{ queueId: id, skillId: skill(id), metrics }];
    });
  });
}

const bordersOf = (from: string, to: string, step: string): number[] =>
  intervalBorders({ startMs: Date.parse(from), endMs: Date.parse(to) }, step, 'UTC');

const iso = (ms: number): string => new Date(ms).toISOString();
