import { isoInstant } from '../series/iso-instant.ts';
import type { EpochSeconds } from '../series/time-zone.ts';
import type { AbandonmentCount } from './abandonment-count.ts';
import { checkPositive } from './check.ts';
import { centreModel, type DialledCentre } from './dialled-centre.ts';
import { boundsGuard } from './guards/bounds.ts';
import { type CallableTime, callableHoursGuard, isPartlyCallable } from './guards/callable-hours.ts';
import { freshnessGuard } from './guards/freshness.ts';
import { rampCeiling, rampGuard } from './guards/ramp.ts';
import { stepBackGuard } from './guards/step-back.ts';
import type { Verdict } from './guards/verdict.ts';
import { type RatioSearch, ratioSearch } from './largest-ratio.ts';
import { type CampaignSettings, modeLimits, pacingLevers } from './levers.ts';
import type { PacingPlan } from './pacing-plan.ts';
import { checkPolicy, type PacingPolicy } from './pacing-policy.ts';
import { type IntervalForecast, type Recommendation, recommendedRatio } from './recommendation.ts';
import type { Effort } from './steady-dialling.ts';
import { allowedFraction, exceedingProbability, type Window } from './window-budget.ts';

/** An interval to plan for; `seconds` long. */
export interface PlannedInterval extends IntervalForecast {
  readonly start: EpochSeconds;
  readonly seconds: number;
}

/** What is known when a campaign is to be paced. */
export interface PacingInputs {
  readonly campaign: CampaignSettings & { readonly id: string; readonly name: string; readonly version?: number };
  /** The one that begins next comes first; one at least. */
  readonly intervals: readonly PlannedInterval[];
  readonly centre: DialledCentre;
  /** Absent when the counts of the running window are not known, which allows nothing. */
  readonly window?: Window;
  /** Answers since the ratio was last changed. */
  readonly sinceChange: AbandonmentCount;
  /** Age of the newest number that this rests on; absent when there is none. */
  readonly ageSeconds?: number;
  readonly callable: readonly CallableTime[];
}

/** What a plan may do. */
export interface PlanLimits {
  readonly policy: PacingPolicy;
  readonly mostAgeSeconds: number;
  /** Of the automatic step back: probability of one too many. */
  readonly stepBackErrorFraction: number;
  readonly effort: Effort;
}

/**
 * A plan for the coming intervals of a campaign: for each the largest calls per agent that the simulation confirms, within the
 * ramp from one to the next, and for the settings of the campaign what the first interval asks for, as far as all guards let it.
 * The same inputs and seed give the same plan. RangeError for an impossible number.
 */
export function planPacing(inputs: PacingInputs, limits: PlanLimits): PacingPlan {
  const { campaign, intervals, window } = inputs;
  const { policy, effort } = limits;
  checkPolicy(policy);
  if (intervals.length === 0) throw new RangeError('a pacing plan needs at least one interval');
  const search = searches(inputs.centre, effort);
  const target =
    window === undefined ? 0 : allowedFraction(window, policy.targetFraction, policy.windowConfidenceFraction);
  const before = campaign.maxCallsPerAgent ?? 1;

  const recommendations = intervals.map((interval) =>
    isCallable(interval, inputs.callable)
      ? recommendedRatio(search, interval, target, policy.mostCallsPerAgent)
      : { callsPerAgent: 1, reason: 'nobody may be called then' },
  );
  const guards = guardsOf(inputs, limits, before, recommendations[0]);
  const ratios = rampedRatios(guards[guards.length - 1].callsPerAgent, recommendations, policy.mostIncreaseFraction);
  const outcomes = intervals.map((interval, i) =>
    isCallable(interval, inputs.callable) ? expectedOutcome(search, interval, ratios[i].callsPerAgent) : undefined,
  );
  const predicted = pooled(outcomes);
  const lines = Math.max(0, ...outcomes.map((outcome) => outcome?.mostLines ?? 0));
  const limit = modeLimits(campaign.dialingMode);

  return {
    schema: 'gcforecast/pacing@1',
    campaign: {
      id: campaign.id,
      name: campaign.name,
      dialingMode: campaign.dialingMode,
      version: campaign.version ?? null,
    },
    intervals: intervals.map(({ start, answerRate, agents }, i) => ({
      start: isoInstant(start),
      answerRate: answerRate?.mean ?? null,
      lower: answerRate?.lower ?? null,
      upper: answerRate?.upper ?? null,
      agents: agents ?? null,
      callsPerAgent: ratios[i].callsPerAgent,
      abandonRate: outcomes[i]?.abandonRate ?? null,
      abandonTarget: target,
      occupancy: outcomes[i]?.occupancy ?? null,
      lines: outcomes[i]?.mostLines ?? null,
      reason: ratios[i].reason,
    })),
    levers: [
      ...pacingLevers(campaign, {
        maxCallsPerAgent: { value: ratios[0].callsPerAgent, reason: ratios[0].reason },
        abandonRateFraction:
          window === undefined || target === 0
            ? undefined
            : { value: target, reason: targetReason(window, target, policy.targetFraction) },
      }),
    ],
    predicted: {
      ...predicted,
      exceedingProbability:
        window === undefined || predicted.abandonRate === null
          ? null
          : exceedingProbability(window, predicted.abandonRate, policy.targetFraction),
    },
    guards: [...guards],
    warnings: [
      ...(limit === undefined ? [] : [limit]),
      ...(window === undefined
        ? ['the running window is not known, so nothing above one call per agent is planned']
        : []),
      ...(campaign.outboundLineCount !== undefined && campaign.outboundLineCount < lines
        ? [
            `the campaign has ${campaign.outboundLineCount} lines and the plan uses up to ${lines}: it will dial more slowly`,
          ]
        : []),
      ...(campaign.maxCallsPerAgent === undefined
        ? ['the calls per agent of the campaign are not known and taken as 1']
        : []),
    ],
    seed: effort.seed,
    applied: false,
  };
}

const isCallable = ({ start, seconds }: PlannedInterval, callable: readonly CallableTime[]): boolean =>
  isPartlyCallable({ start, end: start + seconds }, callable);

/** One search for each number of agents. */
function searches(centre: DialledCentre, effort: Effort): (agents: number) => RatioSearch {
  const model = centreModel(centre);
  const kept = new Map<number, RatioSearch>();
  return (agents) => {
    const found = kept.get(agents) ?? ratioSearch(model, agents, effort);
    kept.set(agents, found);
    return found;
  };
}

/** Each guard judges what the one before it let through. */
function guardsOf(
  { intervals: [{ start, seconds }], ageSeconds, callable, sinceChange, window }: PacingInputs,
  { policy, mostAgeSeconds, stepBackErrorFraction }: PlanLimits,
  before: number,
  { callsPerAgent }: Recommendation,
): readonly Verdict[] {
  checkPositive('length of an interval', seconds);
  const dispersion = window?.dispersion ?? policy.assumedDispersion;
  const steps: readonly ((wanted: number) => Verdict)[] = [
    (wanted) => boundsGuard(wanted, policy.mostCallsPerAgent),
    (wanted) => rampGuard(before, wanted, policy.mostIncreaseFraction),
    (wanted) => freshnessGuard(before, wanted, ageSeconds, mostAgeSeconds),
    (wanted) => callableHoursGuard(before, wanted, { start, end: start + seconds }, callable),
    (wanted) => stepBackGuard(wanted, sinceChange, policy.targetFraction, dispersion, stepBackErrorFraction),
  ];
  const verdicts: Verdict[] = [];
  for (const step of steps) verdicts.push(step(verdicts.at(-1)?.callsPerAgent ?? callsPerAgent));
  return verdicts;
}

/** The first interval gets what the guards let through, the others climb from there. */
function rampedRatios(
  first: number,
  recommendations: readonly Recommendation[],
  mostIncreaseFraction: number,
): readonly Recommendation[] {
  let before = first;
  return recommendations.map(({ callsPerAgent, reason }, i) => {
    const ceiling = i === 0 ? first : rampCeiling(before, mostIncreaseFraction);
    before = Math.min(callsPerAgent, ceiling);
    return before === callsPerAgent
      ? { callsPerAgent, reason }
      : { callsPerAgent: before, reason: `a guard holds back the ${callsPerAgent} calls per agent that would be safe` };
  });
}

interface ExpectedOutcome {
  readonly answers: number;
  readonly agentSeconds: number;
  readonly abandonRate: number;
  readonly abandonRateLower: number;
  readonly abandonRateUpper: number;
  readonly occupancy: number;
  readonly mostLines: number;
}

/** Undefined when agents or answer rate are not known. */
function expectedOutcome(
  search: (agents: number) => RatioSearch,
  { answerRate, agents, seconds }: PlannedInterval,
  callsPerAgent: number,
): ExpectedOutcome | undefined {
  const whole = Math.floor(agents ?? 0);
  if (answerRate === undefined || whole === 0) return undefined;
  const { outcome, answersPerBusySecond } = search(whole);
  const expected = outcome(answerRate.mean, callsPerAgent);
  const upper = outcome(answerRate.upper, callsPerAgent);
  const occupancy = expected.occupancy?.value ?? 0;
  return {
    answers: occupancy * whole * seconds * answersPerBusySecond,
    agentSeconds: whole * seconds,
    abandonRate: expected.abandonment?.value ?? 0,
    abandonRateLower: outcome(answerRate.lower, callsPerAgent).abandonment?.value ?? 0,
    abandonRateUpper: upper.abandonment?.value ?? 0,
    occupancy,
    mostLines: upper.mostLines,
  };
}

/** Over all intervals together: sum over sum. */
function pooled(outcomes: readonly (ExpectedOutcome | undefined)[]) {
  const known = outcomes.filter((outcome) => outcome !== undefined);
  const share = (part: (outcome: ExpectedOutcome) => number, of: (outcome: ExpectedOutcome) => number) => {
    const whole = known.reduce((sum, outcome) => sum + of(outcome), 0);
    return whole === 0 ? null : known.reduce((sum, outcome) => sum + of(outcome) * part(outcome), 0) / whole;
  };
  const answers = (outcome: ExpectedOutcome) => outcome.answers;
  return {
    abandonRate: share(({ abandonRate }) => abandonRate, answers),
    abandonRateLower: share(({ abandonRateLower }) => abandonRateLower, answers),
    abandonRateUpper: share(({ abandonRateUpper }) => abandonRateUpper, answers),
    occupancy: share(
      ({ occupancy }) => occupancy,
      ({ agentSeconds }) => agentSeconds,
    ),
  };
}

function targetReason(window: Window, target: number, most: number): string {
  return target === most
    ? 'the running window allows the whole target'
    : `after ${window.abandoned} abandoned of ${window.answers} answers this keeps the window below ${most}`;
}
