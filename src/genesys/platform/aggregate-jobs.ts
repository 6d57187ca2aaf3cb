import * as z from 'zod/mini';
import { Failure } from '../../errors.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Client } from '../client.ts';
import { poll } from '../poll.ts';
import { contractFailure } from '../service-failure.ts';
import { type AggregateReply, aggregateReply } from './aggregate-reply.ts';

const JOBS_PATH = '/api/v2/analytics/conversations/aggregates/jobs';

const submitted = z.object({ jobId: z.string().check(z.minLength(1)) });

const status = z.object({ state: z.string(), errorMessage: z.nullish(z.string()) });

const resultPage = z.extend(aggregateReply, { cursor: z.nullish(z.string()) });

/** Final states other than FULFILLED, each as the end of a sentence. */
const ENDS_WITHOUT_RESULTS: Readonly<Record<string, string>> = {
  FAILED: 'failed',
  CANCELLED: 'was cancelled at the service',
  EXPIRED: 'expired before its results were read',
};

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
  const { jobId } = await client.ask({ ...question, path: JOBS_PATH }, submitted, signal);
  const about = (part: string, method: ApiRequest['method'] = 'GET'): ApiRequest => ({
    what: question.what,
    ...(question.permission === undefined ? {} : { permission: question.permission }),
    method,
    path: `${JOBS_PATH}/${encodeURIComponent(jobId)}${part}`,
  });
  return async () => {
    try {
      await finished(client, about(''), signal);
      return await allResults(client, about('/results'), signal);
    } finally {
      await client.release(about('', 'DELETE'));
    }
  };
}

async function finished(client: Client, request: ApiRequest, signal: AbortSignal): Promise<void> {
  // A state that nobody knew yet is one more kind of not being done.
  const isFinal = ({ state }: z.infer<typeof status>): boolean =>
    state === 'FULFILLED' || Object.hasOwn(ENDS_WITHOUT_RESULTS, state);
  const { state, errorMessage } = await poll(client, request, status, isFinal, signal);
  if (state === 'FULFILLED') return;
  const words = errorMessage ? `: ${errorMessage}` : '';
  throw new Failure(`could not get ${request.what}: the job (${request.path}) ${ENDS_WITHOUT_RESULTS[state]}${words}`, {
    code: 'GCF-JOB',
    exitCode: 4,
    hint: 'Run the same command again; if it ends like this each time, ask for a shorter range or fewer queues.',
  });
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
