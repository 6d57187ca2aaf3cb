/** Time as the client sees it, so that a test or a replay decides how long a wait takes. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  nowMs(): number;
  /** Resolves after `ms` milliseconds; rejects at once when `signal` is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
