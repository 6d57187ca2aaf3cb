import * as z from 'zod/mini';

/** What a guard says of calls per agent that somebody wants: what it lets through, whether that is all of it, and why. */
export const verdict = z.object({
  guard: z.string(),
  callsPerAgent: z.number().check(z.gte(1)),
  passed: z.boolean(),
  /** A sentence. */
  reason: z.string(),
});

export type Verdict = z.infer<typeof verdict>;

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
