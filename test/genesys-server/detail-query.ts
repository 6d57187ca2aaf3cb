import * as z from 'zod/mini';
import type { CentreDetails } from './centre.ts';
import { wireConversation } from './centre-conversation.ts';
import { type DetailSelection, selected, selectionFields } from './detail-selection.ts';
import { badRequest, type Reply } from './reply.ts';
import type { Limits } from './resource.ts';
import { readInterval } from './time-grid.ts';

const DAY_MS = 86_400_000;
const PAGE_SIZE_MAX = 100;
const RESULT_WINDOW = 100_000;

const detailQuery = z.strictObject({
  ...selectionFields,
  paging: z.strictObject({ pageSize: z.number(), pageNumber: z.number() }),
});

/** Numbers of the conversations that were found, by query: a page costs no search. */
const found = new WeakMap<CentreDetails, Map<string, number[]>>();

/** One page of a detail query over single conversations; refuses like the platform. */
export function detailQueryReply(body: unknown, details: CentreDetails, limits: Limits): Reply {
  const { paging, ...wanted } = detailQuery.parse(body);
  refuseLong(wanted);
  const { pageSize, pageNumber } = paging;
  if (pageSize < 1 || pageSize > PAGE_SIZE_MAX) throw badRequest('Page size out of range.', 'paging');
  const window = limits.resultWindow ?? RESULT_WINDOW;
  if (pageSize * pageNumber > window) {
    throw badRequest(
      `Pagination may not exceed ${window} results. Consider using smaller intervals or a job.`,
      'paging',
      'pagination.limit.exceeded',
    );
  }
  const selection: DetailSelection = { ...wanted, knownUntilMs: details.presentMs, rule: 'touched days' };
  const numbers = numbersOf(details, selection);
  const page = numbers.slice((pageNumber - 1) * pageSize, pageNumber * pageSize);
  const conversations = page.flatMap((first) => {
    const [one] = selected(details.source, selection, first);
    return one === undefined ? [] : [wireConversation(one.conversation, false)];
  });
  // An empty page has no list at all.
  return {
    status: 200,
    body: { ...(conversations.length === 0 ? {} : { conversations }), totalHits: numbers.length },
  };
}

function refuseLong({
  interval,
  conversationFilters = [],
  segmentFilters = [],
}: Omit<DetailSelection, 'knownUntilMs' | 'rule'>) {
  const mostDays = conversationFilters.length + segmentFilters.length > 0 ? 31 : 7;
  const { startMs, endMs } = readInterval(interval);
  if (endMs - startMs <= mostDays * DAY_MS) return;
  throw badRequest(`The interval exceeds ${mostDays} days.`, 'interval', 'bad.request');
}

function numbersOf(details: CentreDetails, selection: DetailSelection): number[] {
  const byQuery = found.get(details) ?? new Map<string, number[]>();
  found.set(details, byQuery);
  const key = JSON.stringify(selection);
  const numbers = byQuery.get(key) ?? Array.from(selected(details.source, selection), ({ index }) => index);
  byQuery.set(key, numbers);
  return numbers;
}
