import pRetry from 'p-retry';
import type { Clock } from './clock.ts';
import { type Answer, changedNothing, type Outcome, Unanswered, type Unsuccessful } from './outcome.ts';
import { retryAfterMs } from './retry-after.ts';

/** A wait that a person may wonder about. */
export interface Wait {
  readonly waitMs: number;
  /** Why, as the end of "waiting because": `the service allows no more requests for now (429)`. */
  readonly because: string;
}

export interface RetrySettings {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly onWait: (wait: Wait) => void;
  readonly signal?: AbortSignal | undefined;
}

/** No single wait is longer: a service that asks for more means a quota of hours. */
export const LONGEST_WAIT_MS = 180_000;
const LONGEST_TOTAL_WAIT_MS = 600_000;
const LONGEST_BACKOFF_MS = 30_000;

/** How often each trouble is tried again. What is not listed is final: asking again would give the same. */
const STATUS_RETRIES: Readonly<Record<number, number>> = { 408: 5, 429: 20, 500: 2, 502: 5, 503: 5, 504: 5 };
const REASON_RETRIES = {
  // Most often a wrong region; then nobody should wait for the full backoff.
  'unknown-host': 2,
  html: 2,
  'untrusted-certificate': 0,
  unreachable: 5,
  reset: 5,
  timeout: 5,
  truncated: 5,
  'not-json': 5,
} as const;

/** How often a trouble is tried again. */
export type RetriesFor = (outcome: Unsuccessful) => number;

/** A repeated read costs nothing. */
export const readRetries: RetriesFor = (outcome) =>
  outcome.kind === 'refusal' ? (STATUS_RETRIES[outcome.status] ?? 0) : REASON_RETRIES[outcome.reason];

/** For a diagnosis: whatever goes wrong is told, not mended. */
export const noRetries: RetriesFor = () => 0;

/** A repeated write may act twice, so it is sent again only when it has certainly not arrived, or was not let in (429). */
export const writeRetries: RetriesFor = (outcome) => (changedNothing(outcome) ? readRetries(outcome) : 0);

/**
 * Sends until an answer comes or no further try is due; `retriesFor` has to fit what is sent.
 * Throws Unanswered with what came last.
 */
export async function withRetries(
  send: () => Promise<Outcome>,
  settings: RetrySettings,
  retriesFor: RetriesFor = readRetries,
): Promise<Answer> {
  const { clock, random, onWait, signal } = settings;
  const failed: Unsuccessful[] = [];
  let waitedMs = 0;
  const attempt = async (): Promise<Answer> => {
    const outcome = await send();
    if (outcome.kind === 'answer') return outcome;
    failed.push(outcome);
    throw new Unanswered(outcome, failed.length);
  };
  const waitOrGiveUp = async ({ error }: { error: Error }): Promise<void> => {
    if (!(error instanceof Unanswered)) throw error;
    const waitMs = waitBeforeRetryMs(failed, clock.nowMs(), random, retriesFor);
    if (waitMs === undefined || waitedMs + waitMs > LONGEST_TOTAL_WAIT_MS) throw error;
    waitedMs += waitMs;
    onWait({ waitMs, because: because(error.last) });
    await clock.sleep(waitMs, signal);
  };
  // The wait is ours, since it follows the service's headers; the loop and its ends are p-retry's.
  return pRetry(attempt, {
    retries: Number.POSITIVE_INFINITY,
    minTimeout: 0,
    factor: 1,
    onFailedAttempt: waitOrGiveUp,
    ...(signal === undefined ? {} : { signal }),
  });
}

/** Milliseconds until the next try after these failures of one request, the latest last; undefined when none is due. */
export function waitBeforeRetryMs(
  failed: readonly Unsuccessful[],
  nowMs: number,
  random: () => number,
  retriesFor: RetriesFor = readRetries,
): number | undefined {
  const last = failed.at(-1);
  if (last === undefined) return 0;
  if (failed.filter((other) => troubleOf(other) === troubleOf(last)).length > retriesFor(last)) return undefined;
  const asked = last.kind === 'refusal' && last.status === 429 ? retryAfterMs(last.headers, nowMs) : undefined;
  if (asked === undefined) return backoffMs(failed.length, random);
  // Seconds come rounded, and everybody who was refused was told the same.
  return asked > LONGEST_WAIT_MS ? undefined : asked + random() * 1000;
}

const troubleOf = (outcome: Unsuccessful): string | number =>
  outcome.kind === 'refusal' ? outcome.status : outcome.reason;

/** 1, 2, 4, ... seconds, at most half a minute, the upper half of each by chance. */
const backoffMs = (failures: number, random: () => number): number =>
  Math.min(LONGEST_BACKOFF_MS, 1000 * 2 ** (failures - 1)) * (0.5 + random() / 2);

function because(outcome: Unsuccessful): string {
  if (outcome.kind === 'no-answer') return `the last try got no answer (${outcome.reason}, ${outcome.detail})`;
  if (outcome.status === 429) return 'the service allows no more requests for now (429)';
  return `the service answered with status ${outcome.status}`;
}
