import { Failure } from '../../errors.ts';
import type { Conversation } from '../../series/conversation.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { Client } from '../client.ts';
import type { ConversationPart, DetailQuestion } from '../details.ts';
import { refusalBehind } from '../outcome.ts';
import { extendedFailure } from '../service-failure.ts';
import { anyOrder } from './any-order.ts';
import { asksForLess } from './asks-for-less.ts';
import { BEYOND_RESULT_WINDOW, conversationPages } from './conversation-pages.ts';
import { conversationPlan, type Stretch } from './conversation-plan.ts';
import { conversationsById } from './conversations-by-id.ts';
import { detailJobPages } from './detail-jobs.ts';
import type { TimeSpan } from './interval-text.ts';
import { seenIds } from './seen-ids.ts';

const CONCURRENT_STRETCHES = 4;
/** A shorter range is not worth asking for when the service refuses a longer one. */
const SHORTEST_SECONDS = 3_600;

/**
 * All conversations of a question, each once. Pages for short or recent ranges, jobs for the rest; what jobs know as
 * unfinished is asked for anew. Throws RangeError when the range does not end after it starts, and a Failure that names page
 * and range when one does not come.
 */
export async function* conversationParts(client: Client, question: DetailQuestion): AsyncGenerator<ConversationPart> {
  if (!(question.from < question.to)) throw new RangeError('conversations: the range does not end after it starts');
  const { stretches, goesOnAfterJobs } = await conversationPlan(client, question);
  const start = Math.min(...stretches.map(({ from }) => from));
  const accepts = acceptance(question, start);
  yield* anyOrder(stretches, CONCURRENT_STRETCHES, (stretch, signal) =>
    stretchParts({ client, question, stretch, accepts, renews: goesOnAfterJobs && stretch.by === 'jobs', signal }),
  );
}

/** Whether a conversation that came with a stretch is one of the question's, and did not come with another stretch. */
type Acceptance = (conversation: Conversation, stretch: Stretch) => boolean;

/** `start` is that of the first stretch. */
function acceptance({ from, selection }: DetailQuestion, start: EpochSeconds): Acceptance {
  const older = new Set<string>();
  return (conversation, stretch) => {
    if (conversation.start >= stretch.to) return false;
    if (conversation.start < from && (selection === 'begun' || !isActiveFrom(conversation, from))) return false;
    if (conversation.start >= stretch.from) return true;
    // Begun before everything: it may come with any stretch in which something happened.
    if (conversation.start >= start || older.has(conversation.id)) return false;
    older.add(conversation.id);
    return true;
  };
}

const isActiveFrom = ({ end, sessions }: Conversation, from: EpochSeconds): boolean =>
  end === undefined ||
  end >= from ||
  sessions.some(
    ({ segments, metrics }) =>
      segments.some((segment) => segment.end === undefined || segment.end >= from) ||
      metrics.some(({ emittedAt }) => emittedAt >= from),
  );

/** After-call work may go on when the conversation has ended. */
const isUnfinished = ({ end, sessions }: Conversation): boolean =>
  end === undefined || sessions.some(({ segments }) => segments.some((segment) => segment.end === undefined));

interface StretchWork {
  readonly client: Client;
  readonly question: DetailQuestion;
  readonly stretch: Stretch;
  readonly accepts: Acceptance;
  /** Whether unfinished conversations are asked for anew. */
  readonly renews: boolean;
  readonly signal: AbortSignal;
}

async function* stretchParts(work: StretchWork): AsyncGenerator<ConversationPart> {
  const { client, question, stretch, accepts, renews, signal } = work;
  const partOf = partsOf(work);
  const unfinished: Conversation[] = [];
  for await (const page of freshPages(work)) {
    const [held, done] = renews ? parted(page, isUnfinished) : [[], page];
    unfinished.push(...held);
    const accepted = done.filter((one) => accepts(one, stretch));
    if (accepted.length > 0) yield partOf(accepted);
  }
  for await (const page of conversationsById(client, unfinished, question.withAddresses ?? false, signal)) {
    const accepted = page.filter((one) => accepts(one, stretch));
    if (accepted.length > 0) yield partOf(accepted);
  }
  yield { ...partOf([]), isLast: true };
}

/** Parts that know how many conversations of the stretch came with them and before. */
function partsOf({ question, stretch }: StretchWork): (conversations: Conversation[]) => ConversationPart {
  const sign = question.order === 'descending' ? -1 : 1;
  let count = 0;
  return (conversations) => {
    count += conversations.length;
    conversations.sort((a, b) => sign * (a.start - b.start));
    return { from: stretch.from, to: stretch.to, conversations, count, isLast: false };
  };
}

/** A range that had to be asked for again brings conversations again: they are left out. */
async function* freshPages(work: StretchWork): AsyncGenerator<readonly Conversation[]> {
  const seen = seenIds();
  for await (const page of adaptingPages(work, work.stretch)) yield page.filter(({ id }) => seen.isNew(id));
}

/** A range that the service refuses for its size, or keeps failing at, is asked for in halves. */
async function* adaptingPages(work: StretchWork, span: TimeSpan): AsyncGenerator<readonly Conversation[]> {
  try {
    yield* pagesBy(work, span);
  } catch (error) {
    if (!(error instanceof Failure) || !isTooMuch(error)) throw error;
    const { from, to } = span;
    if (to - from <= SHORTEST_SECONDS) throw extendedFailure(error, '; refused even for an hour');
    const middle = Math.floor((from + to) / 2);
    yield* adaptingPages(work, { from, to: middle });
    yield* adaptingPages(work, { from: middle, to });
  }
}

function pagesBy(work: StretchWork, span: TimeSpan): AsyncGenerator<readonly Conversation[]> {
  const { client, question, stretch, signal } = work;
  return stretch.by === 'jobs'
    ? detailJobPages(client, span, question, question.selection === 'begun', signal)
    : conversationPages(client, span, question, signal);
}

const isTooMuch = (failure: Failure): boolean =>
  failure.code === BEYOND_RESULT_WINDOW || asksForLess(failure) || (refusalBehind(failure)?.status ?? 0) >= 500;

function parted<T>(items: readonly T[], holds: (item: T) => boolean): [T[], T[]] {
  const [yes, no]: [T[], T[]] = [[], []];
  for (const item of items) (holds(item) ? yes : no).push(item);
  return [yes, no];
}
