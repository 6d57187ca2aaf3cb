import { resolve } from 'node:path';
import { usageFailure } from '../../../errors.ts';
import { jsonText } from '../../../export/json.ts';
import { makeFolder } from '../../../export/make-folder.ts';
import type { World } from '../../world.ts';
import { confirmed } from '../confirm.ts';
import { inputPath } from '../input-path.ts';
import { withReporting } from '../with-reporting.ts';
import { exitCodeOf, requireSome } from './apply/agent-outcome.ts';
import { type Applied, applyPlan } from './apply/apply-plan.ts';
import { impactDocument, reportFiles, writeImpactReport } from './apply/impact-report.ts';
import { movesTable } from './apply/moves-table.ts';
import { type OffPeak, offPeak } from './apply/off-peak.ts';
import { plannedAgents } from './apply/planned-agents.ts';
import { outcomesText } from './apply/print-outcomes.ts';
import { requireApplicable, requireOwn } from './apply/require-applicable.ts';
import { runClock } from './apply/run-clock.ts';
import { openRouting } from './open-routing.ts';
import type { RouteApplyOptions } from './options.ts';
import { type RoutingPlanFile, readPlan } from './plan-file.ts';

const NOT_NOW = 75;

/** `gcforecast route apply`: gives agents the skills of a plan. Returns the exit code. */
export async function routeApply(options: RouteApplyOptions, world: World): Promise<number> {
  if (options.record !== undefined)
    throw usageFailure('--record and changes exclude each other: a recording only answers', 'leave out --record');
  const now = runClock(options, world);
  return withReporting(options, world, async (config, reporting) => {
    const window = options.window === undefined ? undefined : offPeak(options.window, config.timeZone);
    const plan = readPlan(inputPath(options.plan, world));
    requireApplicable(plan, options, now());
    if (window?.isOpen(now()) === false) throw window.closed(now());
    const opened = await openRouting(config, options, world, reporting);
    requireOwn(opened.journals, plan, 'plan');
    for (const warning of plan.warnings) reporting.log.warn({}, warning);
    if (options.yes !== true && !(await isWanted(plan, options, world))) return 0;
    makeFolder(resolve(world.cwd, options.outputDir), '--output-dir');
    const rules = { offPeak: window, maxErrorShare: options.maxErrorShare, now };
    const applied = await applyPlan(plan, rules, opened, world, reporting);
    if (applied.journal !== undefined) world.notes.outputs.add(applied.journal);
    requireSome(applied.outcomes);
    return tell(plan, applied, window, now(), options, world);
  });
}

function isWanted(plan: RoutingPlanFile, options: RouteApplyOptions, world: World): Promise<boolean> {
  if (world.stderr.isTTY === true) world.stderr.write(movesTable(plan, options, world));
  const { moves, organisation } = plan;
  const question = `Change ${moves.length} skills of ${plannedAgents(plan).length} agents of ${organisation}?`;
  return confirmed(question, 'route apply', world);
}

async function tell(
  plan: RoutingPlanFile,
  applied: Applied,
  window: OffPeak | undefined,
  at: number,
  options: RouteApplyOptions,
  world: World,
): Promise<number> {
  const { outcomes, stopped, journal } = applied;
  const files = reportFiles(options.outputDir, at);
  const opensAt = stopped === 'window' ? window?.opensAt(at) : undefined;
  const document = impactDocument(plan, applied, at, opensAt, files);
  await writeImpactReport(files, document, world);
  if (options.json === true) world.stdout.write(jsonText(document));
  else
    world.stdout.write(
      [
        outcomesText(outcomes, options, world),
        ...document.warnings.slice(plan.warnings.length).map((warning) => `${warning}\n`),
        stopped === undefined ? '' : `${STOPPED[stopped]}${document.opensAt ?? ''}\n`,
        `\nwritten: ${files.join(', ')}\n`,
        journal === undefined ? '' : `journal: ${journal}\nundo: gcforecast route rollback --journal ${journal}\n`,
      ].join(''),
    );
  return stopped === 'window' ? NOT_NOW : exitCodeOf(outcomes);
}

const STOPPED = {
  window: 'the window has closed: run it again to go on, from ',
  errors: 'stopped, since too many agents have failed: run it again to go on, or bear more with --max-error-share',
} as const;
