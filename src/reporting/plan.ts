import { ATTRIBUTES, type Attribute } from '../series/activity.ts';
import { type CalendarStep, calendarStep, floorToStep } from '../series/calendar-step.ts';
import type { EpochSeconds } from '../series/time-zone.ts';
import { definedFilter } from './defined-filter.ts';
import type { ReportDefinition } from './definition.ts';
import { type Dimension, isAttribute, isTimeDimension } from './dimensions.ts';
import { type Expression, namesIn, parseExpression } from './expression.ts';
import { type Filter, fieldsIn, NUMBER_FIELDS, unknownName } from './filter.ts';
import { DEFAULT_MEASURES, MEASURES, type Measure, needsDetails, type Quantile } from './measures.ts';
import { instantOf, lastPeriod, type Period } from './period.ts';

/** A measure of the service's sums, or a formula over such measures. */
export interface PlannedMeasure {
  readonly name: string;
  readonly measure: Measure | { readonly kind: 'formula'; readonly expression: Expression };
}

/** What a report is to be, with everything resolved that the definition leaves to the moment of the run. */
export interface ReportPlan {
  readonly period: Period;
  readonly timeZone: string;
  readonly groupBy: readonly Dimension[];
  readonly measures: readonly PlannedMeasure[];
  readonly filter?: Filter;
  /** `conversations` is one row per conversation; `details` and `aggregates` are grouped, from where the sums come. */
  readonly source: 'aggregates' | 'details' | 'conversations';
  /** Measures that are left empty, since sums do not tell them and nobody asked for them by name. */
  readonly untold: readonly string[];
}

const DEFAULT_PERIOD = '7d';
const DEFAULT_GROUPING: readonly Dimension[] = ['queue', 'media'];

/**
 * The plan of a definition at the present `asOf`. Throws RangeError for unknown names, with the nearest known one, for a
 * period that is empty or not over, and for formulas that cannot be read.
 */
export function planReport(definition: ReportDefinition, asOf: EpochSeconds, timeZone: string): ReportPlan {
  const filter = definedFilter(whereOf(definition));
  const groupBy = [...new Set(definition.groupBy ?? DEFAULT_GROUPING)];
  const formulas = new Map(
    Object.entries(definition.define ?? {}).map(([name, text]) => [name, formulaOf(name, text)]),
  );
  const named =
    definition.measures === undefined ? undefined : [...new Set([...definition.measures, ...formulas.keys()])];
  const measures = (named ?? [...DEFAULT_MEASURES, ...formulas.keys()]).map((name) => planned(name, formulas));
  const period = periodOf(definition, asOf, timeZone);
  const wantsDetails =
    definition.details === true ||
    (filter !== undefined && fieldsIn(filter).some((field) => NUMBER_FIELDS.includes(field))) ||
    measures.some(({ name, measure }) => (named?.includes(name) || formulas.has(name)) && requiresDetails(measure)) ||
    aggregateStep({ period, timeZone, groupBy }) === undefined;
  const isListing = definition.details === true && definition.groupBy === undefined;
  const source = isListing ? 'conversations' : wantsDetails ? 'details' : 'aggregates';
  const untold = wantsDetails ? [] : measures.filter(({ measure }) => requiresDetails(measure)).map(({ name }) => name);
  return { period, timeZone, groupBy, measures, ...(filter === undefined ? {} : { filter }), source, untold };
}

/** Queues and media types are conditions like others, written shorter. */
function whereOf({ queues, media, where }: ReportDefinition): ReportDefinition['where'] {
  const shorthands = [
    ...(queues === undefined ? [] : [{ dimension: 'queue', operator: 'in' as const, value: [...queues] }]),
    ...(media === undefined ? [] : [{ dimension: 'media', operator: 'in' as const, value: [...media] }]),
  ];
  if (where === undefined || Array.isArray(where)) return [...shorthands, ...(where ?? [])];
  if (shorthands.length === 0) return where;
  // Two levels are all that a filter has, so an alternative takes the shorthands into each of its branches.
  return { or: where.or.map((one) => ({ and: [...shorthands, ...('and' in one ? one.and : [one])] })) };
}

function formulaOf(name: string, text: string): Expression {
  if (MEASURES.has(name)) throw new RangeError(`'${name}' is a measure already: give the formula another name`);
  const expression = parseExpression(text);
  for (const used of namesIn(expression)) {
    const measure = MEASURES.get(used);
    if (measure === undefined) throw unknownName('measure', used, [...MEASURES.keys()]);
    if (measure.kind === 'wrapups') throw new RangeError(`'${used}' is no number: a formula cannot use it`);
  }
  return expression;
}

function planned(name: string, formulas: ReadonlyMap<string, Expression>): PlannedMeasure {
  const expression = formulas.get(name);
  if (expression !== undefined) return { name, measure: { kind: 'formula', expression } };
  const measure = MEASURES.get(name);
  if (measure === undefined) throw unknownName('measure', name, [...MEASURES.keys(), ...formulas.keys()]);
  return { name, measure };
}

function requiresDetails(measure: PlannedMeasure['measure']): boolean {
  if (measure.kind !== 'formula') return needsDetails(measure);
  return namesIn(measure.expression).some((name) => {
    const used = MEASURES.get(name);
    return used !== undefined && needsDetails(used);
  });
}

function periodOf({ period }: ReportDefinition, asOf: EpochSeconds, timeZone: string): Period {
  if (period === undefined || 'last' in period) return lastPeriod(period?.last ?? DEFAULT_PERIOD, asOf, timeZone);
  const from = instantOf(period.from, timeZone);
  const to = instantOf(period.to, timeZone);
  if (from >= to) throw new RangeError(`the period ends before it starts: from ${period.from} to ${period.to}`);
  if (to > asOf) throw new RangeError(`the period is not over: it ends ${period.to}`);
  return { from, to };
}

/** The longest interval whose sums make up the groups and fill the period; undefined when no interval of the service does. */
export function aggregateStep({
  period,
  timeZone,
  groupBy,
}: Pick<ReportPlan, 'period' | 'timeZone' | 'groupBy'>): CalendarStep | undefined {
  const steps = (groupBy.includes('hour') ? ['PT1H', 'PT30M', 'PT15M'] : ['P1D', 'PT1H', 'PT30M', 'PT15M']).map(
    calendarStep,
  );
  const isOnGrid = (instant: EpochSeconds, step: CalendarStep) => floorToStep(instant, step, timeZone) === instant;
  return steps.find((step) => isOnGrid(period.from, step) && isOnGrid(period.to, step));
}

/** The attributes that a plan tells contacts apart by: those of its groups, and those that its filter compares. */
export function attributesOf({ groupBy, filter }: Pick<ReportPlan, 'groupBy' | 'filter'>): Attribute[] {
  const grouped = groupBy.filter((dimension) => !isTimeDimension(dimension));
  const filtered = filter === undefined ? [] : fieldsIn(filter).filter(isAttribute);
  return ATTRIBUTES.filter((attribute) => [...grouped, ...filtered].includes(attribute));
}

/** The names of all measures that a plan tells, those that its formulas use included. */
export const measureNames = ({ measures }: Pick<ReportPlan, 'measures'>): string[] =>
  measures.flatMap(({ name, measure }) => (measure.kind === 'formula' ? namesIn(measure.expression) : [name]));

/** The percentiles that a plan asks for, through formulas too. */
export const quantilesOf = (plan: Pick<ReportPlan, 'measures'>): Quantile[] =>
  measureNames(plan).flatMap((name) => {
    const measure = MEASURES.get(name);
    return measure?.kind === 'quantile' ? [measure.quantile] : [];
  });
