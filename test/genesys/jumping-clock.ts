import { setImmediate as otherWork } from 'node:timers/promises';
import type { Clock } from '../../src/genesys/clock.ts';

export interface JumpingClock extends Clock {
  /** Every wait that was asked for, in milliseconds. */
  readonly waits: readonly number[];
  advance(ms: number): void;
}

/** A clock on which a wait takes no time but moves the hands; waits that begin together end together. */
export function jumpingClock(startMs = Date.UTC(2026, 0, 10)): JumpingClock {
  let nowMs = startMs;
  const waits: number[] = [];
  return {
    waits,
    nowMs: () => nowMs,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      waits.push(ms);
      const endMs = nowMs + ms;
      await otherWork();
      nowMs = Math.max(nowMs, endMs);
    },
    advance(ms) {
      nowMs += ms;
    },
  };
}
