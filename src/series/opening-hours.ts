import {
  DAY_SECONDS,
  type EpochSeconds,
  type WallSeconds,
  wallMidnight,
  wallSecondsAt,
  weekdayOf,
} from './time-zone.ts';

/** When a centre is open, by the local clock. */
export interface OpeningHours {
  /** Sunday first; seconds since local midnight, each end after its start, at most 86,400. */
  readonly byWeekday: readonly (readonly { readonly from: WallSeconds; readonly to: WallSeconds }[])[];
}

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/**
 * Reads opening hours such as `Mon-Fri 08:00-20:00, Sat 09:00-13:00`. A weekday that is not named is closed; one that is named
 * twice has both times. Throws RangeError, naming the part that is no opening time.
 */
export function openingHours(text: string): OpeningHours {
  const byWeekday = WEEKDAYS.map((): { from: WallSeconds; to: WallSeconds }[] => []);
  for (const part of text.split(',').map((one) => one.trim())) {
    const [, first, last, fromHour, fromMinute, toHour, toMinute] =
      /^([a-z]{3})(?:-([a-z]{3}))? (\d\d):(\d\d)-(\d\d):(\d\d)$/i.exec(part) ?? [];
    const days = daysBetween(first, last ?? first);
    const from = secondsOf(fromHour, fromMinute);
    const to = secondsOf(toHour, toMinute);
    if (days === undefined || !(from < to && to <= DAY_SECONDS))
      throw new RangeError(`'${part}' is no opening time such as Mon-Fri 08:00-20:00`);
    for (const day of days) byWeekday[day].push({ from, to });
  }
  return { byWeekday };
}

/** Whether a centre is open at some time of an interval, which is not longer than a day. */
export function isOpenDuring(
  { byWeekday }: OpeningHours,
  timeZone: string,
  start: EpochSeconds,
  end: EpochSeconds,
): boolean {
  const wall = wallSecondsAt(timeZone, start);
  const from = wall - wallMidnight(wall);
  const to = from + (end - start);
  const weekday = weekdayOf(timeZone, start);
  const opens = (day: number, shift: number) =>
    byWeekday[day % 7].some((open) => open.from + shift < to && from < open.to + shift);
  return opens(weekday, 0) || opens(weekday + 1, DAY_SECONDS);
}

/** From one weekday to another, over the end of the week where the second comes first. */
function daysBetween(first: string | undefined, last: string | undefined): readonly number[] | undefined {
  const [from, to] = [first, last].map((day) => WEEKDAYS.indexOf((day ?? '').toLowerCase()));
  if (from < 0 || to < 0) return undefined;
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, i) => (from + i) % 7);
}

const secondsOf = (hour: string | undefined, minute: string | undefined): number =>
  Number(minute) < 60 ? Number(hour) * 3600 + Number(minute) * 60 : Number.NaN;
