import { checkDispersion } from './abandonment-count.ts';
import { checkNotNegative, checkOpenFraction, checkPositive, checkRatio } from './check.ts';

/** How careful a campaign is dialled. */
export interface PacingPolicy {
  /** Of the answered calls of a window, how many may be abandoned. */
  readonly targetFraction: number;
  /** No target may be above this: the law of the place, or the user's own limit. */
  readonly mostTargetFraction: number;
  /** Probability that the answer rate is no higher than the one that ratios are chosen for. */
  readonly credibleFraction: number;
  /** What was seen of the answer rate counts half after this time. */
  readonly halfLifeSeconds: number;
  /** So many attempts the profile of the answer rate is worth. */
  readonly priorWeightAttempts: number;
  /** However many attempts were seen, the next interval's answer rate is known no better than from so many. */
  readonly mostWeightAttempts: number;
  /** Probability that a window stays below its target. */
  readonly windowConfidenceFraction: number;
  /** How abandons are taken to cluster before the window's days tell, and how many days that is worth. */
  readonly assumedDispersion: number;
  readonly assumedDispersionDays: number;
  readonly mostCallsPerAgent: number;
  /** Calls per agent may rise by this share of what they were at one step. */
  readonly mostIncreaseFraction: number;
}

/** The policy that the closed loop of `test/pacing/safety.test.ts` was proved with. */
export const PROVED_POLICY: PacingPolicy = {
  targetFraction: 0.03,
  mostTargetFraction: 0.03,
  credibleFraction: 0.95,
  halfLifeSeconds: 1800,
  priorWeightAttempts: 50,
  mostWeightAttempts: 1000,
  windowConfidenceFraction: 0.99,
  assumedDispersion: 4,
  assumedDispersionDays: 2,
  mostCallsPerAgent: 15,
  mostIncreaseFraction: 0.1,
};

/** RangeError for a policy that cannot be followed. */
export function checkPolicy(policy: PacingPolicy): void {
  const { targetFraction, mostTargetFraction } = policy;
  checkOpenFraction('limit of abandonment', mostTargetFraction);
  if (!(targetFraction > 0 && targetFraction <= mostTargetFraction))
    throw new RangeError(
      `target of abandonment must be above 0 and at most ${mostTargetFraction}, not ${targetFraction}`,
    );
  checkOpenFraction('credible probability', policy.credibleFraction);
  checkPositive('half-life of observations', policy.halfLifeSeconds);
  checkPositive('weight of a prior', policy.priorWeightAttempts);
  checkPositive('weight of a belief', policy.mostWeightAttempts);
  checkOpenFraction('confidence of a window', policy.windowConfidenceFraction);
  checkDispersion(policy.assumedDispersion);
  checkPositive('weight of an assumed dispersion', policy.assumedDispersionDays);
  checkRatio(policy.mostCallsPerAgent);
  checkNotNegative('largest increase', policy.mostIncreaseFraction);
}
