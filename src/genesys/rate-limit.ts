import pThrottle from 'p-throttle';
import type { Outcome, ReplyHeaders } from './outcome.ts';
import { LONGEST_WAIT_MS, type RetrySettings } from './retry.ts';
import { retryAfterMs } from './retry-after.ts';

/**
 * Sends a request when its turn has come, and learns from the reply how many more may follow. Waits no longer once `signal`
 * is aborted.
 */
export type RateLimit = (send: () => Promise<Outcome>, signal?: AbortSignal) => Promise<Outcome>;

/** What Genesys grants to one client-credentials token unless its support has raised it. */
const DEFAULT_REQUESTS_PER_MINUTE = 300;

/** The service's own minute, as far as its replies tell. */
interface Window {
  readonly allowed: number;
  /** Requests that count in it, those under way included. */
  count: number;
  readonly resetsAtMs: number;
}

const WINDOW_MS = 60_000;

/**
 * Keeps one token below its requests per minute: 300 until the replies' `inin-ratelimit-` headers say better. When their
 * count, which includes other programs with the same token, reaches what is allowed, or after a 429, everybody waits for
 * the reset.
 */
export function rateLimit({ clock, random, onWait, signal }: RetrySettings): RateLimit {
  const untilTold = pThrottle({
    limit: DEFAULT_REQUESTS_PER_MINUTE,
    interval: WINDOW_MS,
    strict: true,
    ...(signal === undefined ? {} : { signal }),
  })(async () => {});
  let window: Window | undefined;
  let closedUntilMs = 0;
  let underWay = 0;

  const opensAtMs = (): number => {
    const nowMs = clock.nowMs();
    if (window !== undefined && nowMs >= window.resetsAtMs) {
      window = { allowed: window.allowed, count: underWay, resetsAtMs: nowMs + WINDOW_MS };
    }
    return window !== undefined && window.count >= window.allowed ? window.resetsAtMs : closedUntilMs;
  };

  const waitForTurn = async (end: AbortSignal | undefined): Promise<void> => {
    if (window === undefined) await untilTold();
    for (let opensMs = opensAtMs(); opensMs > clock.nowMs(); opensMs = opensAtMs()) {
      const waitMs = opensMs - clock.nowMs() + random() * 1000;
      onWait({ waitMs, because: 'the requests of this minute are used up' });
      await clock.sleep(waitMs, end);
    }
    underWay++;
    if (window !== undefined) window.count++;
  };

  const learn = (headers: ReplyHeaders, isRefused: boolean): void => {
    const nowMs = clock.nowMs();
    const waitMs = isRefused ? retryAfterMs(headers, nowMs) : undefined;
    // A longer wait means a quota: the next reply will say so, and that is better told than waited for.
    if (waitMs !== undefined && waitMs <= LONGEST_WAIT_MS) closedUntilMs = nowMs + waitMs;
    const [allowed, count, resetSeconds] = ['allowed', 'count', 'reset'].map((name) =>
      Number.parseInt(headers[`inin-ratelimit-${name}`] ?? '', 10),
    );
    if (!allowed || count === undefined || resetSeconds === undefined || Number.isNaN(count)) return;
    if (resetSeconds * 1000 <= LONGEST_WAIT_MS) {
      window = { allowed, count: count + underWay, resetsAtMs: nowMs + resetSeconds * 1000 };
    }
  };

  return async (send, end = signal) => {
    await waitForTurn(end);
    const outcome = await send().finally(() => underWay--);
    if (outcome.kind !== 'no-answer') learn(outcome.headers, outcome.kind === 'refusal' && outcome.status === 429);
    return outcome;
  };
}
