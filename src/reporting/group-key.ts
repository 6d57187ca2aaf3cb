import type { Attribute } from '../series/activity.ts';
import { addSteps, calendarStep, floorToStep } from '../series/calendar-step.ts';
import { type EpochSeconds, weekdayOf } from '../series/time-zone.ts';
import { type Dimension, isTimeDimension, type TimeDimension } from './dimensions.ts';

/**
 * The value of one dimension: words for an attribute (undefined where contacts have none), the start of the hour, day or week
 * as an instant, or the weekday, 1 Monday to 7 Sunday.
 */
export type KeyValue = string | EpochSeconds | undefined;

const STEPS = {
  hour: calendarStep('PT1H'),
  day: calendarStep('P1D'),
  week: calendarStep('P1W'),
  weekday: calendarStep('P1D'),
};

/** Where an instant lies, in the time zone of a report. */
type TimeValueOf = (instant: EpochSeconds) => number;

/** What happens comes roughly in order of time: an instant of the same stretch as the one before is told at once. */
function timeValueOf(dimension: TimeDimension, timeZone: string): TimeValueOf {
  const step = STEPS[dimension];
  let start = Number.NaN;
  let end = Number.NaN;
  let value = Number.NaN;
  return (instant) => {
    if (instant >= start && instant < end) return value;
    start = floorToStep(instant, step, timeZone);
    end = addSteps(start, step, timeZone, 1);
    value = dimension === 'weekday' ? weekdayOf(timeZone, start) || 7 : start;
    return value;
  };
}

type Attributes = Readonly<Partial<Record<Attribute, string>>>;

/** Tells the value of one dimension of what happened at an instant. */
export type KeyValueOf = (attributes: Attributes, instant: EpochSeconds) => KeyValue;

export function keyValueOf(dimension: Dimension, timeZone: string): KeyValueOf {
  if (!isTimeDimension(dimension)) return (attributes) => attributes[dimension];
  const valueAt = timeValueOf(dimension, timeZone);
  return (_, instant) => valueAt(instant);
}

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
