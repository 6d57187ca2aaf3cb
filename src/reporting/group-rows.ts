import { isoInstant } from '../series/iso-instant.ts';
import type { ActivityGroup } from './activity-groups.ts';
import { type Dimension, isTimeDimension } from './dimensions.ts';
import { evaluate } from './expression.ts';
import type { KeyValue } from './group-key.ts';
import { type Labels, labelOf } from './labels.ts';
import { MEASURES, type Quantile } from './measures.ts';
import type { PlannedMeasure, ReportPlan } from './plan.ts';
import type { ReportColumn, ReportRow, ReportValue, WrapUpCount } from './report-row.ts';

/** The percentile of a group's timed values; undefined where it has none. */
export type QuantileOf = (group: ActivityGroup, quantile: Quantile) => number | undefined;

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** One column for each dimension, then one for each measure. */
export const groupColumns = ({ groupBy, measures }: ReportPlan): ReportColumn[] => [
  ...groupBy.map((name): ReportColumn => ({ name, kind: isInstant(name) ? 'instant' : 'word' })),
  ...measures.map(({ name, measure }): ReportColumn => ({ name, kind: kindOf(measure) })),
];

const isInstant = (dimension: Dimension): boolean => isTimeDimension(dimension) && dimension !== 'weekday';

function kindOf(measure: PlannedMeasure['measure']): ReportColumn['kind'] {
  if (measure.kind === 'wrapups') return 'wrapups';
  return measure.kind === 'sums' && measure.isCount ? 'count' : 'number';
}

/** The rows of a grouped report in order of their groups. */
export function* groupRows(
  groups: Iterable<ActivityGroup>,
  plan: ReportPlan,
  labels: Labels,
  quantileOf: QuantileOf,
): Generator<ReportRow> {
  const untold = new Set(plan.untold);
  for (const group of groups) {
    const key = group.key.map((value, index) => keyText(value, plan.groupBy[index], labels));
    const valueNamed = (name: string) => measured(name, group, quantileOf);
    yield [
      ...key,
      ...plan.measures.map(({ name, measure }): ReportValue => {
        if (untold.has(name)) return undefined;
        if (measure.kind === 'formula') return evaluate(measure.expression, valueNamed);
        return measure.kind === 'wrapups' ? wrapUpCounts(group, labels) : valueNamed(name);
      }),
    ];
  }
}

function measured(name: string, group: ActivityGroup, quantileOf: QuantileOf): number | undefined {
  const measure = MEASURES.get(name);
  if (measure?.kind === 'sums') return measure.of(group.tally);
  return measure?.kind === 'quantile' ? quantileOf(group, measure.quantile) : undefined;
}

function keyText(value: KeyValue, dimension: Dimension | undefined, labels: Labels): string | undefined {
  if (value === undefined || dimension === undefined) return undefined;
  if (typeof value === 'number') return dimension === 'weekday' ? WEEKDAYS[value - 1] : isoInstant(value);
  return isTimeDimension(dimension) ? value : labelOf(labels, dimension, value);
}

/** The most frequent first; of equally frequent ones by name. */
function wrapUpCounts({ wrapUps }: ActivityGroup, labels: Labels): WrapUpCount[] {
  return [...wrapUps]
    .map(([id, count]) => ({ id, name: labelOf(labels, 'wrapup', id), count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : Number(a.name > b.name)));
}
