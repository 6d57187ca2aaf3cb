import type { ActivitySource } from '../../../genesys/activity.ts';
import type { DetailQuestion, Details } from '../../../genesys/details.ts';
import { detailFilters } from '../../../genesys/platform/detail-filters.ts';
import { activityGroups, addRecord } from '../../../reporting/activity-groups.ts';
import { conversationListing } from '../../../reporting/conversation-listing.ts';
import { CONVERSATION_COLUMNS, conversationRow } from '../../../reporting/conversation-rows.ts';
import type { RunStore } from '../../../reporting/external-sort.ts';
import { type Filter, passes } from '../../../reporting/filter.ts';
import { filterWords } from '../../../reporting/filter-words.ts';
import { conversationGrouper } from '../../../reporting/group-conversation.ts';
import { groupColumns, groupRows } from '../../../reporting/group-rows.ts';
import { type Labels, spellingsOf } from '../../../reporting/labels.ts';
import { aggregateStep, attributesOf, quantilesOf, type ReportPlan } from '../../../reporting/plan.ts';
import type { ReportColumn, ReportRow } from '../../../reporting/report-row.ts';
import { divideFilter, type ServiceCondition } from '../../../reporting/service-conditions.ts';
import { timedSamples } from '../../../reporting/timed-samples.ts';
import type { Conversation } from '../../../series/conversation.ts';

/** The content of a report, and what its reader should know of it. */
export interface ReportRows {
  readonly columns: readonly ReportColumn[];
  rows(): Iterable<ReportRow>;
  readonly rowCount: number;
  /** Conversations that were looked at one by one; absent where sums sufficed. */
  readonly conversations?: number;
  /** Conversations that were left out since they still run; absent where sums sufficed. */
  readonly running?: number;
  /** What the service could not filter, in words. */
  readonly filteredAfterwards?: string;
}

/** Who answers, and where rows spill to. */
export interface ReportSources {
  readonly activity: ActivitySource;
  readonly details: Details;
  readonly runs: RunStore;
  readonly signal: AbortSignal;
  /** Told of every part that has come. */
  readonly onConversations: (many: number) => void;
}

/** Asks for everything that a plan needs and brings it into rows. */
export function reportRows(plan: ReportPlan, labels: Labels, sources: ReportSources): Promise<ReportRows> {
  if (plan.source === 'aggregates') return rowsFromSums(plan, labels, sources);
  return plan.source === 'details'
    ? rowsFromDetails(plan, labels, sources)
    : listedConversations(plan, labels, sources);
}

async function rowsFromSums(plan: ReportPlan, labels: Labels, { activity }: ReportSources): Promise<ReportRows> {
  const { period, timeZone } = plan;
  const step = aggregateStep(plan);
  if (step === undefined) throw new RangeError('no interval of the service fills the period');
  const { conditions, rest } = divideFilter(plan.filter, labels);
  const groups = activityGroups(plan);
  const attributes = attributesOf({ groupBy: plan.groupBy, ...(rest === undefined ? {} : { filter: rest }) });
  for await (const record of activity.activity({ ...period, step, timeZone, attributes, conditions })) {
    if (rest === undefined || passes(rest, sumsFilter(record.attributes, labels))) addRecord(groups, record);
  }
  const sorted = groups.sorted();
  return {
    columns: groupColumns(plan),
    rows: () => groupRows(sorted, plan, labels, () => undefined),
    rowCount: sorted.length,
    ...afterwards(rest),
  };
}

const sumsFilter = (
  attributes: Readonly<Partial<Record<string, string>>>,
  labels: Labels,
): Parameters<typeof passes>[1] => ({
  words: (attribute) => {
    const value = attributes[attribute];
    return value === undefined ? [] : spellingsOf(labels, attribute, value);
  },
  seconds: (field) => {
    throw new RangeError(`sums do not tell ${field} of single conversations`);
  },
});

async function rowsFromDetails(plan: ReportPlan, labels: Labels, sources: ReportSources): Promise<ReportRows> {
  const { conditions, rest } = divideFilter(plan.filter, labels);
  const groups = activityGroups(plan);
  const samples = timedSamples(sources.runs, quantilesOf(plan));
  const group = conversationGrouper(groups, plan, labels, samples.sample);
  const counted = await forEachEnded(sources, questionOf(plan, 'active', conditions), group);
  const sorted = groups.sorted();
  const quantileOf = samples.quantiles(sorted);
  return {
    columns: groupColumns(plan),
    rows: () => groupRows(sorted, plan, labels, quantileOf),
    rowCount: sorted.length,
    ...counted,
    ...afterwards(rest),
  };
}

async function listedConversations(plan: ReportPlan, labels: Labels, sources: ReportSources): Promise<ReportRows> {
  const { conditions, rest } = divideFilter(plan.filter, labels);
  const listing = conversationListing(sources.runs);
  const counted = await forEachEnded(sources, questionOf(plan, 'begun', conditions), (conversation) => {
    const row = conversationRow(conversation, plan.filter, labels);
    if (row !== undefined) listing.add(conversation, row);
    return row !== undefined;
  });
  return {
    columns: CONVERSATION_COLUMNS,
    rows: listing.rows,
    rowCount: counted.conversations,
    ...counted,
    ...afterwards(rest),
  };
}

const questionOf = (
  { period }: ReportPlan,
  selection: DetailQuestion['selection'],
  conditions: readonly ServiceCondition[],
): DetailQuestion => ({ ...period, selection, ...detailFilters(conditions) });

/** Hands every conversation that has ended to `take`, which says whether it counts, and tells how many did and how many still run. */
async function forEachEnded(
  { details, signal, onConversations }: ReportSources,
  question: DetailQuestion,
  take: (conversation: Conversation) => boolean,
): Promise<{ conversations: number; running: number }> {
  let conversations = 0;
  let running = 0;
  for await (const part of details.conversations(question)) {
    signal.throwIfAborted();
    for (const conversation of part.conversations) {
      if (conversation.end === undefined) running++;
      else if (take(conversation)) conversations++;
    }
    onConversations(part.conversations.length);
  }
  return { conversations, running };
}

const afterwards = (rest: Filter | undefined) => (rest === undefined ? {} : { filteredAfterwards: filterWords(rest) });
