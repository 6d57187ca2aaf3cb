import { type AnswerRateBelief, credibleAnswerRate, withWeightAtMost } from './answer-rate-belief.ts';
import { rampCeiling } from './guards/ramp.ts';
import type { RatioSearch } from './largest-ratio.ts';
import type { PacingPolicy } from './pacing-policy.ts';
import { allowedFraction, type Window } from './window-budget.ts';

/** What a ratio follows from. */
export interface ControlStep {
  readonly callsPerAgent: number;
  readonly answerRateUpper: number;
  /** Of the answers to come of the window. */
  readonly allowedFraction: number;
}

/**
 * The calls per agent for the next interval, from the ratio before it, what is known of the answer rate and where the window
 * stands: the ratio that keeps abandonment at what the window still allows, were the answer rate at its upper bound, and no more than
 * the ramp permits. 1 when the window allows nothing.
 */
export function controlStep(
  policy: PacingPolicy,
  search: RatioSearch,
  belief: AnswerRateBelief,
  window: Window,
  callsPerAgentBefore: number,
): ControlStep {
  const allowed = allowedFraction(window, policy.targetFraction, policy.windowConfidenceFraction);
  const answerRateUpper = credibleAnswerRate(
    withWeightAtMost(belief, policy.mostWeightAttempts),
    policy.credibleFraction,
  );
  const most = Math.min(policy.mostCallsPerAgent, rampCeiling(callsPerAgentBefore, policy.mostIncreaseFraction));
  const callsPerAgent = allowed === 0 ? 1 : search.largestRatio(answerRateUpper, allowed, most);
  return { callsPerAgent, answerRateUpper, allowedFraction: allowed };
}
