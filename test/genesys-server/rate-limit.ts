import { errorReply, type Reply } from './reply.ts';

/** The platform's limit for client credentials; other organisations have other limits. */
const DEFAULT_ALLOWED = 300;
const WINDOW_MS = 60_000;

/** Where a token stands after a request was counted. */
interface RateState {
  readonly headers: Readonly<Record<string, string>>;
  /** The answer when the request was one too many. */
  readonly refusal: Reply | undefined;
}

/**
 * Counts the requests of each token in windows of a minute that start with its first request. Without `allowed` the headers
 * speak of the platform's default and nothing is refused. `clock` gives epoch milliseconds.
 */
export function rateLimit(allowed: number | undefined, clock: () => number): (token: string) => RateState {
  const windows = new Map<string, { startMs: number; count: number }>();
  return (token) => {
    const now = clock();
    const open = windows.get(token);
    const window = open !== undefined && now < open.startMs + WINDOW_MS ? open : { startMs: now, count: 0 };
    windows.set(token, window);
    window.count++;
    const resetSeconds = Math.ceil((window.startMs + WINDOW_MS - now) / 1000);
    return {
      headers: {
        'inin-ratelimit-count': String(window.count),
        'inin-ratelimit-allowed': String(allowed ?? DEFAULT_ALLOWED),
        'inin-ratelimit-reset': String(resetSeconds),
      },
      refusal:
        allowed !== undefined && window.count > allowed
          ? { ...errorReply(429), headers: { 'Retry-After': String(resetSeconds) } }
          : undefined,
    };
  };
}
