import { DAY_SECONDS } from '../../../series/time-zone.ts';

/** A day of the local calendar. */
export interface CalendarDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly dayOfMonth: number;
  /** 28 to 31. */
  readonly daysInMonth: number;
  /** 0 Sunday to 6 Saturday. */
  readonly weekday: number;
}

// Every history asks for the same days many times over.
const known = new Map<number, CalendarDate>();

/** The date of a day that is counted from 1970-01-01. */
export function calendarDate(day: number): CalendarDate {
  let date = known.get(day);
  if (date === undefined) {
    date = dateOf(day);
    known.set(day, date);
  }
  return date;
}

function dateOf(day: number): CalendarDate {
  const date = new Date(day * DAY_SECONDS * 1000);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return {
    year,
    month: month + 1,
    dayOfMonth: date.getUTCDate(),
    daysInMonth: (Date.UTC(year, month + 1) - Date.UTC(year, month)) / (DAY_SECONDS * 1000),
    weekday: date.getUTCDay(),
  };
}
