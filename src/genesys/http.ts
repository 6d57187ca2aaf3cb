import { X509Certificate } from 'node:crypto';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { rootCertificates } from 'node:tls';
import axios, { type AxiosAdapter, type AxiosResponse, isAxiosError } from 'axios';
import { usageFailure } from '../errors.ts';
import type { ApiRequest } from './api-request.ts';
import type { NoAnswer, NoAnswerReason, Outcome, ReplyHeaders } from './outcome.ts';
import { type Environment, proxyFor } from './proxy.ts';

/** One HTTP request: plain data without retries, tokens or limits. */
export interface HttpCall {
  readonly method: ApiRequest['method'];
  readonly baseUrl: string;
  /** Starts with a slash; appended to `baseUrl`. */
  readonly path: string;
  readonly query?: ApiRequest['query'];
  /** Sent as JSON, or as a form when it is URLSearchParams. */
  readonly body?: unknown;
  readonly headers: Readonly<Record<string, string>>;
  /** Makes something of the text of an answer; JSON.parse when absent. Throws SyntaxError for a text that is no JSON. */
  readonly read?: ((text: string) => unknown) | undefined;
}

/** Sends a request once. Rejects only when `signal` is aborted, with what `read` throws, or by a defect of ours. */
export type Send = (call: HttpCall, signal?: AbortSignal) => Promise<Outcome>;

export interface HttpOptions {
  /** Longest time one exchange may take, body included. */
  readonly timeoutMs: number;
  /** PEM text of certificates to trust beside those that Node.js trusts. */
  readonly caPem?: string;
  /** Holds the proxy variables. */
  readonly environment: Environment;
  /** Stands in for the network: a recorder around it, or a replay. */
  readonly adapter: AxiosAdapter;
}

/** The client's one HTTP instance. Throws a usage Failure when `caPem` holds no certificate. */
export function createHttp(options: HttpOptions): Send {
  const agentOptions = { keepAlive: true, maxSockets: 8 };
  const instance = axios.create({
    adapter: options.adapter,
    httpAgent: new HttpAgent(agentOptions),
    httpsAgent: new HttpsAgent({
      ...agentOptions,
      // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED=0 cannot switch the check of certificates off.
      rejectUnauthorized: true,
      ...(options.caPem === undefined ? {} : { ca: [...rootCertificates, checkedPem(options.caPem)] }),
    }),
    headers: { 'User-Agent': 'gcforecast' },
    responseType: 'text',
    // axios would hand on a body that is no JSON as if it were text: bodies are read below, strictly.
    transformResponse: (body: unknown) => body,
    validateStatus: () => true,
    // A redirect of an API call comes from a portal or a gateway, which is not to see the token.
    maxRedirects: 0,
  });
  return async (call, signal) => {
    const deadline = AbortSignal.timeout(options.timeoutMs);
    try {
      const response = await instance.request<unknown>({
        method: call.method,
        baseURL: call.baseUrl,
        url: call.path,
        params: call.query,
        data: call.body,
        headers: call.headers,
        proxy: proxyFor(new URL(call.baseUrl), options.environment),
        signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
      });
      return outcomeOf(response, call);
    } catch (error) {
      signal?.throwIfAborted();
      if (deadline.aborted) return noAnswer('timeout', `${options.timeoutMs / 1000} s`);
      if (!isAxiosError(error)) throw error;
      return noAnswer(reasonOf(error.code, error.message), error.code ?? error.message);
    }
  };
}

/** Otherwise every connection would fail with words that point elsewhere. */
function checkedPem(pem: string): string {
  try {
    new X509Certificate(pem);
  } catch (error) {
    throw usageFailure(
      'the file of GCFORECAST_CA_FILE holds no PEM certificate',
      'It has to begin with BEGIN CERTIFICATE.',
      error,
    );
  }
  return pem;
}

/** What was deleted or changed in parts has no more to say. */
const MAY_SAY_NOTHING: readonly HttpCall['method'][] = ['DELETE', 'PATCH'];

function outcomeOf(response: AxiosResponse<unknown>, { method, read = JSON.parse }: HttpCall): Outcome {
  const { status } = response;
  const isRefusal = status < 200 || status > 299;
  const headers = plainHeaders(response.headers);
  const text = String(response.data ?? '');
  const json = parsedJson(text, isRefusal ? JSON.parse : read);
  if (isRefusal) return { kind: 'refusal', status, headers, body: json?.value };
  if (json !== undefined) return { kind: 'answer', status, headers, body: json.value };
  if (text === '' && MAY_SAY_NOTHING.includes(method)) return { kind: 'answer', status, headers, body: undefined };
  if (text.trimStart().startsWith('<')) return noAnswer('html', `status ${status}`);
  return noAnswer('not-json', text === '' ? 'empty body' : `${text.length} characters`);
}

const noAnswer = (reason: NoAnswerReason, detail: string): NoAnswer => ({ kind: 'no-answer', reason, detail });

function parsedJson(text: string, read: (text: string) => unknown): { readonly value: unknown } | undefined {
  try {
    return { value: read(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function plainHeaders(headers: AxiosResponse['headers']): ReplyHeaders {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}

const REASONS: Readonly<Record<string, NoAnswerReason>> = {
  ENOTFOUND: 'unknown-host',
  EAI_AGAIN: 'unreachable',
  ECONNREFUSED: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'timeout',
  ECONNABORTED: 'timeout',
  EPROTO: 'untrusted-certificate',
  CERT_HAS_EXPIRED: 'untrusted-certificate',
  CERT_NOT_YET_VALID: 'untrusted-certificate',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'untrusted-certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted-certificate',
  UNABLE_TO_GET_ISSUER_CERT: 'untrusted-certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted-certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted-certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'untrusted-certificate',
};

/** Whatever broke a connection and has no reason of its own counts as a reset. */
function reasonOf(code: string | undefined, message: string): NoAnswerReason {
  if (code === 'ERR_STREAM_PREMATURE_CLOSE' || /aborted/.test(message)) return 'truncated';
  return REASONS[code ?? ''] ?? 'reset';
}
