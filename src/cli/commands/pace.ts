import { resolve } from 'node:path';
import type { Config } from '../../config/read-config.ts';
import { Failure, usageFailure } from '../../errors.ts';
import { jsonText } from '../../export/json.ts';
import type { Campaign } from '../../genesys/dialler.ts';
import type { World } from '../world.ts';
import { confirmed } from './confirm.ts';
import type { Reporting } from './log.ts';
import { applyPlan } from './pace/apply-plan.ts';
import { makePlan } from './pace/make-plan.ts';
import { type OpenDialler, openDialler } from './pace/open-dialler.ts';
import type { PaceOptions } from './pace/options.ts';
import { type PacingPlanFile, readPlan, writePlan } from './pace/plan-file.ts';
import { planText } from './pace/print-plan.ts';
import { rollBack } from './pace/roll-back.ts';
import { withReporting } from './with-reporting.ts';

const HOUR_MS = 3_600_000;
const NOT_NOW = 75;

/** `gcforecast pace`: a plan for a campaign's coming hours, shown; with `--apply` set, with `--rollback` undone. Returns the exit code. */
export async function pace(options: PaceOptions, world: World): Promise<number> {
  requireOneTask(options);
  return withReporting(options, world, async (config, reporting) => {
    if (options.watch === true) return watch(options, config, world, reporting);
    const opened = await openDialler(config, options, world, reporting);
    if (options.rollback !== undefined) return undo(options.rollback, options, opened, world);
    const plan = await plannedOrRead(options, config, opened, world);
    for (const warning of plan.warnings) reporting.log.warn({}, warning);
    if (options.apply !== true) return tell(plan, options, world, `\nwritten: ${options.plan}\n`);
    if (options.yes !== true && !(await confirmed(question(plan), '--apply', world))) return 0;
    return apply(plan, options, opened, world);
  });
}

function requireOneTask({ apply, watch, yes, rollback, record, model }: PaceOptions): void {
  if (model === 'tutorial-stl' && apply === true)
    throw usageFailure('--model tutorial-stl is for comparison and is not applied', 'leave out --model, or --apply');
  if (rollback !== undefined && (apply ?? watch) !== undefined)
    throw usageFailure('--rollback and --apply exclude each other', 'undo first, then apply a new plan');
  if (watch === true && !(apply === true && yes === true))
    throw usageFailure('--watch changes the campaign every hour without asking', 'say so with --apply --yes');
  if (record !== undefined && (apply === true || rollback !== undefined))
    throw usageFailure('--record and changes exclude each other: a recording only answers', 'record a planning run');
}

async function plannedOrRead(
  options: PaceOptions,
  config: Config,
  opened: OpenDialler,
  world: World,
): Promise<PacingPlanFile> {
  const path = resolve(world.cwd, options.plan);
  const kept = options.apply === true ? readPlan(path) : undefined;
  if (kept !== undefined) {
    world.notes.inputs.add(path);
    return kept;
  }
  const plan = await newPlan(options, config, opened, world);
  await writePlan(path, plan, world);
  await opened.finish();
  return plan;
}

/** By simulation where the service tells what that takes; else by telling the dialler what to expect. */
async function newPlan(
  options: PaceOptions,
  config: Config,
  opened: OpenDialler,
  world: World,
): Promise<PacingPlanFile> {
  const campaign = await campaignOf(options, config, opened);
  const skill = options.skill ?? config.defaultSkill;
  const asked = { ...options, ...(skill === undefined ? {} : { skill }) };
  if (opened.api === 'platform') return makePlan(campaign, asked, opened, world);
  const { makePredictivePlan } = await import('./pace/make-predictive-plan.ts');
  return makePredictivePlan(campaign, asked, opened, world);
}

async function campaignOf(options: PaceOptions, config: Config, { dialler }: OpenDialler): Promise<Campaign> {
  const wanted = options.campaign ?? config.defaultCampaign;
  if (wanted !== undefined) return dialler.findCampaign(wanted);
  throw usageFailure(
    'which campaign is to be paced?',
    'name it: --campaign "Spring Offers", or set GENESYS_CAMPAIGN_ID',
  );
}

const question = ({ campaign, levers }: PacingPlanFile): string =>
  `Set ${levers.map(({ name, before, after }) => `${name} ${before ?? 'unset'} -> ${after}`).join(', ')} of ${campaign.name}?`;

async function apply(plan: PacingPlanFile, options: PaceOptions, opened: OpenDialler, world: World): Promise<number> {
  const { plan: applied, journal } = await applyPlan(plan, options, opened, world.nowMs);
  if (journal !== undefined) world.notes.outputs.add(journal);
  const done =
    journal === undefined
      ? '\nnothing to change: the campaign has these levers already\n'
      : `\napplied; journal: ${journal}\nundo: gcforecast pace --rollback ${journal}\n`;
  return tell(applied, options, world, done);
}

function tell(plan: PacingPlanFile, options: PaceOptions, world: World, end: string): number {
  world.stdout.write(options.json === true ? jsonText(plan) : `${planText(plan, options, world)}${end}`);
  return 0;
}

async function undo(journal: string, options: PaceOptions, opened: OpenDialler, world: World): Promise<number> {
  const { campaign, levers, changed } = await rollBack(journal, opened, world);
  const words = Object.entries(levers).map(([name, value]) => `${name} ${value}`);
  const what = changed ? 'set back' : 'nothing to undo: it is as before';
  world.stdout.write(
    options.json === true
      ? jsonText({ schema: 'gcforecast/pacing-rollback@1', campaign, levers, changed, journal })
      : `${campaign.name}: ${what} (${words.join(', ')})\n`,
  );
  return 0;
}

/** Plans and applies at the start of every hour until it is stopped. What does not allow it now is told, and tried again. */
async function watch(options: PaceOptions, config: Config, world: World, reporting: Reporting): Promise<number> {
  for (;;) {
    try {
      const opened = await openDialler(config, options, world, reporting);
      const plan = await newPlan(options, config, opened, world);
      for (const warning of plan.warnings) reporting.log.warn({}, warning);
      await writePlan(options.plan, plan, world);
      await apply(plan, options, opened, world);
    } catch (error) {
      if (!(error instanceof Failure) || !isPassing(error)) throw error;
      reporting.log.warn({}, `not now: ${error.message}`);
    }
    const nowMs = world.nowMs();
    await world.sleep(HOUR_MS - (nowMs % HOUR_MS) + 1000, world.signal);
  }
}

/** Closed hours, another writer, a service that cannot be reached, a campaign that somebody else has just changed. */
const isPassing = ({ exitCode, code }: Failure): boolean =>
  exitCode === NOT_NOW || exitCode === 4 || code === 'GCF-CHANGED';
