import { isoInstant } from '../series/iso-instant.ts';
import type { EpochSeconds } from '../series/time-zone.ts';
import { checkOpenFraction } from './check.ts';
import type { Lever } from './levers.ts';
import type { PacingPlan } from './pacing-plan.ts';

/** A predictive campaign that is paced by telling its dialler what to expect; what it has not set is absent. */
export interface PredictiveSettings {
  readonly id: string;
  readonly name: string;
  readonly dialingMode: string;
  readonly version?: number;
  /** The share of attempts that the dialler expects to be answered. */
  readonly answerRateFraction?: number;
  /** The share of answered calls that may find no agent. */
  readonly abandonRateFraction?: number;
  /** Calls that may be attempted at a time. */
  readonly maxAttempts?: number;
}

/** An hour to plan for. */
export interface PredictiveHour {
  readonly start: EpochSeconds;
  /** Absent where it is not known, here and below. */
  readonly answerRate?: { readonly mean: number; readonly lower: number; readonly upper: number };
  readonly agents?: number;
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** What a plan may do, and what the service takes. */
export interface PredictiveLimits {
  readonly targetFraction: number;
  readonly mostAttemptsPerAgent: number;
  readonly bounds: Readonly<Record<'answerRateFraction' | 'abandonRateFraction' | 'maxAttempts', Bounds>>;
}

/**
 * A plan by the settings of the running hour, the first one: the answer rate as forecast, the target of abandonment as wanted,
 * and as many attempts as give no more answers than there are agents when the rate is at its upper bound. All are cut to what the
 * service takes. Where rate or agents of that hour are not known, or nobody is there, nothing is set. RangeError for a target
 * that is no fraction and for no hours.
 */
export function planPredictive(
  campaign: PredictiveSettings,
  hours: readonly PredictiveHour[],
  limits: PredictiveLimits,
): PacingPlan {
  checkOpenFraction('target of abandonment', limits.targetFraction);
  const [running] = hours;
  if (running === undefined) throw new RangeError('a pacing plan needs at least one hour');
  const { id, name, dialingMode, version } = campaign;
  return {
    schema: 'gcforecast/pacing@1',
    campaign: { id, name, dialingMode, version: version ?? null },
    intervals: hours.map((hour) => intervalOf(hour, limits)),
    levers: leversOf(campaign, running, limits),
    predicted: {
      abandonRate: null,
      abandonRateLower: null,
      abandonRateUpper: null,
      occupancy: null,
      exceedingProbability: null,
    },
    guards: [],
    warnings: [],
    seed: 0,
    applied: false,
  };
}

/** Attempts at a time; undefined where they cannot be told, or none should be made. */
function attemptsOf(
  { answerRate, agents }: PredictiveHour,
  { mostAttemptsPerAgent, bounds }: PredictiveLimits,
): number | undefined {
  if (answerRate === undefined || agents === undefined || agents === 0) return undefined;
  const attempts = agents * Math.min(mostAttemptsPerAgent, 1 / answerRate.upper);
  return Math.floor(within(bounds.maxAttempts, attempts));
}

function intervalOf(hour: PredictiveHour, limits: PredictiveLimits): PacingPlan['intervals'][number] {
  const { start, answerRate, agents } = hour;
  const attempts = attemptsOf(hour, limits);
  return {
    start: isoInstant(start),
    answerRate: answerRate?.mean ?? null,
    lower: answerRate?.lower ?? null,
    upper: answerRate?.upper ?? null,
    agents: agents ?? null,
    callsPerAgent:
      attempts === undefined || agents === undefined
        ? 1
        : within({ least: 1, most: limits.mostAttemptsPerAgent }, attempts / agents),
    abandonRate: null,
    abandonTarget: limits.targetFraction,
    occupancy: null,
    lines: attempts ?? null,
    reason: reasonOf(hour),
  };
}

function reasonOf({ answerRate, agents }: PredictiveHour): string {
  if (agents === undefined) return 'nothing is known of the agents';
  if (agents === 0) return 'no agents are planned: nobody would take a call';
  if (answerRate === undefined) return 'nothing is known of the answer rate';
  return 'no more answers than agents at the upper bound of the answer rate';
}

function leversOf(campaign: PredictiveSettings, running: PredictiveHour, limits: PredictiveLimits): Lever[] {
  const attempts = attemptsOf(running, limits);
  if (attempts === undefined || running.answerRate === undefined) return [];
  const { mean } = running.answerRate;
  const { bounds, targetFraction } = limits;
  const expected = Number(within(bounds.answerRateFraction, mean).toFixed(4));
  return [
    {
      name: 'answerRate',
      before: campaign.answerRateFraction ?? null,
      after: expected,
      unit: 'fraction of attempts',
      reason: `forecast of the running hour${Math.abs(expected - mean) < 1e-4 ? '' : ', cut to what the service takes'}`,
    },
    {
      name: 'abandonRate',
      before: campaign.abandonRateFraction ?? null,
      after: within(bounds.abandonRateFraction, targetFraction),
      unit: 'fraction of answered calls',
      reason: 'the target, whatever the answer rate is',
    },
    {
      name: 'maxAttempts',
      before: campaign.maxAttempts ?? null,
      after: attempts,
      unit: 'attempts at a time',
      reason: reasonOf(running),
    },
  ];
}

const within = ({ least, most }: Bounds, value: number): number => Math.min(most, Math.max(least, value));
