import * as z from 'zod/mini';
import type { Centre, CentreDetails } from './centre.ts';
import { wireConversation } from './centre-conversation.ts';
import { type DetailSelection, selected, selectionFields } from './detail-selection.ts';
import { badRequest, errorReply, Refusal, type Reply } from './reply.ts';
import type { Resource } from './resource.ts';
import { readInterval } from './time-grid.ts';

const PATH = '/api/v2/analytics/conversations/details/jobs';
const PAGE_SIZE_MAX = 1_000;

const jobQuery = z.strictObject({ ...selectionFields, startOfDayIntervalMatching: z.optional(z.boolean()) });

/** How the detail jobs of a server go. */
export interface DetailJobsPlan {
  /** The states that are told one after the other; the last one stays. FULFILLED at once when absent. */
  readonly states?: readonly string[];
  /** Why a job ended without results. */
  readonly errorMessage?: string;
  /** Conversations on one page of results at most; 1000 when absent. */
  readonly pageSizeMax?: number;
  /** Refuses jobs for more than so many days. */
  readonly maxIntervalDays?: number;
}

interface Job {
  /** What the next questions for the state are answered with. */
  readonly states: string[];
  readonly selection: DetailSelection;
}

/** The detail jobs of one server: submit, ask for the state, read the results page by page, delete. */
export function detailJobs(plan: DetailJobsPlan): Resource[] {
  const jobs = new Map<string, Job>();
  let submitted = 0;

  const jobAt = (path: string): [string, Job] => {
    const id = path.slice(PATH.length + 1).split('/')[0] ?? '';
    const job = jobs.get(id);
    if (job === undefined) throw new Refusal(errorReply(404), `no job ${id}`);
    return [id, job];
  };

  return [
    {
      method: 'GET',
      path: `${PATH}/availability`,
      answer: (_request, centre) => ({ status: 200, body: availabilityOf(detailsOf(centre)) }),
    },
    {
      method: 'POST',
      path: PATH,
      answer({ body }, centre) {
        const selection = selectionOf(body, detailsOf(centre), plan);
        const jobId = `00000000-0000-4000-b000-${String(++submitted).padStart(12, '0')}`;
        jobs.set(jobId, { states: [...(plan.states ?? ['FULFILLED'])], selection });
        return { status: 202, body: { jobId } };
      },
    },
    {
      method: 'GET',
      path: `${PATH}/{jobId}`,
      answer({ path }) {
        const [, { states }] = jobAt(path);
        const state = states.length > 1 ? states.shift() : states[0];
        const { errorMessage } = plan;
        const isUnderWay = state === 'QUEUED' || state === 'PENDING';
        return {
          status: isUnderWay ? 202 : 200,
          body: { state, ...(errorMessage === undefined ? {} : { errorMessage }) },
        };
      },
    },
    {
      method: 'GET',
      path: `${PATH}/{jobId}/results`,
      answer({ path, query }, centre) {
        const [, { states, selection }] = jobAt(path);
        if (states[0] !== 'FULFILLED') throw badRequest('The job has no results.', 'jobId');
        const asked = Number(query.get('pageSize') ?? PAGE_SIZE_MAX);
        return resultPage(
          detailsOf(centre),
          selection,
          query.get('cursor'),
          Math.min(asked, plan.pageSizeMax ?? asked),
        );
      },
    },
    {
      method: 'DELETE',
      path: `${PATH}/{jobId}`,
      answer({ path }) {
        const [id] = jobAt(path);
        jobs.delete(id);
        return { status: 204 };
      },
    },
  ];
}

function detailsOf({ details }: Centre): CentreDetails {
  if (details === undefined) throw new Error('this centre knows no single conversations');
  return details;
}

const availabilityOf = ({ jobsKnowUntilMs }: CentreDetails) => ({
  dataAvailabilityDate: new Date(jobsKnowUntilMs).toISOString(),
});

function selectionOf(
  body: unknown,
  { jobsKnowUntilMs }: CentreDetails,
  { maxIntervalDays }: DetailJobsPlan,
): DetailSelection {
  const { startOfDayIntervalMatching, ...wanted } = jobQuery.parse(body);
  const { startMs, endMs } = readInterval(wanted.interval);
  if (endMs > jobsKnowUntilMs)
    throw badRequest('Data are not available yet for all of the range.', 'body', 'not.available');
  if (maxIntervalDays !== undefined && endMs - startMs > maxIntervalDays * 86_400_000) {
    throw badRequest(`The query interval exceeds the maximum of ${maxIntervalDays} days.`, 'interval');
  }
  const rule = startOfDayIntervalMatching === true ? 'activity, begun on touched days' : 'activity';
  return { ...wanted, knownUntilMs: jobsKnowUntilMs, rule };
}

/** A cursor is the number of the next conversation, so that nothing is held between two pages. */
function resultPage(
  details: CentreDetails,
  selection: DetailSelection,
  cursor: string | null,
  pageSize: number,
): Reply {
  if (pageSize < 1 || pageSize > PAGE_SIZE_MAX)
    throw badRequest('Page size out of range.', 'pageSize', 'invalid.value');
  const first = cursor === null ? undefined : numberIn(cursor);
  const conversations: object[] = [];
  for (const { index, conversation } of selected(details.source, selection, first)) {
    if (conversations.length === pageSize) return pageReply(details, conversations, cursorOf(index));
    conversations.push(wireConversation(conversation, true));
  }
  return pageReply(details, conversations);
}

const pageReply = (details: CentreDetails, conversations: readonly object[], cursor?: string): Reply => ({
  status: 200,
  body: {
    ...(conversations.length === 0 ? {} : { conversations }),
    ...(cursor === undefined ? {} : { cursor }),
    ...availabilityOf(details),
  },
});

const cursorOf = (index: number): string => Buffer.from(`conversation ${index}`).toString('base64url');

function numberIn(cursor: string): number {
  const [, index] = /^conversation (\d+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (index === undefined) throw badRequest('Unknown cursor.', 'cursor', 'invalid.value');
  return Number(index);
}
