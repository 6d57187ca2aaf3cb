import * as z from 'zod/mini';
import { Failure } from '../errors.ts';
import type { ApiRequest } from './api-request.ts';
import type { NoAnswer, NoAnswerReason, Refusal, Unanswered } from './outcome.ts';
import { LONGEST_WAIT_MS } from './retry.ts';
import { retryAfterMs } from './retry-after.ts';

/** The service's error body, as far as it says something to a person. */
const errorBody = z.object({
  message: z.nullish(z.string()),
  code: z.nullish(z.string()),
  contextId: z.nullish(z.string()),
  details: z.nullish(z.array(z.object({ fieldName: z.nullish(z.string()) }))),
});

/** Explains a request that was given up: exit code by remedy, the service's own words unchanged. */
export function serviceFailure(request: ApiRequest, unanswered: Unanswered, nowMs: number): Failure {
  const { last, tries } = unanswered;
  const often = tries === 1 ? '' : ` after ${tries} tries`;
  const verb = request.method === 'PUT' || request.method === 'PATCH' ? 'change' : 'get';
  const asked = `could not ${verb} ${request.what} (${request.method} ${request.path})${often}`;
  if (last.kind === 'no-answer') {
    return new Failure(`${asked}: ${trouble(last)}`, {
      code: 'GCF-UNREACHABLE',
      exitCode: 4,
      hint: NO_ANSWER_HINTS[last.reason],
      cause: unanswered,
    });
  }
  const correlationId = correlationIdOf(last);
  return new Failure(`${asked}: ${serviceWords(last)}`, {
    ...remedyOf(last, request, nowMs),
    ...(correlationId === undefined ? {} : { correlationId }),
    cause: unanswered,
  });
}

/** Status, code, message and fields of a refusal in one line, as the service worded them. */
export function serviceWords(refusal: Refusal): string {
  const { data } = errorBody.safeParse(refusal.body);
  const fields = (data?.details ?? []).flatMap(({ fieldName }) => fieldName ?? []);
  const named = fields.length === 0 ? '' : ` (fields: ${fields.join(', ')})`;
  const head = [String(refusal.status), data?.code].filter((part) => part).join(' ');
  return data?.message ? `${head}: ${data.message}${named}` : `${head}${named}`;
}

const correlationIdOf = (refusal: Refusal): string | undefined =>
  errorBody.safeParse(refusal.body).data?.contextId ?? refusal.headers['inin-correlation-id'];

type Remedy = Pick<Failure, 'code' | 'exitCode'> & { hint: string };

function remedyOf(refusal: Refusal, request: ApiRequest, nowMs: number): Remedy {
  const { status } = refusal;
  if (status === 401) {
    return {
      code: 'GCF-LOGIN',
      exitCode: 3,
      hint: 'The access token is not accepted: it has expired, was revoked, or belongs to another region. Get a new one, or check --region.',
    };
  }
  if (status === 403) {
    const role =
      request.permission === undefined
        ? 'the permission that the message names'
        : `the permission ${request.permission}`;
    return {
      code: 'GCF-PERMISSION',
      exitCode: 3,
      hint: `Give a role of the OAuth client ${role}, in every division whose queues are to be seen.`,
    };
  }
  if (status === 429) return { code: 'GCF-RATE-LIMIT', exitCode: 4, hint: rateLimitHint(refusal, nowMs) };
  if (status === 407) {
    return { code: 'GCF-UNREACHABLE', exitCode: 4, hint: 'Check the user name and password in HTTPS_PROXY.' };
  }
  if (status === 408 || status >= 500) {
    return {
      code: 'GCF-UNAVAILABLE',
      exitCode: 4,
      hint: 'The service is unwell: look at its status page and run the same command again later.',
    };
  }
  if (status === 404 || status < 400) {
    return {
      code: 'GCF-CONTRACT',
      exitCode: 6,
      hint: 'Is this the wrong host or a gateway in between? Check --region, --api-url and the proxy settings.',
    };
  }
  return {
    code: 'GCF-CONTRACT',
    exitCode: 6,
    hint: 'The service does not take this request: check the values that its message names.',
  };
}

function rateLimitHint(refusal: Refusal, nowMs: number): string {
  const askedMs = retryAfterMs(refusal.headers, nowMs);
  if (askedMs === undefined || askedMs <= LONGEST_WAIT_MS) {
    return 'Another program may use the same OAuth client: run fewer at a time, or give this one a client of its own.';
  }
  const again = new Date(nowMs + askedMs).toISOString();
  return `The service asks to wait ${Math.ceil(askedMs / 1000)} s, which means a used-up quota: run again after ${again}.`;
}

const trouble = ({ reason, detail }: NoAnswer): string => `${TROUBLES[reason]} (${detail})`;

const TROUBLES: Readonly<Record<NoAnswerReason, string>> = {
  'unknown-host': 'the host has no address',
  unreachable: 'no connection to the host',
  reset: 'the connection broke',
  timeout: 'no complete answer in time',
  truncated: 'the answer was cut off',
  'not-json': 'the answer is not valid JSON',
  html: 'the answer is a web page instead of JSON',
  'untrusted-certificate': "the host's certificate is not trusted",
};

const HOST_HINT = 'Check the region (--region or --api-url), the proxy (HTTPS_PROXY, NO_PROXY) and the network.';
const AGAIN_HINT = 'Check the network and run the same command again.';

const NO_ANSWER_HINTS: Readonly<Record<NoAnswerReason, string>> = {
  'unknown-host': HOST_HINT,
  unreachable: HOST_HINT,
  reset: AGAIN_HINT,
  timeout: AGAIN_HINT,
  truncated: AGAIN_HINT,
  'not-json': 'A proxy or gateway in between may change answers: check --api-url and HTTPS_PROXY.',
  html: 'A proxy, gateway or login page answers instead of the service: check --api-url and HTTPS_PROXY.',
  'untrusted-certificate':
    'If your network has a certificate authority of its own, name its PEM file in GCFORECAST_CA_FILE or NODE_EXTRA_CA_CERTS;' +
    " for a certificate that has expired or is not valid yet check this machine's clock, for one of another name --api-url.",
};

/** A reply that is not what the API's contract says. */
export function contractFailure(request: Pick<ApiRequest, 'what' | 'method' | 'path'>, problem: string): Failure {
  return new Failure(`the answer about ${request.what} (${request.method} ${request.path}) is unexpected: ${problem}`, {
    code: 'GCF-CONTRACT',
    exitCode: 6,
    hint: 'Is this the wrong host or a gateway in between? If not, the service has changed: please report it.',
  });
}

/** The same failure with more words at the end of its message. */
export const extendedFailure = (failure: Failure, words: string): Failure =>
  new Failure(`${failure.message}${words}`, {
    code: failure.code,
    exitCode: failure.exitCode,
    ...(failure.hint === undefined ? {} : { hint: failure.hint }),
    ...(failure.correlationId === undefined ? {} : { correlationId: failure.correlationId }),
    cause: failure.cause,
  });
