import { type CalendarStep, gridOf, isSubDaily } from './calendar-step.ts';
import type { Forecast } from './forecast.ts';
import { intervalStarts, type Series } from './series.ts';
import { DAY_SECONDS, type EpochSeconds, wallSecondsAt, weekdayOf } from './time-zone.ts';

/** Beyond this chance of an open weekday never seeing a contact, it is not taken for closed. */
const CHANCE_OF_OPEN_WEEKDAY = 0.001;

interface Weekday {
  /** Days of this weekday in the history, with rows or without. */
  days: number;
  observedDays: number;
  contacts: number;
}

/**
 * The local weekdays (0 Sunday to 6 Saturday) on which the centre is closed: at least two of them lie in the history, none
 * had a contact, and at the rate of the other weekdays the chance of that (Poisson) is below 0.1 %. A weekday without any
 * row counts like one of zeros. Steps that span several weekdays have none.
 */
export function closedWeekdays(series: Series): number[] {
  if (!fallsOnOneWeekday(series.step)) return [];
  const weekdays = contactsByWeekday(series);
  const open = weekdays.filter(({ contacts }) => contacts > 0);
  const rate = total(open, 'contacts') / total(open, 'observedDays');
  return weekdays.flatMap(({ days, contacts }, weekday) => {
    const isClosed = contacts === 0 && days >= 2 && Math.exp(-rate * days) < CHANCE_OF_OPEN_WEEKDAY;
    return isClosed ? [weekday] : [];
  });
}

/** The series with these local weekdays marked as closed: nothing to observe there, so their values are NaN. */
export function closeWeekdays(series: Series, weekdays: readonly number[]): Series {
  if (weekdays.length === 0) return series;
  const onClosed = onWeekdays(intervalStarts(series), series.timeZone, weekdays);
  return {
    ...series,
    values: series.values.map((value, i) => (onClosed[i] === 1 ? Number.NaN : value)),
    closed: series.closed.map((closed, i) => (onClosed[i] === 1 ? 1 : closed)),
  };
}

/** The forecast with point and bounds at 0 on these local weekdays, and the mask that says so. Components stay as they are. */
export function closeForecastWeekdays(forecast: Forecast, weekdays: readonly number[]): Forecast {
  if (weekdays.length === 0 || !fallsOnOneWeekday(forecast.step)) return forecast;
  const starts = gridOf(forecast.start, forecast.step, forecast.timeZone, forecast.point.length);
  const onClosed = onWeekdays(starts, forecast.timeZone, weekdays);
  const zeroed = (values: Float64Array) => values.map((value, i) => (onClosed[i] === 1 ? 0 : value));
  return {
    ...forecast,
    point: zeroed(forecast.point),
    intervals: forecast.intervals.map((interval) => ({
      ...interval,
      lower: zeroed(interval.lower),
      upper: zeroed(interval.upper),
    })),
    closed: forecast.closed.map((closed, i) => (onClosed[i] === 1 ? 1 : closed)),
  };
}

const fallsOnOneWeekday = (step: CalendarStep): boolean =>
  isSubDaily(step) || (step.unit === 'day' && step.count === 1);

function onWeekdays(starts: Float64Array, timeZone: string, weekdays: readonly number[]): Uint8Array {
  return Uint8Array.from(starts, (start) => (weekdays.includes(weekdayOf(timeZone, start)) ? 1 : 0));
}

function contactsByWeekday(series: Series): Weekday[] {
  const weekdays = Array.from({ length: 7 }, (): Weekday => ({ days: 0, observedDays: 0, contacts: 0 }));
  for (const { weekday, sum } of dailySums(series)) {
    const entry = weekdays[weekday];
    if (entry === undefined) continue;
    entry.days++;
    if (Number.isNaN(sum)) continue;
    entry.observedDays++;
    // Seconds say only that there was a contact, not how many: one is the least.
    entry.contacts += series.unit === 'contacts' ? Math.max(0, sum) : Math.sign(sum);
  }
  return weekdays;
}

/** Sum of what was observed on each local day; NaN where nothing was. */
function dailySums(series: Series): { weekday: number; sum: number }[] {
  const sums: { weekday: number; sum: number }[] = [];
  let today = Number.NaN;
  for (const [i, start] of intervalStarts(series).entries()) {
    const day = localDay(series.timeZone, start);
    if (day !== today) sums.push({ weekday: weekdayOf(series.timeZone, start), sum: Number.NaN });
    today = day;
    const last = sums.at(-1);
    const value = series.values[i] ?? Number.NaN;
    if (last !== undefined && !Number.isNaN(value)) last.sum = (Number.isNaN(last.sum) ? 0 : last.sum) + value;
  }
  return sums;
}

const localDay = (timeZone: string, instant: EpochSeconds): number =>
  Math.floor(wallSecondsAt(timeZone, instant) / DAY_SECONDS);

const total = (weekdays: readonly Weekday[], field: 'contacts' | 'observedDays'): number =>
  weekdays.reduce((sum, weekday) => sum + weekday[field], 0);
