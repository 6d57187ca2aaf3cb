import type { ZodMiniType } from 'zod/mini';
import { Failure } from '../errors.ts';
import type { ApiRequest } from './api-request.ts';
import type { Client } from './client.ts';

const FIRST_PAUSE_MS = 1_000;
const PAUSE_GROWTH = 1.5;
const LONGEST_PAUSE_MS = 15_000;
/** In all, by the client's clock. */
const LONGEST_WAIT_MS = 30 * 60_000;

/**
 * Asks the same again and again, with growing pauses, until the answer is final. Throws a Failure (exit code 4) when it is
 * not within half an hour.
 */
export async function poll<T>(
  client: Client,
  request: ApiRequest,
  schema: ZodMiniType<T>,
  isFinal: (answer: T) => boolean,
  signal?: AbortSignal,
): Promise<T> {
  const deadlineMs = client.clock.nowMs() + LONGEST_WAIT_MS;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * PAUSE_GROWTH)) {
    await client.clock.sleep(pauseMs, signal);
    const answer = await client.ask(request, schema, signal);
    if (isFinal(answer)) return answer;
    if (client.clock.nowMs() >= deadlineMs) throw notFinal(request);
  }
}

const notFinal = ({ what, method, path }: ApiRequest): Failure =>
  new Failure(`could not get ${what} (${method} ${path}): not ready after ${LONGEST_WAIT_MS / 60_000} min`, {
    code: 'GCF-UNAVAILABLE',
    exitCode: 4,
    hint: 'The service is busy: run the same command again later, or for a shorter range.',
  });
