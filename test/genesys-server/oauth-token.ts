import type { ReceivedRequest } from './received-request.ts';
import type { Reply } from './reply.ts';

/** Why a token does not open the door, or that it does. */
export type TokenState = 'valid' | 'missing' | 'unknown' | 'expired';

interface TokenIssuer {
  /** A token that is valid from now on, as an administrator could hand it out. */
  issue(): string;
  /** How a token request departs from the one form that official clients use; empty when it does not. */
  violations(request: ReceivedRequest): string[];
  /** Answers `POST /oauth/token`; a request with violations is refused. */
  answer(request: ReceivedRequest, violations: readonly string[]): Reply;
  /** The state of the bearer token in an `Authorization` header. */
  check(authorization: string | undefined): TokenState;
}

interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The login host for one OAuth client. `clock` gives epoch milliseconds. */
export function tokenIssuer(client: OAuthClient, tokenLifeSeconds: number, clock: () => number): TokenIssuer {
  const expiryMs = new Map<string, number>();
  const issue = (): string => {
    const token = `token-${expiryMs.size + 1}-of-${client.clientId}`;
    expiryMs.set(token, clock() + tokenLifeSeconds * 1000);
    return token;
  };
  return {
    issue,
    violations: formViolations,
    answer({ headers }, violations) {
      if (violations.length > 0) return loginError(400, 'invalid_request', violations.join('; '));
      const { id, secret } = basicCredentials(headers.authorization);
      if (id !== client.clientId) return loginError(400, 'invalid_client', `client not found: ${id}`);
      if (secret !== client.clientSecret) return loginError(401, 'invalid_client', 'authentication failed');
      return { status: 200, body: { access_token: issue(), token_type: 'bearer', expires_in: tokenLifeSeconds } };
    },
    check(authorization) {
      const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
      if (token === undefined) return 'missing';
      const expiry = expiryMs.get(token);
      if (expiry === undefined) return 'unknown';
      return clock() < expiry ? 'valid' : 'expired';
    },
  };
}

function formViolations({ headers, text }: ReceivedRequest): string[] {
  const wrong: string[] = [];
  if (!/^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '')) {
    wrong.push(`content type ${headers['content-type']} instead of a form`);
  }
  if (!/^Basic [A-Za-z0-9+/]+=*$/.test(headers.authorization ?? '')) wrong.push('no Basic authorization header');
  // Not repeated here: it may hold a secret.
  if (text !== 'grant_type=client_credentials') wrong.push('a body other than grant_type=client_credentials');
  return wrong;
}

function basicCredentials(authorization = ''): { id: string; secret: string } {
  const text = Buffer.from(authorization.slice('Basic '.length), 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? { id: text, secret: '' } : { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}

/** The login host's error body; another shape than that of the API host. */
const loginError = (status: number, error: string, description: string): Reply => ({
  status,
  body: { error, description, error_description: description },
});
