import { type CalendarStep, gridOf, stepsBetween } from '../../series/calendar-step.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { ApiRequest } from '../api-request.ts';
import { contractFailure } from '../service-failure.ts';
import { parseInterval, type TimeSpan } from './interval-text.ts';

/** A stretch of time on a grid. */
export interface AggregateQuery extends TimeSpan {
  readonly step: CalendarStep;
  readonly timeZone: string;
}

/** One of many values, in the API's words: there is no "in" operator. */
export const anyOf = (dimension: string, values: readonly string[]) => ({
  type: 'or',
  predicates: values.map(matches(dimension)),
});

export const matches = (dimension: string) => (value: string) => ({
  type: 'dimension',
  dimension,
  operator: 'matches',
  value,
});

/** Finds the interval that a reply speaks of. */
export interface AggregateGrid {
  /** Throws a Failure (exit code 6) for an interval outside the query or off its grid. */
  startOf(interval: string): EpochSeconds;
  endOf(start: EpochSeconds): EpochSeconds;
}

/** The grid of a query; `request` is what the reply answers. */
export function aggregateGrid({ from, to, step, timeZone }: AggregateQuery, request: ApiRequest): AggregateGrid {
  const starts = gridOf(from, step, timeZone, stepsBetween(from, to, step, timeZone));
  const ends = new Map(Array.from(starts, (start, i) => [start, starts[i + 1] ?? to]));
  return {
    startOf(interval) {
      const span = parseInterval(interval);
      if (span === undefined) throw contractFailure(request, `not an interval: ${interval}`);
      if (ends.get(span.from) === span.to) return span.from;
      const place = span.from < from || span.to > to ? 'is outside what was asked' : `is off the ${step.iso} grid`;
      throw contractFailure(request, `the interval ${interval} ${place}`);
    },
    endOf: (start) => ends.get(start) ?? to,
  };
}
