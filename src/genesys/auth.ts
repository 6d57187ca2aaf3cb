import * as z from 'zod/mini';
import { Failure } from '../errors.ts';
import type { ApiRequest } from './api-request.ts';
import type { HttpCall, Send } from './http.ts';
import { type Answer, refusalBehind, Unanswered } from './outcome.ts';
import { type RetriesFor, type RetrySettings, withRetries } from './retry.ts';
import { contractFailure, serviceFailure } from './service-failure.ts';
import { readToken, type CachedToken as Token, tokenFile, writeToken } from './token-cache.ts';

/** What lets a client in: an OAuth client of the type "client credentials", or a token that somebody got already. */
export type Credentials =
  | { readonly clientId: string; readonly clientSecret: string }
  | { readonly accessToken: string };

/** The access token for API calls. */
export interface TokenSource {
  /** A token that is good for at least some seconds. Throws a Failure when the login is refused. */
  current(): Promise<string>;
  /** Says that the service did not accept this token. Whether asking for the current one again may give another. */
  discard(token: string): boolean;
}

/** A ready token cannot be renewed. */
export const readyToken = (accessToken: string): TokenSource => ({
  current: async () => accessToken,
  discard: () => false,
});

/** The path of the token exchange below the login URL. */
export const TOKEN_PATH = '/oauth/token';

const tokenReply = z.object({
  access_token: z.string().check(z.minLength(1)),
  expires_in: z.number().check(z.positive()),
});

/** Where a login carries client id and secret: in the header, as official clients do, or as fields of the form. */
export type LoginForm = 'header' | 'fields';

export interface LoginSettings {
  readonly loginUrl: string;
  readonly form: LoginForm;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Tokens are kept in a folder below it between runs; in memory only when absent. */
  readonly homeDirectory?: string | undefined;
  readonly send: Send;
  readonly retry: RetrySettings;
  readonly retriesFor: RetriesFor;
}

/**
 * Tokens by the client-credentials grant: one request however many ask at once, shared between runs through a file, and
 * renewed a minute before the end (a tenth of the life of a short-lived one).
 */
export function clientCredentialsTokens(settings: LoginSettings): TokenSource {
  const { clock } = settings.retry;
  const file =
    settings.homeDirectory === undefined
      ? undefined
      : tokenFile(settings.homeDirectory, settings.loginUrl, settings.clientId);
  let held: Promise<Token> | undefined;
  let discarded: string | undefined;

  const isGood = (token: Token): boolean => token.accessToken !== discarded && clock.nowMs() < token.renewAtMs;

  const obtain = async (): Promise<Token> => {
    const cached = file === undefined ? undefined : await readToken(file);
    if (cached !== undefined && isGood(cached)) return cached;
    const token = await login(settings);
    if (file !== undefined) await writeToken(file, token);
    return token;
  };

  const obtainOnce = (): Promise<Token> => {
    const asked = obtain().catch((error: unknown) => {
      if (held === asked) held = undefined;
      throw error;
    });
    held = asked;
    return asked;
  };

  return {
    async current() {
      const asked = held ?? obtainOnce();
      const token = await asked;
      if (isGood(token)) return token.accessToken;
      // Of all who find the same token used up, the first asks for a new one.
      return (await (held === asked || held === undefined ? obtainOnce() : held)).accessToken;
    },
    discard(token) {
      discarded = token;
      return true;
    },
  };
}

async function login(settings: LoginSettings): Promise<Token> {
  const { loginUrl, send, retry, retriesFor } = settings;
  const request: ApiRequest = {
    what: `an access token from ${new URL(loginUrl).host}`,
    method: 'POST',
    path: TOKEN_PATH,
  };
  const answer = await withRetries(
    () =>
      send(
        {
          method: request.method,
          baseUrl: loginUrl,
          path: request.path,
          ...loginContent(settings),
        },
        retry.signal,
      ),
    retry,
    retriesFor,
  ).catch((error: unknown) => {
    throw error instanceof Unanswered ? loginFailure(request, error, retry.clock.nowMs()) : error;
  });
  return tokenOf(request, answer, retry.clock.nowMs());
}

function loginContent({ form, clientId, clientSecret }: LoginSettings): Pick<HttpCall, 'body' | 'headers'> {
  const grant = { grant_type: 'client_credentials' };
  if (form === 'fields') {
    return { body: new URLSearchParams({ ...grant, client_id: clientId, client_secret: clientSecret }), headers: {} };
  }
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  return { body: new URLSearchParams(grant), headers: { Authorization: `Basic ${basic}` } };
}

function tokenOf(request: ApiRequest, answer: Answer, nowMs: number): Token {
  const reply = tokenReply.safeParse(answer.body);
  if (!reply.success) throw contractFailure(request, 'it holds no access_token with expires_in');
  const lifeMs = reply.data.expires_in * 1000;
  return { accessToken: reply.data.access_token, renewAtMs: nowMs + lifeMs - Math.min(60_000, lifeMs / 10) };
}

const loginErrorBody = z.object({
  error: z.nullish(z.string()),
  description: z.nullish(z.string()),
  error_description: z.nullish(z.string()),
});

/** An unknown client id, a wrong secret and a wrong region look alike from outside, so the text names all three. */
function loginFailure(request: ApiRequest, unanswered: Unanswered, nowMs: number): Failure {
  const refusal = refusalBehind(unanswered);
  if (refusal === undefined || ![400, 401, 403].includes(refusal.status)) {
    return serviceFailure(request, unanswered, nowMs);
  }
  const { data } = loginErrorBody.safeParse(refusal.body);
  const words = [data?.error, data?.description ?? data?.error_description].filter((text) => text).join(': ');
  return new Failure(`login refused when asking for ${request.what}: ${refusal.status} ${words}`.trim(), {
    code: 'GCF-LOGIN',
    exitCode: 3,
    hint:
      'Wrong client id (GENESYSCLOUD_OAUTHCLIENT_ID), wrong secret (GENESYSCLOUD_OAUTHCLIENT_SECRET), or wrong region' +
      ' (--region): a client id is known in its own region only. The OAuth client must have the grant "Client Credentials".',
    cause: unanswered,
  });
}
