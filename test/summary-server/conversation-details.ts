import * as z from 'zod/mini';
import { mergeTallies, type Tally } from '../genesys-server/centre.ts';
import type { CentreConversation, CentreSession } from '../genesys-server/centre-conversation.ts';
import { knownAt } from '../genesys-server/centre-conversation.ts';
import type { Reply } from '../genesys-server/reply.ts';
import { readInterval } from '../genesys-server/time-grid.ts';
import type { SummaryOperation, SummaryPaging } from './exchange.ts';
import { pageOf } from './page-token.ts';
import type { SummaryCentre } from './summary-centre.ts';

const filter = z.union([
  z.strictObject({
    type: z.literal('simple'),
    path: z.enum(['conversation.media.type', 'routing.queue.id']),
    value: z.string(),
    operator: z.literal('eq'),
  }),
  z.strictObject({
    type: z.literal('simple'),
    path: z.enum(['conversation.media.type', 'routing.queue.id']),
    value: z.array(z.string()).check(z.minLength(1)),
    operator: z.literal('in'),
  }),
]);

const instant = z.iso.datetime({ offset: true });

/** The question for single conversations: pages by a token in the body. */
const resultQuery = z.strictObject({
  query: z.strictObject({
    type: z.literal('conversation'),
    timeRange: z.strictObject({ start: instant, end: instant }),
  }),
  interval: z.literal('PT1H'),
  groupBy: z.tuple([z.literal('conversation.media.type'), z.literal('routing.queue.id')]),
  metrics: z.tuple([
    z.literal('conversation.duration.seconds'),
    z.literal('agent.talk.seconds'),
    z.literal('agent.hold.seconds'),
    z.literal('wrapup.code'),
  ]),
  filter: z.array(filter),
  pageToken: z.optional(z.string()),
});

/** The question for sums by queue and media type over a whole range, in one answer. */
const partitionQuery = z.strictObject({
  timeRange: z.string(),
  groupBy: z.tuple([z.literal('queue'), z.literal('mediaType')]),
  metrics: z.tuple([
    z.strictObject({ name: z.literal('conversationCount') }),
    z.strictObject({ name: z.literal('handleTimeAvg') }),
  ]),
});

/** Both questions that the contract has for one path. */
export const conversationDetails = (paging: SummaryPaging): SummaryOperation => ({
  method: 'POST',
  path: '/api/v2/analytics/conversations/details/query',
  answer({ body }, centre) {
    const asked = z.union([resultQuery, partitionQuery]).parse(body);
    return 'query' in asked ? results(asked, centre, paging) : partitions(asked.timeRange, centre);
  },
});

function partitions(timeRange: string, { centre }: SummaryCentre): Reply {
  const { startMs, endMs } = readInterval(timeRange);
  const queues = centre.queues.flatMap(({ id, name }) => {
    const streams = centre.streams.filter(({ dimensions }) => dimensions.queueId === id);
    const media = [...new Set(streams.flatMap(({ dimensions }) => dimensions.mediaType ?? []))].flatMap((mediaType) => {
      const { nConversations, tHandle } = streams
        .filter(({ dimensions }) => dimensions.mediaType === mediaType)
        .map((stream) => stream.tally([startMs, endMs])[0] ?? {})
        .reduce<Tally>(mergeTallies, {});
      if (nConversations === undefined && tHandle === undefined) return [];
      const { count = 0, sum = 0 } = tHandle ?? {};
      const metrics = {
        conversationCount: { value: nConversations?.count ?? 0 },
        handleTimeAvg: { value: count === 0 ? null : sum / count / 1000 },
      };
      return [{ entityId: mediaType, entityName: mediaType, metrics }];
    });
    return media.length === 0 ? [] : [{ entityId: id, entityName: name, metrics: {}, partitions: media }];
  });
  return { status: 200, body: { partitions: queues } };
}

function results(asked: z.infer<typeof resultQuery>, { centre }: SummaryCentre, { mostPerPage }: SummaryPaging): Reply {
  if (centre.details === undefined) throw new Error('the centre knows no single conversations');
  const { source, presentMs } = centre.details;
  const [startMs, endMs] = [asked.query.timeRange.start, asked.query.timeRange.end].map((text) => Date.parse(text));
  const found: object[] = [];
  for (let index = source.firstFrom(startMs - source.longestMs); index < source.count; index++) {
    const conversation = knownAt(source.at(index), presentMs);
    if (conversation === undefined || conversation.startMs >= endMs) break;
    const at = conversation.endMs ?? presentMs;
    if (at < startMs || at >= endMs) continue;
    const result = resultOf(conversation, at);
    if (asked.filter.every(({ path, value }) => [value].flat().includes(String(result[path])))) found.push(result);
  }
  // As the tutorial warns, a page is in no order that could be relied on.
  const { items, next } = pageOf(found.reverse(), asked.pageToken, mostPerPage);
  return { status: 200, body: { results: items, ...(next === undefined ? {} : { nextPageToken: next }) } };
}

/** One flat record; what did not happen to the conversation is absent from its metrics. */
function resultOf(conversation: CentreConversation, atMs: number): Readonly<Record<string, unknown>> {
  const sessions = conversation.participants.map(({ session }) => session);
  const queueId = first(sessions.flatMap(({ segments }) => segments.flatMap((one) => one.queueId ?? [])));
  const wrapUpCode = first(sessions.flatMap(({ segments }) => segments.flatMap((one) => one.wrapUpCode ?? [])));
  return {
    timestamp: new Date(atMs).toISOString(),
    'conversation.media.type': sessions[0]?.mediaType,
    'routing.queue.id': queueId,
    metrics: {
      ...(conversation.endMs === undefined
        ? {}
        : { 'conversation.duration.seconds': (conversation.endMs - conversation.startMs) / 1000 }),
      ...secondsOf(sessions, 'tTalkComplete', 'agent.talk.seconds'),
      ...secondsOf(sessions, 'tHeldComplete', 'agent.hold.seconds'),
      ...(wrapUpCode === undefined ? {} : { 'wrapup.code': wrapUpCode }),
    },
  };
}

const first = (values: readonly string[]): string | undefined => values[0];

function secondsOf(sessions: readonly CentreSession[], timer: string, name: string): Readonly<Record<string, number>> {
  const emitted = sessions.flatMap(({ metrics }) => metrics.filter((one) => one.name === timer));
  return emitted.length === 0 ? {} : { [name]: emitted.reduce((sum, { value }) => sum + value, 0) / 1000 };
}
