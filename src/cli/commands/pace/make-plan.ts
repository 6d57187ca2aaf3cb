import { dataFailure, usageFailure } from '../../../errors.ts';
import type { Campaign, OutboundSettings } from '../../../genesys/dialler.ts';
import type { CallHistory } from '../../../models/answer-rate/call-history.ts';
import { abandonmentByDay, abandonmentSince, callHistory } from '../../../pacing/call-counts.ts';
import { isPartlyCallable } from '../../../pacing/guards/callable-hours.ts';
import { leversOfMode } from '../../../pacing/levers.ts';
import { type PacingPolicy, PROVED_POLICY } from '../../../pacing/pacing-policy.ts';
import { type PlannedInterval, planPacing } from '../../../pacing/plan-pacing.ts';
import { dailyDispersion, type Window } from '../../../pacing/window-budget.ts';
import { isoInstant } from '../../../series/iso-instant.ts';
import type { OutboundRecord } from '../../../series/records.ts';
import { DAY_SECONDS, type EpochSeconds } from '../../../series/time-zone.ts';
import { raiseInliningBudget } from '../../workers/inlining-budget.ts';
import type { World } from '../../world.ts';
import { daysBefore } from '../history/asked-range.ts';
import { organisationName } from '../organisation-name.ts';
import { agentCapacity } from './agent-capacity.ts';
import { callableTimes } from './callable-times.ts';
import { type CampaignHistory, campaignHistory, WINDOW_DAYS } from './campaign-history.ts';
import { lastChange } from './campaign-journals.ts';
import { measuredCentre } from './dialled-centre.ts';
import type { OpenDialler } from './open-dialler.ts';
import type { PaceOptions } from './options.ts';
import type { PacingPlanFile } from './plan-file.ts';
import { type PlannedRates, plannedRates } from './planned-rates.ts';

const HOUR_SECONDS = 3600;
/** The service is some minutes behind; a campaign that pauses for lunch is not stale. */
const MOST_AGE_SECONDS = 2 * HOUR_SECONDS;
const PLAN_LIFE_SECONDS = 24 * HOUR_SECONDS;
const STEP_BACK_ERROR = 0.01;
const MOST_BATCHES = 64;
const SAMPLED_CALLS = 1000;
const SAMPLED_DAYS = 7;

/**
 * A plan for the coming hours of a campaign, the running one first. Fails with exit code 5 when the data does not allow one, and with 2
 * for a target above the limit.
 */
export async function makePlan(
  campaign: Campaign,
  options: PaceOptions,
  opened: OpenDialler,
  world: World,
): Promise<PacingPlanFile> {
  const { dialler, asOf, timeZone } = opened;
  requireLevers(campaign);
  const settings = await dialler.settings();
  const policy = policyOf(campaign, options, settings);
  const history = await campaignHistory(campaign.id, options.daysBack, opened);
  const counts = ratesHistory(history, options, timeZone);
  requireCalls(counts, campaign);
  const rates = plannedRates(counts, asOf, options, policy.credibleFraction);
  const hours = rates.hours.map(({ start }) => start);
  const callable = await callableTimes(campaign, hours[0], hours[hours.length - 1] + HOUR_SECONDS, dialler);
  const isCallable = hours.map((start) => isPartlyCallable({ start, end: start + HOUR_SECONDS }, callable));
  const capacity = await agentCapacity(campaign, hours, isCallable, options, opened, world);
  const sample = await dialler.newestCalls(campaign.id, asOf - SAMPLED_DAYS * DAY_SECONDS, asOf, SAMPLED_CALLS);
  const measured = measuredCentre(sample.calls, history.all, settings);
  const window = runningWindow(history, options.hours, policy, asOf, timeZone);
  raiseInliningBudget();
  const plan = planPacing(
    {
      campaign: { ...campaign, ...campaign.levers },
      intervals: rates.hours.map(({ start, answerRate }, i) => intervalOf(start, answerRate, capacity.agents[i])),
      centre: measured.centre,
      window,
      sinceChange: abandonmentSince(history.all, lastChange(opened.journals, campaign.id) ?? asOf - DAY_SECONDS),
      ...ageOf(history.all, asOf),
      callable,
    },
    {
      policy,
      mostAgeSeconds: MOST_AGE_SECONDS,
      stepBackErrorFraction: STEP_BACK_ERROR,
      effort: { seed: options.seed, mostBatches: MOST_BATCHES },
    },
  );
  return {
    ...plan,
    madeAt: isoInstant(asOf),
    expiresAt: isoInstant(asOf + Math.min(PLAN_LIFE_SECONDS, options.hours * HOUR_SECONDS)),
    timeZone,
    organisation: organisationName(opened.journals),
    model: options.model,
    warnings: [
      ...plan.warnings,
      ...capacity.warnings,
      ...measured.warnings,
      ...denominatorWarning(settings),
      ...rates.warnings,
    ],
    evidence: evidenceOf(counts, rates, window, measured.sampledCalls, capacity.source),
    limits: {
      mostCallsPerAgent: policy.mostCallsPerAgent,
      mostIncreaseFraction: policy.mostIncreaseFraction,
      abandonLimit: policy.mostTargetFraction,
    },
  };
}

/** Modes in which agents choose their calls, or nobody answers them, are not paced. */
function requireLevers({ name, dialingMode }: Campaign): void {
  if (leversOfMode(dialingMode).length > 0) return;
  throw dataFailure(
    `${dialingMode} dialling has no pacing to set: ${name} cannot be paced`,
    'only predictive, power and progressive campaigns have levers',
  );
}

/** The proved policy within the limits of user and organisation. */
function policyOf(
  { dialingMode }: Campaign,
  { maxAbandon, abandonLimit, maxCallsPerAgent }: PaceOptions,
  settings: OutboundSettings,
): PacingPolicy {
  if (maxAbandon > abandonLimit)
    throw usageFailure(
      `--max-abandon ${maxAbandon} is above the limit of ${abandonLimit}`,
      'choose a lower target, or give the limit that holds for you with --abandon-limit',
    );
  // Whatever was set, progressive dialling rings one call per agent.
  const limits = [
    dialingMode === 'progressive' ? 1 : undefined,
    maxCallsPerAgent,
    settings.maxCallsPerAgent,
    settings.maxConfigurableCallsPerAgent,
  ];
  return {
    ...PROVED_POLICY,
    targetFraction: maxAbandon,
    mostTargetFraction: abandonLimit,
    mostCallsPerAgent: Math.max(1, Math.min(...limits.filter((limit) => limit !== undefined))),
  };
}

const ratesHistory = ({ hours, hour }: CampaignHistory, { daysBack }: PaceOptions, timeZone: string): CallHistory =>
  callHistory(hours, daysBefore(hour, daysBack, timeZone), hour, timeZone);

function requireCalls({ attempts }: CallHistory, { name }: Campaign): void {
  if (attempts.some((count) => count > 0)) return;
  throw dataFailure(
    `the campaign ${name} has made no calls in the days that rates are learned from`,
    'look back further with --days-back, or let it run for some hours in progressive mode',
  );
}

const intervalOf = (
  start: EpochSeconds,
  answerRate: PlannedInterval['answerRate'],
  agents: number | undefined,
): PlannedInterval => ({
  start,
  seconds: HOUR_SECONDS,
  ...(answerRate === undefined ? {} : { answerRate }),
  ...(agents === undefined ? {} : { agents }),
});

/** The last 30 days, so many hours of which are still to come. */
function runningWindow(
  { all }: CampaignHistory,
  hoursAhead: number,
  { assumedDispersion, assumedDispersionDays }: PacingPolicy,
  asOf: EpochSeconds,
  timeZone: string,
): Window {
  const from = asOf + hoursAhead * HOUR_SECONDS - WINDOW_DAYS * DAY_SECONDS;
  const past = all.filter(({ intervalStart }) => intervalStart >= from);
  const { answers, abandoned } = abandonmentSince(all, from);
  // As many answers as in the same share of a usual week.
  const week = abandonmentSince(all, asOf - 7 * DAY_SECONDS);
  return {
    answers,
    abandoned: Math.min(abandoned, answers),
    answersToCome: (week.answers * hoursAhead) / (7 * 24),
    dispersion: dailyDispersion(
      abandonmentByDay(past, timeZone).filter((day) => day.abandoned <= day.answers),
      assumedDispersion,
      assumedDispersionDays,
    ),
  };
}

function ageOf(records: readonly OutboundRecord[], asOf: EpochSeconds): { ageSeconds?: number } {
  const newest = records.findLast(({ attempted }) => attempted > 0);
  return newest === undefined ? {} : { ageSeconds: Math.max(0, asOf - newest.intervalEnd) };
}

/** Against all calls, busy and unanswered ones included, a rate of abandoned calls looks smaller than against answered ones. */
const denominatorWarning = ({ abandonRateDenominator }: OutboundSettings): string[] =>
  abandonRateDenominator === 'ALL_CALLS'
    ? [
        'the organisation measures abandoned calls against all calls: its own figures are too low by the answer rate against a limit on answered calls; this plan counts answered calls',
      ]
    : [];

function evidenceOf(
  { start, attempts, answers }: CallHistory,
  { daysWithAttempts, weeklyShape }: PlannedRates,
  window: Window,
  sampledCalls: number,
  agents: string,
): PacingPlanFile['evidence'] {
  const sum = (values: Float64Array) =>
    values.reduce((total, value) => (Number.isNaN(value) ? total : total + value), 0);
  return {
    from: isoInstant(start),
    attempts: sum(attempts),
    answers: sum(answers),
    daysWithAttempts,
    weeklyShape,
    window: {
      days: WINDOW_DAYS,
      answers: window.answers,
      abandoned: window.abandoned,
      dispersion: window.dispersion,
    },
    sampledCalls,
    agents,
  };
}
