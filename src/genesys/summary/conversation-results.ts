import * as z from 'zod/mini';
import type { Conversation, EmittedMetric } from '../../series/conversation.ts';
import { isoInstant } from '../../series/iso-instant.ts';
import { DAY_SECONDS, type EpochSeconds } from '../../series/time-zone.ts';
import type { Client } from '../client.ts';
import type { ConversationPart, DetailFilter, DetailQuestion } from '../details.ts';
import { instant } from '../instant.ts';
import { contractFailure } from '../service-failure.ts';
import { tokenPages } from './token-pages.ts';
import { untold } from './untold.ts';

/** Where conversations are asked for, single ones and sums by queue and media type. */
export const CONVERSATION_DETAILS_PATH = '/api/v2/analytics/conversations/details/query';

const seconds = z.nullish(z.number().check(z.nonnegative()));
const word = z.nullish(z.string());

const result = z.object({
  timestamp: instant,
  'conversation.media.type': word,
  'routing.queue.id': word,
  metrics: z.nullish(
    z.object({
      'conversation.duration.seconds': seconds,
      'agent.talk.seconds': seconds,
      'agent.hold.seconds': seconds,
      'wrapup.code': word,
    }),
  ),
});

type Result = z.infer<typeof result>;

const resultPage = z.object({ nextPageToken: word, results: z.nullish(z.array(result)) });

/**
 * Single conversations by the instant that the contract gives each, day by day: long ranges time out at the service. What an
 * instant marks is not told: everything of a conversation counts at it. Results have no ids, so one that comes twice cannot be noticed.
 */
export async function* conversationResults(client: Client, question: DetailQuestion): AsyncGenerator<ConversationPart> {
  const filter = [...(question.conversationFilters ?? []), ...(question.segmentFilters ?? [])].map(simpleFilter);
  for (let from = question.from; from < question.to; from += DAY_SECONDS) {
    const to = Math.min(question.to, from + DAY_SECONDS);
    let count = 0;
    for await (const page of resultPages(client, from, to, filter)) {
      const conversations = page.map((one, i) => conversationOf(one, `${isoInstant(from)} ${count + i}`));
      count += conversations.length;
      yield { from, to, conversations, count, isLast: false };
    }
    yield { from, to, conversations: [], count, isLast: true };
  }
}

async function* resultPages(
  client: Client,
  from: EpochSeconds,
  to: EpochSeconds,
  filter: readonly object[],
): AsyncGenerator<Result[]> {
  const about = {
    what: `the conversations from ${isoInstant(from)} to ${isoInstant(to)}`,
    method: 'POST',
    path: CONVERSATION_DETAILS_PATH,
  } as const;
  const body = {
    query: { type: 'conversation', timeRange: { start: isoInstant(from), end: isoInstant(to) } },
    interval: 'PT1H',
    groupBy: ['conversation.media.type', 'routing.queue.id'],
    metrics: ['conversation.duration.seconds', 'agent.talk.seconds', 'agent.hold.seconds', 'wrapup.code'],
    filter,
  };
  const pages = tokenPages(about, (pageToken) =>
    client.ask({ ...about, body: { ...body, ...(pageToken === undefined ? {} : { pageToken }) } }, resultPage),
  );
  for await (const { results } of pages) {
    const stray = results?.find(({ timestamp }) => timestamp < from || timestamp >= to);
    if (stray !== undefined)
      throw contractFailure(about, `a conversation at ${isoInstant(stray.timestamp)}, which was not asked for`);
    yield results ?? [];
  }
}

const PATHS: Readonly<Record<string, string>> = {
  queueId: 'routing.queue.id',
  mediaType: 'conversation.media.type',
};

/** Alternatives of one dimension as the contract words them. Fails with exit code 2 for what it cannot filter by. */
function simpleFilter({ type, predicates = [], clauses = [] }: DetailFilter): object {
  const [first] = predicates;
  const path = first !== undefined && 'dimension' in first ? PATHS[first.dimension] : undefined;
  const values = predicates.flatMap((one) =>
    'dimension' in one && 'value' in one && PATHS[one.dimension] === path ? [one.value] : [],
  );
  if (
    path === undefined ||
    clauses.length > 0 ||
    values.length < predicates.length ||
    (type === 'and' && values.length > 1)
  )
    throw untold('conversations by other conditions than queue and media type');
  const [value] = values;
  return values.length === 1
    ? { type: 'simple', path, value, operator: 'eq' }
    : { type: 'simple', path, value: values, operator: 'in' };
}

/** All of it ends at the instant of the result. One without a duration is still running, as far as the contract tells. */
function conversationOf(one: Result, id: string): Conversation {
  const { timestamp: at, metrics } = one;
  const [mediaType, queueId] = [one['conversation.media.type'], one['routing.queue.id']];
  const duration = metrics?.['conversation.duration.seconds'];
  const wrapUpCodeId = metrics?.['wrapup.code'];
  return {
    id,
    start: at - (duration ?? 0),
    ...(duration == null ? {} : { end: at }),
    divisionIds: [],
    sessions: [
      {
        id,
        purpose: 'agent',
        ...(mediaType == null ? {} : { mediaType }),
        queueIds: queueId == null ? [] : [queueId],
        requestedSkillIds: [],
        wrapUpCodeIds: wrapUpCodeId == null ? [] : [wrapUpCodeId],
        metrics: [
          { name: 'nConversations', value: 1, emittedAt: at },
          ...timed('tTalkComplete', metrics?.['agent.talk.seconds'], at),
          ...timed('tHeldComplete', metrics?.['agent.hold.seconds'], at),
        ],
        segments: wrapUpCodeId == null ? [] : [{ type: 'wrapup', start: at, end: at, wrapUpCodeId }],
      },
    ],
    transfers: [],
  };
}

const timed = (name: string, value: number | null | undefined, emittedAt: EpochSeconds): EmittedMetric[] =>
  value == null ? [] : [{ name, value, emittedAt }];
