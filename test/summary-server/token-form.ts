import type { ReceivedRequest } from '../genesys-server/received-request.ts';
import type { Reply } from '../genesys-server/reply.ts';

const REQUIRED = ['grant_type', 'client_id', 'client_secret'];

/** How a token request departs from the form of the tutorials, which has the credentials in its body; empty when it does not. */
export function formViolations({ headers, text }: ReceivedRequest): string[] {
  const form = new URLSearchParams(text);
  const names = [...form.keys()];
  const wrong: string[] = [];
  if (!/^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '')) {
    wrong.push(`content type ${headers['content-type']} instead of a form`);
  }
  if (headers.authorization !== undefined) wrong.push('credentials in a header');
  if (REQUIRED.some((name) => names.filter((one) => one === name).length !== 1)) {
    wrong.push(`a form without ${REQUIRED.join(', ')}`);
  }
  // Values are not repeated here: one of them is a secret.
  if (names.some((name) => ![...REQUIRED, 'scope'].includes(name))) wrong.push('a form with other fields');
  if (form.get('grant_type') !== 'client_credentials') wrong.push('another grant than client_credentials');
  return wrong;
}

/** Answers `POST /oauth/token` with a token of `issue`. */
export function tokenReply(
  { text }: ReceivedRequest,
  client: { readonly clientId: string; readonly clientSecret: string },
  lifeSeconds: number,
  issue: () => string,
): Reply {
  const form = new URLSearchParams(text);
  const isClient = form.get('client_id') === client.clientId && form.get('client_secret') === client.clientSecret;
  if (!isClient) return { status: 401, body: { error: 'invalid_client', error_description: 'authentication failed' } };
  return { status: 200, body: { access_token: issue(), token_type: 'bearer', expires_in: lifeSeconds } };
}
