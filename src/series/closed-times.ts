import { type CalendarStep, gridOf, isSubDaily } from './calendar-step.ts';
import type { Forecast } from './forecast.ts';
import type { OpeningHours } from './opening-hours.ts';
import { intervalStarts, type Series } from './series.ts';
import { DAY_SECONDS, type EpochSeconds, wallSecondsAt } from './time-zone.ts';

/**
 * When a centre is closed by the local clock: 1 for each interval of the week, from Sunday's midnight on, at which it is. Of steps that
 * span several weekdays it has no entry, and closes nothing.
 */
export type ClosedTimes = Uint8Array;

const WEEK_SECONDS = 7 * DAY_SECONDS;
// 1970-01-01 was a Thursday.
const SUNDAY_BEFORE_EPOCH = -4 * DAY_SECONDS;

/** How long an interval of such a step is by the local clock; undefined where it spans several weekdays. */
function slotSeconds(step: CalendarStep): number | undefined {
  if (isSubDaily(step)) return step.count;
  return step.unit === 'day' && step.count === 1 ? DAY_SECONDS : undefined;
}

/** No time of the week. */
export function neverClosed(step: CalendarStep): ClosedTimes {
  const seconds = slotSeconds(step);
  return new Uint8Array(seconds === undefined ? 0 : WEEK_SECONDS / seconds);
}

/** Local weekdays, 0 Sunday to 6 Saturday. */
export const closedOnWeekdays = (step: CalendarStep, weekdays: readonly number[]): ClosedTimes => {
  const closed = neverClosed(step);
  const slotsInDay = closed.length / 7;
  return closed.map((_, slot) => (weekdays.includes(Math.floor(slot / slotsInDay)) ? 1 : 0));
};

/** All intervals of the week in which a centre with these hours is at no time open. */
export function closedOutside(step: CalendarStep, { byWeekday }: OpeningHours): ClosedTimes {
  const closed = neverClosed(step);
  const seconds = WEEK_SECONDS / closed.length;
  return closed.map((_, slot) => {
    const weekday = Math.floor((slot * seconds) / DAY_SECONDS);
    const from = slot * seconds - weekday * DAY_SECONDS;
    return byWeekday[weekday].some((open) => open.from < from + seconds && from < open.to) ? 0 : 1;
  });
}

/** Of each instant, its slot of the local week among so many. */
export const weekSlots = (instants: Float64Array, timeZone: string, slots: number): Uint32Array =>
  Uint32Array.from(instants, (instant) => weekSlot(instant, timeZone, slots));

function weekSlot(instant: EpochSeconds, timeZone: string, slots: number): number {
  const ofWeek = (wallSecondsAt(timeZone, instant) - SUNDAY_BEFORE_EPOCH) % WEEK_SECONDS;
  return Math.floor((((ofWeek + WEEK_SECONDS) % WEEK_SECONDS) * slots) / WEEK_SECONDS);
}

/** The series with these times marked as closed: nothing to observe there, so their values are NaN. */
export function closeTimes(series: Series, closed: ClosedTimes): Series {
  if (!closed.includes(1)) return series;
  const isClosed = closedAt(intervalStarts(series), series.timeZone, closed);
  return {
    ...series,
    values: series.values.map((value, i) => (isClosed[i] === 1 ? Number.NaN : value)),
    closed: series.closed.map((before, i) => (isClosed[i] === 1 ? 1 : before)),
  };
}

/** The forecast with point and bounds at 0 at these times, and the mask that says so. Components stay as they are. */
export function closeForecastTimes(forecast: Forecast, closed: ClosedTimes): Forecast {
  if (!closed.includes(1)) return forecast;
  const starts = gridOf(forecast.start, forecast.step, forecast.timeZone, forecast.point.length);
  const isClosed = closedAt(starts, forecast.timeZone, closed);
  const zeroed = (values: Float64Array) => values.map((value, i) => (isClosed[i] === 1 ? 0 : value));
  return {
    ...forecast,
    point: zeroed(forecast.point),
    intervals: forecast.intervals.map((interval) => ({
      ...interval,
      lower: zeroed(interval.lower),
      upper: zeroed(interval.upper),
    })),
    closed: forecast.closed.map((before, i) => (isClosed[i] === 1 ? 1 : before)),
  };
}

const closedAt = (starts: Float64Array, timeZone: string, closed: ClosedTimes): Uint8Array =>
  Uint8Array.from(weekSlots(starts, timeZone, closed.length), (slot) => closed[slot]);
