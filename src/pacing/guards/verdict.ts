/** What a guard says of calls per agent that somebody wants: what it lets through, and why. */
export interface Verdict {
  readonly guard: string;
  /** At most what was asked for, except that a bound from below may raise it to 1. */
  readonly callsPerAgent: number;
  /** Whether all of it passed. */
  readonly passed: boolean;
  /** A sentence. */
  readonly reason: string;
}

export const passes = (guard: string, callsPerAgent: number, reason: string): Verdict => ({
  guard,
  callsPerAgent,
  passed: true,
  reason,
});

export const holdsBack = (guard: string, callsPerAgent: number, reason: string): Verdict => ({
  guard,
  callsPerAgent,
  passed: false,
  reason,
});

/** RangeError unless it is a ratio that a dialler can have. */
export function checkRatio(callsPerAgent: number): void {
  if (!(callsPerAgent >= 1 && Number.isFinite(callsPerAgent)))
    throw new RangeError(`calls per agent must be 1 or more, not ${callsPerAgent}`);
}
