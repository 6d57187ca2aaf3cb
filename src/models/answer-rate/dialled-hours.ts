import { gridOf } from '../../series/calendar-step.ts';
import { DAY_SECONDS, type WallSeconds, wallSecondsAt } from '../../series/time-zone.ts';
import { HOUR, type HourlyCalls } from './call-history.ts';

export const WEEK_HOURS = 168;

/** Hours with attempts, in order of time: one entry each in every list. */
export interface DialledHours {
  readonly attempts: Float64Array;
  readonly answers: Float64Array;
  /** Hours from the start of this one to the end of the history. */
  readonly ageHours: Float64Array;
  /** Place in `days`. */
  readonly day: Int32Array;
  /** 0 to 167 on the clock on the wall, Sunday 0:00 first. */
  readonly hourOfWeek: Int32Array;
  /** The local days with attempts, in days since 1970-01-01. */
  readonly days: readonly number[];
}

/** Leaves out the hours without attempts, which tell nothing of the rate. */
export function dialledHours({ start, timeZone, attempts, answers }: HourlyCalls): DialledHours {
  const places = Int32Array.from(attempts.keys()).filter((hour) => attempts[hour] > 0);
  const starts = gridOf(start, HOUR, timeZone, attempts.length);
  const walls = Float64Array.from(places, (hour) => wallSecondsAt(timeZone, starts[hour]));
  const days: number[] = [];
  const day = Int32Array.from(walls, (wall) => {
    if (days.at(-1) !== localDay(wall)) days.push(localDay(wall));
    return days.length - 1;
  });
  return {
    attempts: Float64Array.from(places, (hour) => attempts[hour]),
    answers: Float64Array.from(places, (hour) => answers[hour]),
    ageHours: Float64Array.from(places, (hour) => attempts.length - hour),
    day,
    hourOfWeek: Int32Array.from(walls, hourOfWeek),
    days,
  };
}

/** Days since 1970-01-01 on the clock on the wall. */
export const localDay = (wall: WallSeconds): number => Math.floor(wall / DAY_SECONDS);

/** 0 Sunday to 6 Saturday; 1970-01-01 was a Thursday. */
export const weekdayOfDay = (day: number): number => (((day + 4) % 7) + 7) % 7;

/** 0 to 167, Sunday 0:00 first. */
export function hourOfWeek(wall: WallSeconds): number {
  const day = localDay(wall);
  return weekdayOfDay(day) * 24 + Math.floor((wall - day * DAY_SECONDS) / HOUR.count);
}
