import { dataFailure } from '../../../errors.ts';
import type { Campaign } from '../../../genesys/dialler.ts';
import { PREDICTIVE_BOUNDS } from '../../../genesys/summary/predictive-bounds.ts';
import { PROVED_POLICY } from '../../../pacing/pacing-policy.ts';
import { planPredictive } from '../../../pacing/predictive-plan.ts';
import { calendarStep, floorToStep } from '../../../series/calendar-step.ts';
import { isoInstant } from '../../../series/iso-instant.ts';
import type { OutboundRecord } from '../../../series/records.ts';
import type { World } from '../../world.ts';
import { daysBefore } from '../history/asked-range.ts';
import { organisationName } from '../organisation-name.ts';
import { requireAllowedTarget } from './abandon-target.ts';
import { agentCapacity } from './agent-capacity.ts';
import { learntCalls, learntFrom } from './learnt-calls.ts';
import type { OpenDialler } from './open-dialler.ts';
import type { PaceOptions } from './options.ts';
import type { PacingPlanFile } from './plan-file.ts';
import { plannedRates } from './planned-rates.ts';

const HOUR = calendarStep('PT1H');
const HOUR_SECONDS = 3600;

/**
 * A plan for a campaign whose dialler is told what to expect, since the service tells neither handle times nor abandoned calls, by
 * which others are simulated. It is for the running hour, so it expires with it. Fails with exit code 5 when the data does not
 * allow one, and with 2 for a target above the limit.
 */
export async function makePredictivePlan(
  campaign: Campaign,
  options: PaceOptions,
  opened: OpenDialler,
  world: World,
): Promise<PacingPlanFile> {
  const { asOf, timeZone } = opened;
  requireAllowedTarget(options.maxAbandon, options.abandonLimit);
  requirePredictive(campaign);
  const runningHour = floorToStep(asOf, HOUR, timeZone);
  const history = await wholeHours(campaign, runningHour, options, opened);
  const counts = learntCalls(history, runningHour, options, timeZone, campaign);
  const rates = plannedRates(counts, asOf, options, PROVED_POLICY.credibleFraction);
  const hours = rates.hours.map(({ start }) => start);
  // Only the running hour is set, so only its agents must be known.
  const isNeeded = hours.map((_, i) => i === 0);
  const capacity = await agentCapacity(campaign, hours, isNeeded, options, opened, world);
  const plan = planPredictive(
    { ...campaign, ...campaign.levers },
    rates.hours.map(({ start, answerRate }, i) => {
      const agents = capacity.agents[i];
      return {
        start,
        ...(answerRate === undefined ? {} : { answerRate }),
        ...(agents === undefined ? {} : { agents }),
      };
    }),
    {
      targetFraction: options.maxAbandon,
      mostAttemptsPerAgent: options.maxCallsPerAgent,
      bounds: PREDICTIVE_BOUNDS,
    },
  );
  return {
    ...plan,
    madeAt: isoInstant(asOf),
    expiresAt: isoInstant(runningHour + HOUR_SECONDS),
    timeZone,
    organisation: organisationName(opened.journals),
    model: options.model,
    warnings: [...unsetLevers(plan), ...capacity.warnings, ...rates.warnings],
    evidence: { ...learntFrom(counts, rates), window: null, sampledCalls: 0, agents: capacity.source },
    limits: {
      mostCallsPerAgent: options.maxCallsPerAgent,
      mostIncreaseFraction: PROVED_POLICY.mostIncreaseFraction,
      abandonLimit: options.abandonLimit,
    },
  };
}

function requirePredictive({ name, levers }: Campaign): void {
  if (Object.keys(levers).length > 0) return;
  throw dataFailure(
    `the campaign ${name} has no predictive settings: it cannot be paced`,
    'only predictive campaigns have answerRate, dropRate and maxAttempts',
  );
}

/** Whole hours: one that is not over would look as if fewer had answered. */
async function wholeHours(
  { id }: Campaign,
  to: number,
  { daysBack }: PaceOptions,
  { dialler, timeZone }: OpenDialler,
): Promise<OutboundRecord[]> {
  const from = daysBefore(to, daysBack, timeZone);
  const records: OutboundRecord[] = [];
  for await (const record of dialler.outboundHistory({ from, to, step: HOUR, timeZone, campaignIds: [id] }))
    records.push(record);
  return records;
}

/** What a campaign does not have cannot be taken away again, so it is left alone. */
function unsetLevers({ levers }: Pick<PacingPlanFile, 'levers'>): string[] {
  const unset = levers.filter(({ before }) => before === null).map(({ name }) => name);
  return unset.length === 0 ? [] : [`the campaign has no ${unset.join(' and no ')}: left as it is`];
}
