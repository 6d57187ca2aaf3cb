import type { ZodMiniType } from 'zod/mini';
import type { Conversation } from '../../series/conversation.ts';
import type { ApiRequest } from '../api-request.ts';
import { checkedBody } from '../checked-body.ts';
import { checkedReply } from '../checked-reply.ts';
import { conversationOf, type WireConversation, wireConversation } from './conversation-details-reply.ts';

interface WirePage {
  readonly conversations?: readonly WireConversation[] | null | undefined;
}

/** A page with its conversations in the pipeline's terms; none where the service left them out. */
export type ConversationPage<Page extends WirePage> = Omit<Page, 'conversations'> & {
  readonly conversations: readonly Conversation[];
};

/**
 * Makes a page of its text. Conversation by conversation where the text allows it: a page is some ten thousand small objects,
 * and moving them about while they wait takes longer than making them. Throws SyntaxError for a text that is no JSON, and a
 * Failure (exit code 6) that names the field when it is not what `schema` says.
 */
export const readConversations =
  <Page extends WirePage>(request: ApiRequest, schema: ZodMiniType<Page>, withAddresses: boolean) =>
  (text: string): ConversationPage<Page> => {
    const split = readOneByOne(text, withAddresses);
    const page = checkedBody(request, schema, JSON.parse(split?.rest ?? text));
    if (split !== undefined) return { ...page, conversations: split.conversations };
    return { ...page, conversations: (page.conversations ?? []).map((one) => conversationOf(one, withAddresses)) };
  };

/** How the service begins a page, and what it writes between two conversations. */
const PAGE_START = '{"conversations":[';
const BETWEEN = ',{"conversationId":';

/** A second list would replace the first; its name may be written with escapes. */
const MAY_LIST_AGAIN = /"conversations"|\\/;

const fits = checkedReply(wireConversation);

/**
 * The conversations of a page, and the page without them; undefined where its text is not written as expected or one of them
 * does not fit. That each piece is JSON and so is what remains proves that the text was divided where conversations end.
 */
function readOneByOne(
  text: string,
  withAddresses: boolean,
): { readonly conversations: readonly Conversation[]; readonly rest: string } | undefined {
  const last = text.lastIndexOf('}]') + 1;
  if (!text.startsWith(PAGE_START) || last <= PAGE_START.length) return undefined;
  const end = text.slice(last);
  if (MAY_LIST_AGAIN.test(end)) return undefined;
  const conversations: Conversation[] = [];
  for (let from = PAGE_START.length; from < last; ) {
    const next = text.indexOf(BETWEEN, from);
    const border = next === -1 ? last : next;
    const wire = fits.safeParse(jsonOf(text.slice(from, border)));
    if (!wire.success) return undefined;
    conversations.push(conversationOf(wire.data, withAddresses));
    from = border + 1;
  }
  return { conversations, rest: `${PAGE_START}${end}` };
}

/** Undefined for a text that is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
