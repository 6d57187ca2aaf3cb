import * as z from 'zod/mini';
import { type CentreConversation, type ConversationSource, knownAt } from './centre-conversation.ts';
import { detailFilter, passesFilters } from './detail-filter.ts';
import { readInterval } from './time-grid.ts';

const DAY_MS = 86_400_000;

/** What detail queries and jobs have in common. */
export const selectionFields = {
  interval: z.string(),
  order: z.optional(z.enum(['asc', 'desc'])),
  orderBy: z.optional(z.literal('conversationStart')),
  conversationFilters: z.optional(z.array(detailFilter)),
  segmentFilters: z.optional(z.array(detailFilter)),
};

const selection = z.object(selectionFields);

/** Which conversations are wanted, and when what is known of them was known. */
export interface DetailSelection extends z.infer<typeof selection> {
  readonly knownUntilMs: number;
  /**
   * Queries find what began on a day that the interval touches and lasts into it; jobs find what has a segment in it,
   * whenever it began, or with `begunOnDays` only what began on those days.
   */
  readonly rule: 'touched days' | 'activity' | 'activity, begun on touched days';
}

/** The conversations of a selection with their numbers, in its order, from the number `first` on. */
export function* selected(
  source: ConversationSource,
  wanted: DetailSelection,
  first?: number,
): Generator<{ readonly index: number; readonly conversation: CentreConversation }> {
  const { startMs, endMs } = readInterval(wanted.interval);
  const earliestMs = wanted.rule === 'activity' ? startMs - source.longestMs : Math.floor(startMs / DAY_MS) * DAY_MS;
  const lowest = source.firstFrom(earliestMs);
  const highest = source.firstFrom(endMs) - 1;
  const isDescending = wanted.order === 'desc';
  const step = isDescending ? -1 : 1;
  for (let index = first ?? (isDescending ? highest : lowest); index >= lowest && index <= highest; index += step) {
    const conversation = knownAt(source.at(index), wanted.knownUntilMs);
    if (
      conversation !== undefined &&
      reaches(conversation, wanted, startMs, endMs) &&
      passesAll(conversation, wanted)
    ) {
      yield { index, conversation };
    }
  }
}

function reaches(
  { endMs: lastsUntilMs, participants }: CentreConversation,
  { rule }: DetailSelection,
  startMs: number,
  endMs: number,
): boolean {
  if (rule === 'touched days') return lastsUntilMs === undefined || lastsUntilMs >= startMs;
  return participants.some(({ session }) =>
    session.segments.some((one) => one.startMs < endMs && (one.endMs === undefined || one.endMs >= startMs)),
  );
}

const passesAll = (
  conversation: CentreConversation,
  { conversationFilters, segmentFilters }: DetailSelection,
): boolean => passesFilters(conversation, conversationFilters ?? [], segmentFilters ?? []);
