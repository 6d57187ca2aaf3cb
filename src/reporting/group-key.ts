import type { Attribute } from '../series/activity.ts';
import { calendarStep, floorToStep } from '../series/calendar-step.ts';
import { type EpochSeconds, weekdayOf } from '../series/time-zone.ts';
import { type Dimension, isTimeDimension, type TimeDimension } from './dimensions.ts';

/**
 * The value of one dimension: words for an attribute (undefined where contacts have none), the start of the hour, day or week
 * as an instant, or the weekday, 1 Monday to 7 Sunday.
 */
export type KeyValue = string | EpochSeconds | undefined;

const STEPS = { hour: calendarStep('PT1H'), day: calendarStep('P1D'), week: calendarStep('P1W') };

/** Where an instant lies, in the time zone of the report. */
function timeValue(dimension: TimeDimension, instant: EpochSeconds, timeZone: string): number {
  if (dimension === 'weekday') return weekdayOf(timeZone, instant) || 7;
  return floorToStep(instant, STEPS[dimension], timeZone);
}

/** The values of all dimensions of what happened at an instant. */
export const keyValues = (
  groupBy: readonly Dimension[],
  attributes: Readonly<Partial<Record<Attribute, string>>>,
  instant: EpochSeconds,
  timeZone: string,
): KeyValue[] =>
  groupBy.map((dimension) =>
    isTimeDimension(dimension) ? timeValue(dimension, instant, timeZone) : attributes[dimension],
  );

/** Keys dimension by dimension: instants by time, words by their characters, what is absent last. */
export function compareKeys(left: readonly KeyValue[], right: readonly KeyValue[]): number {
  for (const [index, a] of left.entries()) {
    const order = compareValues(a, right[index]);
    if (order !== 0) return order;
  }
  return 0;
}

function compareValues(a: KeyValue, b: KeyValue): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
  return a < b ? -1 : 1;
}
