import * as z from 'zod/mini';
import { Failure } from '../../errors.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Client } from '../client.ts';
import { poll } from '../poll.ts';

/** The answer to a submitted job. */
export const submittedJob = z.object({ jobId: z.string().check(z.minLength(1)) });

const status = z.object({ state: z.string(), errorMessage: z.nullish(z.string()) });

/** Final states other than FULFILLED, each as the end of a sentence. */
const ENDS_WITHOUT_RESULTS: Readonly<Record<string, string>> = {
  FAILED: 'failed',
  CANCELLED: 'was cancelled at the service',
  EXPIRED: 'expired before its results were read',
};

/**
 * Waits until an analytics job has results; `request` asks for its state. Throws a Failure (exit code 4) when it ends without.
 */
export async function finishedJob(client: Client, request: ApiRequest, signal: AbortSignal): Promise<void> {
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
