import { resolve } from 'node:path';
import { usageFailure } from '../../errors.ts';
import type { Details } from '../../genesys/details.ts';
import { createPlatformActivity } from '../../genesys/platform/activity-aggregates.ts';
import { createPlatformDetails } from '../../genesys/platform/platform-details.ts';
import type { ReportDefinition } from '../../reporting/definition.ts';
import { planReport, type ReportPlan } from '../../reporting/plan.ts';
import { type SpilledRuns, spilledRuns } from '../../store/spilled-runs.ts';
import type { World } from '../world.ts';
import type { Reporting } from './log.ts';
import { type OpenContactCentre, openContactCentre } from './open-contact-centre.ts';
import { keepHeapSmall } from './report/keep-heap-small.ts';
import type { ReportOptions } from './report/options.ts';
import { printReport, type WrittenReport } from './report/print-report.ts';
import { readDefinition } from './report/read-definition.ts';
import { reportLabels } from './report/report-labels.ts';
import { type ReportRows, reportRows } from './report/report-rows.ts';
import { periodStart, reportTable } from './report/report-table.ts';
import { requireShareable, shareReport } from './report/share-report.ts';
import { type ReportPlace, writeReport } from './report/write-report.ts';
import { withReporting } from './with-reporting.ts';

/** `gcforecast report`: brings what a definition asks for into files, and shares them. Returns the exit code. */
export async function report(options: ReportOptions, world: World): Promise<number> {
  const definition = explainingUsage(() => readDefinition(options, world));
  if (definition.s3 !== undefined) requireShareable(definition.s3);
  const place = placeOf(definition, world);
  const runs = spilledRuns();
  try {
    const written = await withReporting(options, world, async (config, reporting): Promise<WrittenReport> => {
      const opened = await openContactCentre(config, options, world, reporting);
      const timeZone =
        config.origins.timeZone === 'default' ? (definition.timeZone ?? opened.timeZone) : opened.timeZone;
      const plan = await fillablePlan(
        explainingUsage(() => planReport(definition, opened.asOf, timeZone)),
        definition,
        opened,
      );
      const rows = await content(plan, opened, runs, world, reporting);
      const table = reportTable(definition, plan, rows, opened.asOf);
      for (const warning of table.warnings) reporting.log.warn({}, warning);
      reporting.progress.phase('writing the report');
      const files = await writeReport(table, place, world);
      await opened.finish();
      if (definition.s3 === undefined) return { table, files, place };
      const start = periodStart(plan);
      return {
        table,
        files: await shareReport(files, place.directory, start, definition.s3, config, world, reporting),
        place,
      };
    });
    await printReport(written, options, world);
  } finally {
    runs.remove();
  }
  return 0;
}

async function content(
  plan: ReportPlan,
  opened: OpenContactCentre,
  runs: SpilledRuns,
  world: World,
  { progress }: Reporting,
): Promise<ReportRows> {
  const { centre, client } = opened;
  const details = await detailsOf(opened);
  if (plan.source !== 'aggregates') keepHeapSmall();
  const labels = await reportLabels(plan, centre, details);
  progress.phase(plan.source === 'aggregates' ? 'fetching sums' : 'fetching conversations');
  return reportRows(plan, labels, {
    activity: createPlatformActivity(client, ({ partsDone, partsTotal }) => {
      if (partsDone === 1) progress.phase('fetching sums', partsTotal);
      progress.advance();
    }),
    details,
    runs,
    signal: world.signal,
    onConversations: (many) => progress.advance(many),
  });
}

/** The contract of summaries is loaded only where it is spoken, here and below. */
async function fillablePlan(
  plan: ReportPlan,
  definition: ReportDefinition,
  { api }: OpenContactCentre,
): Promise<ReportPlan> {
  if (api === 'platform') return plan;
  const { summaryPlan } = await import('./report/summary-plan.ts');
  return summaryPlan(plan, definition);
}

async function detailsOf({ api, client }: OpenContactCentre): Promise<Details> {
  if (api === 'platform') return createPlatformDetails(client);
  const { createSummaryDetails } = await import('../../genesys/summary/summary-details.ts');
  return createSummaryDetails(client);
}

function placeOf({ output = {} }: ReportDefinition, world: World): ReportPlace {
  const { directory = '.', name = 'report', formats = ['csv'] } = output;
  if (/[/\\]/.test(name)) throw usageFailure(`the name ${name} holds a folder`, 'name the folder with --output-dir');
  return { directory: resolve(world.cwd, directory), name, formats: [...new Set(formats)] };
}

/** What cannot be asked for is the user's to change: exit code 2. */
function explainingUsage<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw usageFailure(error.message, 'see gcforecast report --help', error);
  }
}
