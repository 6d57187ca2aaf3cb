import type { ReplyHeaders } from './outcome.ts';

/**
 * How long a 429 asks to wait: `Retry-After` in seconds or as an HTTP date, else the seconds until the rate-limit window
 * resets. Undefined when neither header can be read.
 */
export function retryAfterMs(headers: ReplyHeaders, nowMs: number): number | undefined {
  const text = headers['retry-after'] ?? headers['inin-ratelimit-reset'];
  if (text === undefined) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}
