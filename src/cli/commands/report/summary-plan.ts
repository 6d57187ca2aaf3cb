import { untold } from '../../../genesys/summary/untold.ts';
import type { ReportDefinition } from '../../../reporting/definition.ts';
import { isTimeDimension } from '../../../reporting/dimensions.ts';
import { namesIn } from '../../../reporting/expression.ts';
import { fieldsIn } from '../../../reporting/filter.ts';
import type { PlannedMeasure, ReportPlan } from '../../../reporting/plan.ts';

const TOLD_TIMERS = ['duration', 'talk', 'hold'];

const TOLD_MEASURES = new Set([
  'conversations',
  'wrapup_codes',
  ...TOLD_TIMERS.flatMap((timer) => [
    `${timer}_seconds`,
    `avg_${timer}_seconds`,
    ...[50, 90, 95].map((percent) => `p${percent}_${timer}_seconds`),
  ]),
]);

const TOLD_ATTRIBUTES = ['queue', 'media', 'wrapup'];
const TOLD_FIELDS = ['queue', 'media', ...TOLD_TIMERS.map((timer) => `${timer}_seconds`)];

/**
 * The plan as the contract of summaries can fill it, from single conversations: what it does not tell stays empty where nobody
 * asked for it by name, and fails with exit code 2 where somebody did.
 */
export function summaryPlan(plan: ReportPlan, definition: ReportDefinition): ReportPlan {
  if (plan.source === 'conversations') throw untold('conversations by an id of their own (--details)');
  refuse(
    'contacts by',
    plan.groupBy.filter((name) => !isTimeDimension(name) && !TOLD_ATTRIBUTES.includes(name)),
  );
  refuse(
    'conversations by',
    (plan.filter === undefined ? [] : fieldsIn(plan.filter)).filter((field) => !TOLD_FIELDS.includes(field)),
  );
  const missing = plan.measures.filter((measure) => !isTold(measure)).map(({ name }) => name);
  const named = [...(definition.measures ?? []), ...Object.keys(definition.define ?? {})];
  refuse(
    'what is needed for',
    missing.filter((name) => named.includes(name)),
  );
  return { ...plan, source: 'details', untold: missing };
}

const isTold = ({ name, measure }: PlannedMeasure): boolean =>
  measure.kind === 'formula'
    ? namesIn(measure.expression).every((one) => TOLD_MEASURES.has(one))
    : TOLD_MEASURES.has(name);

function refuse(what: string, names: readonly string[]): void {
  if (names.length > 0) throw untold(`${what} ${[...new Set(names)].join(', ')}`);
}
