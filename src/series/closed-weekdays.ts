import { type CalendarStep, isSubDaily } from './calendar-step.ts';
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

const fallsOnOneWeekday = (step: CalendarStep): boolean =>
  isSubDaily(step) || (step.unit === 'day' && step.count === 1);

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
