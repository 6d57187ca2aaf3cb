import type { Conversation } from '../../series/conversation.ts';
import { DAY_SECONDS, startOfDay } from '../../series/time-zone.ts';
import type { Client } from '../client.ts';
import { contractFailure } from '../service-failure.ts';
import { type DetailCriteria, pageRequest } from './conversation-details-query.ts';
import { conversationPages } from './conversation-pages.ts';
import type { TimeSpan } from './interval-text.ts';

type Known = Pick<Conversation, 'id' | 'start'>;

/** One page. */
const MOST_IDS = 100;
/** The longest interval of a query with filters. */
const MOST_DAYS = 31;

/** The given conversations as they are now. Throws a Failure when one of them does not come. */
export async function* conversationsById(
  client: Client,
  wanted: readonly Known[],
  withAddresses: boolean,
  signal: AbortSignal,
): AsyncGenerator<readonly Conversation[]> {
  for (const batch of batches(wanted)) {
    const missing = new Set(batch.ids);
    for await (const page of conversationPages(client, batch.span, { ...batch.criteria, withAddresses }, signal)) {
      for (const { id } of page) missing.delete(id);
      yield page;
    }
    const [one] = missing;
    if (one === undefined) continue;
    const request = pageRequest(batch.span, batch.criteria, 1);
    throw contractFailure(request, `the unfinished conversation ${one} and ${missing.size - 1} others do not come`);
  }
}

interface Batch {
  readonly ids: readonly string[];
  /** The days on which they began. */
  readonly span: TimeSpan;
  readonly criteria: DetailCriteria;
}

function batches(wanted: readonly Known[]): Batch[] {
  const found: Known[][] = [];
  for (const one of wanted.toSorted((a, b) => a.start - b.start)) {
    const batch = found.at(-1);
    const first = batch?.[0];
    const fits = first !== undefined && one.start < startOfDay('UTC', first.start) + MOST_DAYS * DAY_SECONDS;
    if (batch !== undefined && fits && batch.length < MOST_IDS) batch.push(one);
    else found.push([one]);
  }
  return found.map(batchOf);
}

function batchOf(known: readonly Known[]): Batch {
  const starts = known.map(({ start }) => start);
  const day = (start: number): number => startOfDay('UTC', start);
  const ids = known.map(({ id }) => id);
  return {
    ids,
    span: { from: day(Math.min(...starts)), to: day(Math.max(...starts)) + DAY_SECONDS },
    criteria: {
      conversationFilters: [
        {
          type: 'or',
          predicates: ids.map((value) => ({ dimension: 'conversationId', operator: 'matches', value })),
        },
      ],
    },
  };
}
