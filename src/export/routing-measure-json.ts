import { isoInstant } from '../series/iso-instant.ts';
import type { MeasuredDemand, RoutingMeasure } from './routing-measure.ts';

/** The document `gcforecast/routing@1` of a measure: never rounded, null where nothing was counted. */
export function routingMeasureJson(measure: RoutingMeasure, files: readonly string[]): object {
  const { asOf, from, to, timeZone, granularity, queues, demand, agents, work, skills, warnings } = measure;
  return {
    schema: 'gcforecast/routing@1',
    kind: 'measure',
    asOf: isoInstant(asOf),
    period: { start: isoInstant(from), end: isoInstant(to) },
    timeZone,
    granularity,
    queues: queues.map(withNulls),
    demand: demand.map(demandObject),
    agents: agents.map(withNulls),
    work: work.map(withNulls),
    skills: skills.map(withNulls),
    warnings,
    files,
  };
}

const demandObject = ({ intervals, ...kind }: MeasuredDemand): object => ({
  ...withNulls(kind),
  intervals: intervals.map(({ start, end, ...measures }) => ({
    start: isoInstant(start),
    end: isoInstant(end),
    ...withNulls(measures),
  })),
});

const withNulls = (row: object): object =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? null]));
