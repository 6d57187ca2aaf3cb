import type { Endpoint } from './contract.ts';
import type { TokenState } from './oauth-token.ts';
import { errorReply, type Reply } from './reply.ts';

const TOKEN_ERRORS = {
  missing: {
    code: 'authentication.required',
    message: 'No authentication bearer token specified in authorization header.',
  },
  unknown: { code: 'bad.credentials', message: 'Invalid login credentials.' },
  expired: { code: 'credentials.expired', message: 'The supplied credentials are expired and cannot be used.' },
} as const;

/** The platform's answer to a client that may not do what it asks; undefined when it may. */
export function refusedAccess(
  token: TokenState,
  { permissions: { mode, list } }: Endpoint,
  granted: readonly string[] | undefined,
): Reply | undefined {
  if (token !== 'valid') return errorReply(401, TOKEN_ERRORS[token]);
  if (granted === undefined || list.length === 0) return undefined;
  const missing = list.filter((permission) => !granted.includes(permission));
  if (mode === 'ALL' && missing.length > 0) {
    const message = `Unable to perform the requested action. You are missing the following permission(s): ${bracketed(missing)}`;
    return errorReply(403, { code: 'missing.permissions', message });
  }
  if (mode === 'ANY' && missing.length === list.length) {
    const message = `Unable to perform the requested action. You must have at least one of the following permissions assigned: ${bracketed(list)}`;
    return errorReply(403, { code: 'missing.any.permissions', message });
  }
  return undefined;
}

const bracketed = (permissions: readonly string[]): string => `[${permissions.join(', ')}]`;
