import * as z from 'zod/mini';
import type { ApiRequest } from '../api-request.ts';
import type { Client } from '../client.ts';
import { contractFailure } from '../service-failure.ts';
import { type AggregateReply, aggregateReply } from './aggregate-reply.ts';
import { finishedJob, submittedJob } from './finished-job.ts';

const JOBS_PATH = '/api/v2/analytics/conversations/aggregates/jobs';

const resultPage = z.extend(aggregateReply, { cursor: z.nullish(z.string()) });

/**
 * Hands an aggregate query on conversations to the service as a job, to be worked on in its own time. Gives the way to the whole reply, which
 * has to be called: it waits for the job, reads all its results, and deletes it whatever happens. Throws a Failure with
 * exit code 4 when the job ends without results.
 */
export async function submitAggregateJob(
  client: Client,
  question: ApiRequest,
  signal: AbortSignal,
): Promise<() => Promise<AggregateReply>> {
  // A repeated submission leaves a job behind that nobody reads; the service lets it expire.
  const { jobId } = await client.ask({ ...question, path: JOBS_PATH }, submittedJob, signal);
  const about = (part: string, method: ApiRequest['method'] = 'GET'): ApiRequest => ({
    what: question.what,
    ...(question.permission === undefined ? {} : { permission: question.permission }),
    method,
    path: `${JOBS_PATH}/${encodeURIComponent(jobId)}${part}`,
  });
  return async () => {
    try {
      await finishedJob(client, about(''), signal);
      return await allResults(client, about('/results'), signal);
    } finally {
      await client.release(about('', 'DELETE'));
    }
  };
}

/** Page after page by cursor, until one comes without. */
async function allResults(client: Client, request: ApiRequest, signal: AbortSignal): Promise<AggregateReply> {
  const results: NonNullable<AggregateReply['results']> = [];
  const seen = new Set<string>();
  for (let cursor: string | undefined; ; ) {
    const query = cursor === undefined ? {} : { cursor };
    const page = await client.ask({ ...request, query }, resultPage, signal);
    for (const result of page.results ?? []) results.push(result);
    if (!page.cursor) return { results };
    if (seen.has(page.cursor)) throw contractFailure(request, `the cursor ${page.cursor} comes twice`);
    seen.add(page.cursor);
    cursor = page.cursor;
  }
}
