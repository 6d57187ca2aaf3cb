import { getAdapter } from 'axios';
import type { ZodMiniType } from 'zod/mini';
import type { ApiRequest } from './api-request.ts';
import { type Credentials, clientCredentialsTokens, type LoginForm, readyToken, type TokenSource } from './auth.ts';
import { checkedBody } from './checked-body.ts';
import type { Clock } from './clock.ts';
import { createHttp, type Send } from './http.ts';
import { type Answer, type Outcome, type ReplyHeaders, refusalBehind, Unanswered } from './outcome.ts';
import type { Environment } from './proxy.ts';
import { type RateLimit, rateLimit } from './rate-limit.ts';
import { type Recorder, type RecordingPlan, startRecording } from './recording.ts';
import type { Hosts } from './regions.ts';
import type { Replay } from './replay.ts';
import { type RetriesFor, type RetrySettings, readRetries, type Wait, withRetries, writeRetries } from './retry.ts';
import { serviceFailure } from './service-failure.ts';

/** Asks one organisation's API. */
export interface Client {
  /** Sees to it that there is a token, and asks for nothing else. Throws a Failure when none is given. */
  login(): Promise<void>;
  /**
   * The body of the answer, checked against `schema`. Waits for its turn, retries what deserves it (so `request` must be a
   * read), and throws a Failure when no answer is to be had or the answer has another shape.
   */
  ask<T>(request: ApiRequest, schema: ZodMiniType<T>, signal?: AbortSignal): Promise<T>;
  /**
   * The same for an answer that is large: what `read` makes of its text, so that not all of it has to be held as objects. It
   * throws SyntaxError for a text that is no JSON, which is then asked for again, and a Failure for one of another shape.
   */
  read<T>(request: ApiRequest, read: (text: string) => T, signal?: AbortSignal): Promise<T>;
  /**
   * Makes a change. It is sent again only when it has certainly had no effect; what the answer says has to be read anew.
   * Throws a Failure when no confirmation is to be had: `mayHaveActed` tells whether the change may be in effect all the same.
   */
  change(request: ApiRequest, signal?: AbortSignal): Promise<void>;
  /**
   * Gives back what is held at the service, even after the client's signal was aborted. Tries once, for some seconds: what
   * nobody gives back, the service drops by itself, so a refusal is no failure.
   */
  release(request: ApiRequest): Promise<void>;
  /** Base URL of the API, without a slash at the end. */
  readonly apiUrl: string;
  /** Time as this client sees it. A sleep ends with the client's signal too, by that signal's reason. */
  readonly clock: Clock;
  /** Completes the recording, when there is one. To be called when the run has succeeded, once. */
  finishRecording(): Promise<void>;
}

export interface ClientOptions {
  readonly hosts: Hosts;
  readonly credentials: Credentials;
  /** Where a login carries client id and secret; in the header when absent. */
  readonly loginForm?: LoginForm;
  /** Folder of the user under which tokens are kept between runs; tokens stay in memory when absent. */
  readonly homeDirectory?: string;
  /** Longest time of one exchange; 60 s when absent. */
  readonly timeoutMs?: number;
  /** PEM text of certificate authorities to trust beside the built-in ones. */
  readonly caPem?: string;
  /** Where the proxy variables are; `process.env` when absent. */
  readonly environment?: Environment;
  readonly recording?: RecordingPlan;
  /** Ends everything under way; its reason is what `ask` then throws. */
  readonly signal?: AbortSignal;
  /** Told before every wait that is not the service's working time. */
  readonly onWait?: (wait: Wait) => void;
  /** Told the headers of every reply, refusals included, when it arrives. */
  readonly onReply?: (headers: ReplyHeaders) => void;
  /** How often a question or a login that got no answer is tried again; as often as it deserves when absent. */
  readonly retriesFor?: RetriesFor;
  readonly clock: Clock;
  /** Uniform in [0, 1); spreads retries. */
  readonly random?: () => number;
}

const DEFAULT_TIMEOUT_MS = 60_000;
/** Somebody who has stopped the program does not wait long. */
const RELEASE_TIMEOUT_MS = 5_000;

/** A client of the live service. Nothing is sent before the first question. */
export function createClient(options: ClientOptions): Client {
  const { hosts, credentials, clock } = options;
  const retry: RetrySettings = {
    clock,
    random: options.random ?? Math.random,
    onWait: options.onWait ?? (() => {}),
    signal: options.signal,
  };
  const network = getAdapter('http');
  const recorder = options.recording && startRecording(options.recording, hosts, clock.nowMs());
  const http = createHttp({
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    ...(options.caPem === undefined ? {} : { caPem: options.caPem }),
    environment: options.environment ?? process.env,
    adapter: recorder?.around(network) ?? network,
  });
  const send = options.onReply === undefined ? http : overheard(http, options.onReply);
  const retriesFor = options.retriesFor ?? readRetries;
  const tokens =
    'accessToken' in credentials
      ? readyToken(credentials.accessToken)
      : clientCredentialsTokens({
          ...credentials,
          loginUrl: hosts.loginUrl,
          form: options.loginForm ?? 'header',
          homeDirectory: options.homeDirectory,
          send,
          retry,
          retriesFor,
        });
  return connect({ apiUrl: hosts.apiUrl, send, tokens, limit: rateLimit(retry), retry, retriesFor, recorder });
}

const overheard =
  (send: Send, onReply: (headers: ReplyHeaders) => void): Send =>
  async (call, signal) => {
    const outcome = await send(call, signal);
    if (outcome.kind !== 'no-answer') onReply(outcome.headers);
    return outcome;
  };

/** A client that is answered from a recording: no network, no login, no waiting. */
export function createReplayClient(replay: Replay, signal?: AbortSignal): Client {
  let nowMs = replay.recordedAt * 1000;
  const sleep: Clock['sleep'] = async (ms) => {
    nowMs += ms;
  };
  const retry: RetrySettings = {
    clock: { nowMs: () => nowMs, sleep },
    random: () => 0,
    onWait: () => {},
    signal,
  };
  const client = connect({
    apiUrl: replay.apiUrl,
    send: createHttp({ timeoutMs: DEFAULT_TIMEOUT_MS, environment: {}, adapter: replay.adapter }),
    // A recorded 401 was followed by the answer to a renewed token.
    tokens: { current: async () => 'none', discard: () => true },
    limit: (send) => send(),
    retry,
    retriesFor: readRetries,
  });
  // Nothing is held at the service.
  return { ...client, release: async () => {} };
}

interface Parts {
  readonly apiUrl: string;
  readonly send: Send;
  readonly tokens: TokenSource;
  readonly limit: RateLimit;
  readonly retry: RetrySettings;
  /** For questions; changes follow rules of their own. */
  readonly retriesFor: RetriesFor;
  readonly recorder?: Recorder | undefined;
}

interface Sending {
  readonly signal: AbortSignal | undefined;
  readonly read?: (text: string) => unknown;
}

/** How long and how often a request is tried. */
interface Tries extends Sending {
  readonly retriesFor: RetriesFor;
}

function connect({ apiUrl, send, tokens, limit, retry, retriesFor, recorder }: Parts): Client {
  const sendWith = (token: string, request: ApiRequest, { signal, read }: Sending): Promise<Outcome> => {
    const { method, path, query = {}, body } = request;
    const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json' };
    return send({ method, baseUrl: apiUrl, path, query, body, headers, read }, signal);
  };

  const tryWith = (token: string, request: ApiRequest, tries: Tries): Promise<Answer> => {
    const { signal, retriesFor } = tries;
    const send = () => limit(() => sendWith(token, request, tries), signal);
    return withRetries(send, { ...retry, signal }, retriesFor);
  };

  /** A token may end early, by an administrator's hand for example: a refused one is renewed once. */
  const tryWithTokens = async (request: ApiRequest, tries: Tries): Promise<Answer> => {
    const token = await tokens.current();
    try {
      return await tryWith(token, request, tries);
    } catch (error) {
      if (refusalBehind(error)?.status !== 401 || !tokens.discard(token)) throw error;
      return await tryWith(await tokens.current(), request, tries);
    }
  };

  /** `use` makes something of the answer; whatever ends badly is explained. */
  const answered = async <T>(request: ApiRequest, tries: Tries, use: (answer: Answer) => T): Promise<T> => {
    try {
      return use(await tryWithTokens(request, tries));
    } catch (error) {
      tries.signal?.throwIfAborted();
      throw error instanceof Unanswered ? serviceFailure(request, error, retry.clock.nowMs()) : error;
    }
  };

  const sendBriefly = async (token: string, request: ApiRequest): Promise<Outcome> => {
    const deadline = AbortSignal.timeout(RELEASE_TIMEOUT_MS);
    try {
      return await sendWith(token, request, { signal: deadline });
    } catch (error) {
      if (error !== deadline.reason) throw error;
      return { kind: 'no-answer', reason: 'timeout', detail: `${RELEASE_TIMEOUT_MS / 1000} s` };
    }
  };

  return {
    login: async () => void (await tokens.current()),
    apiUrl,
    ask: (request, schema, signal) =>
      answered(request, { signal: firstToEnd(retry.signal, signal), retriesFor }, ({ body }) =>
        checkedBody(request, schema, body),
      ),
    read: <T>(request: ApiRequest, read: (text: string) => T, signal?: AbortSignal) =>
      // The body is what `read` has returned.
      answered(request, { signal: firstToEnd(retry.signal, signal), retriesFor, read }, ({ body }) => body as T),
    change: (request, signal) =>
      answered(request, { signal: firstToEnd(retry.signal, signal), retriesFor: writeRetries }, () => {}),
    async release(request) {
      const token = await tokens.current();
      const send = () => sendBriefly(token, request);
      await (retry.signal?.aborted === true ? send() : limit(send));
    },
    clock: {
      nowMs: retry.clock.nowMs,
      async sleep(ms, signal) {
        const end = firstToEnd(retry.signal, signal);
        try {
          await retry.clock.sleep(ms, end);
        } finally {
          end?.throwIfAborted();
        }
      },
    },
    async finishRecording() {
      await recorder?.finish();
    },
  };
}

function firstToEnd(...signals: (AbortSignal | undefined)[]): AbortSignal | undefined {
  const ends = signals.filter((one) => one !== undefined);
  return ends.length > 1 ? AbortSignal.any(ends) : ends[0];
}
