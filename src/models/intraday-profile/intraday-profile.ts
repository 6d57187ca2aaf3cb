import { dataFailure } from '../../errors.ts';
import { addSteps, type CalendarStep, calendarStep, gridOf, isSubDaily } from '../../series/calendar-step.ts';
import { isoInstant } from '../../series/iso-instant.ts';
import type { Series } from '../../series/series.ts';
import {
  DAY_SECONDS,
  type EpochSeconds,
  startOfDay,
  startOfNextDay,
  wallMidnight,
  wallSecondsAt,
  weekdayOf,
} from '../../series/time-zone.ts';

/** How the contacts of a day spread over its intervals. */
export interface IntradayProfile {
  /** Shorter than a day. */
  readonly step: CalendarStep;
  readonly timeZone: string;
  /** Sunday first: the share of a day's contacts by time of day, adding up to 1; of all days where a weekday had no contacts. */
  readonly sharesByWeekday: readonly Float64Array[];
}

/** A part of a day and its share of the day's contacts. */
export interface DayPart {
  readonly start: EpochSeconds;
  readonly end: EpochSeconds;
  readonly shareFraction: number;
}

const DAY = calendarStep('P1D');

/**
 * The profile of each weekday: contacts by time of day, summed over the days of a history, over their sum. Only whole days
 * without a missing interval count, since a gap would look like a quiet hour. Failure with exit code 5 when there is no such day
 * with contacts; RangeError when the history is not finer than a day.
 */
export function intradayProfile(history: Series): IntradayProfile {
  const { step, timeZone } = history;
  if (!isSubDaily(step))
    throw new RangeError(`an intraday profile needs intervals shorter than a day, not ${step.iso}`);
  const slots = DAY_SECONDS / step.count;
  const sums = Array.from({ length: 7 }, () => new Float64Array(slots));
  for (const { weekday, slotOf, values } of wholeDays(history))
    for (const [i, value] of values.entries()) sums[weekday][slotOf[i]] += value;
  const everyDay = Float64Array.from({ length: slots }, (_, slot) => sums.reduce((sum, day) => sum + day[slot], 0));
  if (total(everyDay) === 0)
    throw dataFailure(
      'the history for the intraday profile has no whole day with contacts',
      'give one or more weeks by the half hour, without gaps',
    );
  return { step, timeZone, sharesByWeekday: sums.map((sum) => sharesOf(total(sum) === 0 ? everyDay : sum)) };
}

/** The parts of the local day that starts at an instant. Their shares add up to 1 also on days of 23 and 25 hours. */
export function dayParts({ step, timeZone, sharesByWeekday }: IntradayProfile, day: EpochSeconds): readonly DayPart[] {
  const end = startOfNextDay(timeZone, day);
  const starts = Array.from({ length: Math.round((end - day) / step.count) }, (_, i) => day + i * step.count);
  const shares = sharesByWeekday[weekdayOf(timeZone, day)];
  const raw = starts.map((start) => shares[slotAt(timeZone, step, start)]);
  const sum = raw.reduce((a, b) => a + b, 0);
  if (sum === 0)
    throw dataFailure(
      `all contacts of a day come at times that ${isoInstant(day)} does not have`,
      'clocks skip them on that day: staff it by hand, or forecast finer than a day',
    );
  return starts.map((start, i) => ({ start, end: start + step.count, shareFraction: raw[i] / sum }));
}

interface WholeDay {
  readonly weekday: number;
  readonly slotOf: readonly number[];
  readonly values: Float64Array;
}

function* wholeDays({ start, step, timeZone, values, closed }: Series): Generator<WholeDay> {
  const borders = gridOf(start, step, timeZone, values.length + 1);
  const open = values.map((value, i) => (closed[i] === 1 ? 0 : value));
  let day = startOfDay(timeZone, start);
  if (day < start) day = startOfNextDay(timeZone, start);
  for (let first = borders.indexOf(day); first >= 0 && first < values.length; ) {
    const next = addSteps(day, DAY, timeZone, 1);
    const last = borders.indexOf(next, first);
    if (last < 0) return;
    const ofDay = open.subarray(first, last);
    if (!ofDay.some(Number.isNaN)) {
      const slotOf = Array.from(borders.subarray(first, last), (instant) => slotAt(timeZone, step, instant));
      yield { weekday: weekdayOf(timeZone, day), slotOf, values: ofDay };
    }
    day = next;
    first = last;
  }
}

function slotAt(timeZone: string, step: CalendarStep, instant: EpochSeconds): number {
  const wall = wallSecondsAt(timeZone, instant);
  return Math.floor((wall - wallMidnight(wall)) / step.count);
}

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

function sharesOf(sums: Float64Array): Float64Array {
  const sum = total(sums);
  return sums.map((value) => value / sum);
}
