import * as z from 'zod/mini';
import { Failure } from '../../errors.ts';
import type { Conversation } from '../../series/conversation.ts';
import type { ApiRequest } from '../api-request.ts';
import { checkedReply } from '../checked-reply.ts';
import type { Client } from '../client.ts';
import { contractFailure } from '../service-failure.ts';
import { type DetailCriteria, PAGE_SIZE, pageRequest, RESULT_WINDOW } from './conversation-details-query.ts';
import { wireConversation } from './conversation-details-reply.ts';
import type { TimeSpan } from './interval-text.ts';
import { type ConversationPage, readConversations } from './read-conversations.ts';

const detailPage = checkedReply(
  z.object({ conversations: z.nullish(z.array(wireConversation)), totalHits: z.nullish(z.number()) }),
);

type DetailPage = ConversationPage<z.infer<typeof detailPage>>;

/** The code of a Failure that a shorter range remedies. */
export const BEYOND_RESULT_WINDOW = 'GCF-RESULT-WINDOW';

/**
 * The conversations that began on the days that `span` touches, page after page, answered at once and up to date. Throws a
 * Failure when they are more than pages show, when a page brings nothing new, or when fewer come than were announced.
 */
export async function* conversationPages(
  client: Client,
  span: TimeSpan,
  criteria: DetailCriteria,
  signal: AbortSignal,
): AsyncGenerator<readonly Conversation[]> {
  const { withAddresses = false } = criteria;
  // Pages shift while conversations begin, so the same one may come twice.
  const seen = new Set<string>();
  for (let pageNumber = 1; ; pageNumber++) {
    const request = pageRequest(span, criteria, pageNumber);
    const page = await client.read(request, readConversations(request, detailPage, withAddresses), signal);
    refuseBeyondWindow(request, page);
    const { conversations } = page;
    const before = seen.size;
    for (const { id } of conversations) seen.add(id);
    if (conversations.length === 0) {
      refuseFewer(request, page, seen.size);
      return;
    }
    if (seen.size === before) throw contractFailure(request, 'it repeats earlier ones');
    yield conversations;
    if (isLastPage(page, seen.size)) return;
  }
}

function refuseBeyondWindow({ what }: ApiRequest, { totalHits }: DetailPage): void {
  if (totalHits == null || totalHits <= RESULT_WINDOW) return;
  throw new Failure(
    `could not get ${what}: they are ${totalHits}, and the service shows no more than ${RESULT_WINDOW}`,
    {
      code: BEYOND_RESULT_WINDOW,
      exitCode: 5,
      hint: 'Add filters, for example on queues or media types.',
    },
  );
}

/** Whether another page would be empty. The total alone does not tell, since it is approximate. */
const isLastPage = ({ conversations, totalHits }: DetailPage, came: number): boolean =>
  conversations.length < PAGE_SIZE && totalHits != null && came >= totalHits;

/** The total may grow while pages are read, and is approximate upwards; fewer conversations than announced are a gap. */
function refuseFewer(request: ApiRequest, { totalHits }: DetailPage, came: number): void {
  if (totalHits == null || came >= totalHits) return;
  throw contractFailure(request, `the pages end after ${came} of ${totalHits} conversations`);
}
