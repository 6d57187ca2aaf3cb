import { join } from 'node:path';
import { Failure, usageFailure } from '../../../errors.ts';
import { makeFolder } from '../../../export/make-folder.ts';
import type { Campaign, Dialler } from '../../../genesys/dialler.ts';
import { boundsGuard } from '../../../pacing/guards/bounds.ts';
import { callableHoursGuard } from '../../../pacing/guards/callable-hours.ts';
import { rampGuard } from '../../../pacing/guards/ramp.ts';
import type { Verdict } from '../../../pacing/guards/verdict.ts';
import type { EpochSeconds } from '../../../series/time-zone.ts';
import type { JournalLevers } from '../../../store/lever-journal.ts';
import { withWriterLock } from '../../../store/writer-lock.ts';
import { fileNameOf } from '../file-name.ts';
import { organisationName } from '../organisation-name.ts';
import { callableTimes } from './callable-times.ts';
import { newJournal } from './campaign-journals.ts';
import type { OpenDialler } from './open-dialler.ts';
import type { PaceOptions } from './options.ts';
import type { PacingPlanFile } from './plan-file.ts';
import { areSame, leversNamed, writeLevers } from './write-levers.ts';

const HOUR_SECONDS = 3600;

/** What became of applying a plan. */
export interface Applied {
  readonly plan: PacingPlanFile;
  /** Undefined when the campaign has the levers already. */
  readonly journal: string | undefined;
}

/**
 * Sets the levers of a plan for the running hour. The campaign is read anew: one that changed since the plan, a plan that expired or
 * is another organisation's, and what a guard holds back is refused before anything is written. One writer at a time.
 */
export async function applyPlan(
  plan: PacingPlanFile,
  options: PaceOptions,
  opened: OpenDialler,
  nowMs: () => number,
): Promise<Applied> {
  const journals = requireWritable(opened, plan);
  requireAllowed(plan, options);
  requireLevers(plan);
  const now = opened.asOf;
  const interval = runningInterval(plan, now);
  makeFolder(journals, '--home');
  return withWriterLock(join(journals, `pace-${fileNameOf(plan.campaign.id)}.lock`), async () => {
    const campaign = await opened.dialler.findCampaign(plan.campaign.id);
    requireUnchanged(campaign, plan);
    // Only ratios are guarded by what the campaign has now: the other levers are what the plan says.
    const ratio = await guardedRatio(campaign, plan, interval, now, opened.dialler);
    const after = wantedLevers(plan, ratio.callsPerAgent);
    const before = leversNamed(campaign, after);
    const guards = [...plan.guards, ...ratio.verdicts];
    if (areSame(before, after)) return { plan: { ...plan, guards, applied: true }, journal: undefined };
    const journal = newJournal(journals, campaign.id, nowMs());
    const change = {
      campaign: plan.campaign,
      organisation: plan.organisation,
      purpose: 'apply' as const,
      before,
      after,
    };
    const readBack = await writeLevers(opened.dialler, change, journal, nowMs);
    const levers = plan.levers.map((lever) => ({ ...lever, after: readBack[FIELDS[lever.name]] ?? lever.after }));
    return { plan: { ...plan, levers, guards, applied: true, journal }, journal };
  });
}

/** How the plan's levers are called by the dialler. */
const FIELDS = {
  maxCallsPerAgent: 'maxCallsPerAgent',
  abandonRate: 'abandonRateFraction',
  answerRate: 'answerRateFraction',
  maxAttempts: 'maxAttempts',
} as const;

function requireWritable(opened: OpenDialler, { organisation }: PacingPlanFile): string {
  if (opened.journals === undefined)
    throw usageFailure(
      'a recording cannot be changed',
      'leave out --replay to apply a plan to the organisation itself',
    );
  const own = organisationName(opened.journals);
  if (organisation === own) return opened.journals;
  throw usageFailure(
    `the plan was made for ${organisation}, and this is ${own}`,
    'make a plan with the credentials with which it is applied',
  );
}

function requireAllowed({ campaign, model }: PacingPlanFile, { allow, campaign: asked }: PaceOptions): void {
  if (model === 'tutorial-stl')
    throw usageFailure('the plan was made by --model tutorial-stl, for comparison', 'make a plan without --model');
  if (asked !== undefined && asked !== campaign.id && asked !== campaign.name)
    throw usageFailure(
      `the plan is for the campaign ${campaign.name}, not for ${asked}`,
      'leave out --campaign, or name the plan of that campaign with --plan',
    );
  if (allow === undefined || allow.includes(campaign.id) || allow.includes(campaign.name)) return;
  throw usageFailure(
    `the campaign ${campaign.name} is not among those that may be changed: ${allow.join(', ')}`,
    'add it with --allow, or leave --allow out',
  );
}

/** A plan that found nobody to take a call must not look like one that is in effect. */
function requireLevers({ levers, intervals: [first], campaign }: PacingPlanFile): void {
  if (levers.length > 0) return;
  throw new Failure(`there is nothing to set for the campaign ${campaign.name}: ${first?.reason}`, {
    code: 'GCF-NOT-NOW',
    exitCode: 75,
    hint: 'stop the campaign if it runs, and make a new plan when agents are there',
  });
}

function runningInterval({ intervals, madeAt, expiresAt }: PacingPlanFile, now: EpochSeconds) {
  const running = intervals.find(({ start }) => {
    const from = Date.parse(start) / 1000;
    return from <= now && now < from + HOUR_SECONDS;
  });
  if (running !== undefined && now < Date.parse(expiresAt) / 1000 && now >= Date.parse(madeAt) / 1000) return running;
  throw usageFailure(
    `the plan of ${madeAt} is for another time: it expires at ${expiresAt}`,
    'make a new plan: gcforecast pace without --apply',
  );
}

function requireUnchanged(campaign: Campaign, plan: PacingPlanFile): void {
  const moved = plan.levers.find(({ name, before }) => (campaign.levers[FIELDS[name]] ?? null) !== before);
  const isOther =
    (campaign.version ?? null) !== plan.campaign.version || campaign.dialingMode !== plan.campaign.dialingMode;
  if (moved === undefined && !isOther) return;
  const what = moved === undefined ? 'it has another version' : `${moved.name} is no longer ${moved.before ?? 'unset'}`;
  throw new Failure(`the campaign ${campaign.name} has changed since the plan: ${what}`, {
    code: 'GCF-CHANGED',
    exitCode: 5,
    hint: 'make a new plan: gcforecast pace without --apply',
  });
}

interface GuardedRatio {
  readonly callsPerAgent: number;
  readonly verdicts: readonly Verdict[];
}

/** The plan's ratio of the running hour as far as bounds and ramp let it; outside callable hours nothing is written. */
async function guardedRatio(
  campaign: Campaign,
  { limits }: PacingPlanFile,
  interval: PacingPlanFile['intervals'][number],
  now: EpochSeconds,
  dialler: Dialler,
): Promise<GuardedRatio> {
  const { name, levers } = campaign;
  const current = levers.maxCallsPerAgent ?? 1;
  const rest = { start: now, end: Math.floor(now / 60) * 60 + 60 };
  const callable = await callableTimes(campaign, rest.start, rest.end, dialler);
  const hours = callableHoursGuard(current, current + 1, rest, callable);
  if (!hours.passed)
    throw new Failure(`the campaign ${name} may not call now: it is outside its callable hours`, {
      code: 'GCF-NOT-NOW',
      exitCode: 75,
      hint: 'apply a plan within callable hours',
    });
  const bounds = boundsGuard(interval.callsPerAgent, limits.mostCallsPerAgent);
  const ramp = rampGuard(current, bounds.callsPerAgent, limits.mostIncreaseFraction);
  return { callsPerAgent: ramp.callsPerAgent, verdicts: [{ ...hours, callsPerAgent: current }, bounds, ramp] };
}

/** The levers to set. One that the campaign does not have cannot be taken away again, so it is left alone. */
function wantedLevers({ levers }: PacingPlanFile, callsPerAgent: number): JournalLevers {
  return Object.fromEntries(
    levers
      .filter(({ before }) => before !== null)
      .map(({ name, after }) => [FIELDS[name], name === 'maxCallsPerAgent' ? callsPerAgent : after]),
  );
}
