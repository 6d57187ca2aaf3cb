import * as z from 'zod/mini';
import { Failure } from '../../errors.ts';
import type { Conversation } from '../../series/conversation.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { ApiRequest } from '../api-request.ts';
import { checkedReply } from '../checked-reply.ts';
import type { Client } from '../client.ts';
import { instant, instantOfText, instantText } from '../instant.ts';
import { refusalBehind } from '../outcome.ts';
import { contractFailure } from '../service-failure.ts';
import {
  aboutJob,
  availabilityRequest,
  type DetailCriteria,
  jobPageRequest,
  jobRequest,
} from './conversation-details-query.ts';
import { wireConversation } from './conversation-details-reply.ts';
import { finishedJob, submittedJob } from './finished-job.ts';
import type { TimeSpan } from './interval-text.ts';
import { type ConversationPage, readConversations } from './read-conversations.ts';

const availability = z.object({ dataAvailabilityDate: instant });

const jobPage = checkedReply(
  z.object({
    conversations: z.nullish(z.array(wireConversation)),
    cursor: z.nullish(z.string()),
    dataAvailabilityDate: z.nullish(instantText),
  }),
);

type JobPage = ConversationPage<z.infer<typeof jobPage>>;

/** A job whose results cannot be read to their end is asked for anew this often. */
const MOST_JOBS = 3;
/** How a service may say that it knows a cursor no longer; which one is not published. */
const CURSOR_GONE = [400, 404, 410];

/** Until when the data behind jobs are complete, in whole seconds: some hours or days ago. */
export async function jobAvailability(client: Client): Promise<EpochSeconds> {
  return Math.floor((await client.ask(availabilityRequest, availability)).dataAvailabilityDate);
}

/**
 * The conversations with activity in `span`, page after page as a job of the service finds them; `begunOnDays` leaves out
 * those begun before the days that it touches. When a cursor has expired, a new job starts from the beginning, so that
 * conversations come again. The job is deleted whatever happens. Throws a Failure when the job ends without results.
 */
export async function* detailJobPages(
  client: Client,
  span: TimeSpan,
  criteria: DetailCriteria,
  begunOnDays: boolean,
  signal: AbortSignal,
): AsyncGenerator<readonly Conversation[]> {
  for (let jobs = 1; ; jobs++) {
    const { jobId } = await client.ask(jobRequest(span, criteria, begunOnDays), submittedJob, signal);
    try {
      await finishedJob(client, aboutJob(span, jobId), signal);
      const lost = yield* pagesOfJob(client, span, jobId, criteria.withAddresses ?? false, signal);
      if (lost === undefined) return;
      if (jobs === MOST_JOBS) throw lost;
    } finally {
      await client.release(aboutJob(span, jobId, 'DELETE'));
    }
  }
}

/** Returns the Failure that ended it early, when that is an expired cursor. */
async function* pagesOfJob(
  client: Client,
  span: TimeSpan,
  jobId: string,
  withAddresses: boolean,
  signal: AbortSignal,
): AsyncGenerator<readonly Conversation[], Failure | undefined> {
  const cursors = new Set<string>();
  let cursor: string | undefined;
  for (let pageNumber = 1; ; pageNumber++) {
    const request = jobPageRequest(span, jobId, pageNumber, cursor);
    let page: JobPage;
    try {
      page = await client.read(request, readConversations(request, jobPage, withAddresses), signal);
    } catch (error) {
      if (cursor !== undefined && error instanceof Failure && isCursorGone(error)) return error;
      throw error;
    }
    refuseUnavailable(request, span, page);
    yield page.conversations;
    if (!page.cursor) return undefined;
    if (cursors.has(page.cursor)) throw contractFailure(request, `the cursor ${page.cursor} comes twice`);
    cursors.add(page.cursor);
    cursor = page.cursor;
  }
}

const isCursorGone = (failure: Failure): boolean => CURSOR_GONE.includes(refusalBehind(failure)?.status ?? 0);

function refuseUnavailable(request: ApiRequest, { to }: TimeSpan, { dataAvailabilityDate }: JobPage): void {
  if (dataAvailabilityDate == null || instantOfText(dataAvailabilityDate) >= to) return;
  throw contractFailure(request, `its data end at ${dataAvailabilityDate}, before the range does`);
}
