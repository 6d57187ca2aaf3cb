import type { ReportTable } from '../../../export/report-table.ts';
import type { ReportDefinition } from '../../../reporting/definition.ts';
import { filterWords } from '../../../reporting/filter-words.ts';
import type { ReportPlan } from '../../../reporting/plan.ts';
import { isoInstant, localTime } from '../../../series/iso-instant.ts';
import type { EpochSeconds } from '../../../series/time-zone.ts';
import type { ReportRows } from './report-rows.ts';

/** A report with what its reader should be warned of. */
export interface WarnedTable extends ReportTable {
  readonly warnings: readonly string[];
}

/** The report as it is written, with the facts that every document of it tells. */
export function reportTable(
  definition: ReportDefinition,
  plan: ReportPlan,
  { columns, rows, rowCount, conversations, running, filteredAfterwards }: ReportRows,
  asOf: EpochSeconds,
): WarnedTable {
  const { period, timeZone, source, filter, groupBy } = plan;
  const warnings = warningsOf(plan, running, filteredAfterwards);
  const title = definition.title ?? 'Contacts';
  const span = `${localTime(timeZone, period.from)} to ${localTime(timeZone, period.to)} (${timeZone})`;
  return {
    title,
    subtitle: filter === undefined ? span : `${span}, ${filterWords(filter)}`,
    facts: {
      title,
      asOf: isoInstant(asOf),
      period: { start: isoInstant(period.from), end: isoInstant(period.to) },
      timeZone,
      source: source === 'aggregates' ? 'aggregates' : 'details',
      groupBy: source === 'conversations' ? [] : groupBy,
      ...(filter === undefined ? {} : { filter: filterWords(filter) }),
      ...(filteredAfterwards === undefined ? {} : { filteredAfterwards }),
      ...(conversations === undefined ? {} : { conversations, running }),
      warnings,
    },
    columns,
    rows,
    rowCount,
    warnings,
  };
}

function warningsOf(
  { untold, source }: ReportPlan,
  running: number | undefined,
  filteredAfterwards: string | undefined,
): string[] {
  return [
    ...(untold.length === 0
      ? []
      : [
          `${untold.join(' and ')} stay empty: ${source === 'aggregates' ? SUMS_DO_NOT_TELL : 'the service does not tell them'}`,
        ]),
    ...(running === undefined || running === 0 ? [] : [`${running} conversations still run and are left out`]),
    ...(filteredAfterwards === undefined
      ? []
      : [`filtered after fetching, since the service cannot: ${filteredAfterwards}`]),
  ];
}

const SUMS_DO_NOT_TELL = 'sums do not tell them; name them in --metrics, or give --details';

/** The start of the period as a part of a name: a local date, or an instant where it is not midnight. */
export function periodStart({ period, timeZone }: ReportPlan): string {
  const local = localTime(timeZone, period.from);
  return local.length === 10 ? local : isoInstant(period.from);
}
