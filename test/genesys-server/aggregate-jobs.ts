import { aggregateResults, type GroupResult } from './conversation-aggregates.ts';
import { badRequest, errorReply, Refusal, type Reply } from './reply.ts';
import type { Resource } from './resource.ts';

const PATH = '/api/v2/analytics/conversations/aggregates/jobs';

/** How the jobs of a server go. */
export interface AggregateJobsPlan {
  /** The states that are told one after the other; the last one stays. FULFILLED at once when absent. */
  readonly states?: readonly string[];
  /** Why a job ended without results. */
  readonly errorMessage?: string;
  /** Intervals on one page of results; everything is on one when absent. */
  readonly intervalsPerPage?: number;
}

interface Job {
  /** What the next questions for the state are answered with. */
  readonly states: string[];
  readonly pages: readonly (readonly GroupResult[])[];
}

/** The jobs of one server: submit, ask for the state, read the results page by page, delete. */
export function aggregateJobs(plan: AggregateJobsPlan): Resource[] {
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
      method: 'POST',
      path: PATH,
      answer({ body }, centre, { maxJobIntervalDays }) {
        const results = aggregateResults(body, centre, maxJobIntervalDays);
        const jobId = `00000000-0000-4000-a000-${String(++submitted).padStart(12, '0')}`;
        jobs.set(jobId, { states: [...(plan.states ?? ['FULFILLED'])], pages: pagesOf(results, plan) });
        return { status: 202, body: { jobId } };
      },
    },
    {
      method: 'GET',
      path: `${PATH}/{jobId}`,
      answer({ path }) {
        const [, job] = jobAt(path);
        const state = job.states.length > 1 ? job.states.shift() : job.states[0];
        const { errorMessage } = plan;
        return { status: 200, body: { state, ...(errorMessage === undefined ? {} : { errorMessage }) } };
      },
    },
    {
      method: 'GET',
      path: `${PATH}/{jobId}/results`,
      answer({ path, query }) {
        const [, { states, pages }] = jobAt(path);
        if (states[0] !== 'FULFILLED') throw badRequest('The job has no results.', 'jobId');
        return resultPage(pages, query.get('cursor'));
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

const cursorOf = (page: number): string => Buffer.from(`page ${page}`).toString('base64');

function resultPage(pages: Job['pages'], cursor: string | null): Reply {
  const number = cursor === null ? 0 : pages.findIndex((_, i) => cursorOf(i) === cursor);
  const results = pages[number];
  if (results === undefined) throw badRequest('Unknown cursor.', 'cursor', 'invalid.value');
  const isLast = number === pages.length - 1;
  return { status: 200, body: { results, ...(isLast ? {} : { cursor: cursorOf(number + 1) }) } };
}

/** Pages end where they are full, so that the intervals of a group may be spread over several. */
function pagesOf(results: readonly GroupResult[], { intervalsPerPage }: AggregateJobsPlan): Job['pages'] {
  if (intervalsPerPage === undefined) return [results];
  const single = results.flatMap(({ group, data }) => data.map((interval) => ({ group, data: [interval] })));
  const pages = Array.from({ length: Math.ceil(single.length / intervalsPerPage) }, (_, i) =>
    single.slice(i * intervalsPerPage, (i + 1) * intervalsPerPage),
  );
  return pages.length === 0 ? [[]] : pages;
}
