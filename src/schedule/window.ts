import {
  changeBetween,
  DAY_SECONDS,
  type EpochSeconds,
  instantsOfWall,
  offsetSecondsAt,
  startOfDay,
  startOfNextDay,
  type WallSeconds,
  wallMidnight,
  wallSecondsAt,
} from '../series/time-zone.ts';

/** A time of every day, by the local clock: its end excluded, and on the next day when it is before the start. */
export interface DailyWindow {
  /** Seconds since local midnight, below 86,400. */
  readonly from: WallSeconds;
  /** Seconds since local midnight, at most 86,400, never equal to `from`. */
  readonly to: WallSeconds;
}

/** Reads a window such as `01:00-05:00` or `22:00-06:00`. Throws RangeError for what is none, or would never open. */
export function dailyWindow(text: string): DailyWindow {
  const [, fromHour, fromMinute, toHour, toMinute] = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(text.trim()) ?? [];
  const from = secondsOf(fromHour, fromMinute);
  const to = secondsOf(toHour, toMinute);
  if (!(from < DAY_SECONDS && to <= DAY_SECONDS)) throw new RangeError(`'${text}' is no window such as 01:00-05:00`);
  if (from === to) throw new RangeError(`the window ${text} never opens: it ends when it starts`);
  return { from, to };
}

/** Whether a clock in `timeZone` shows a time within the window. */
export function isOpen({ from, to }: DailyWindow, timeZone: string, instant: EpochSeconds): boolean {
  const wall = wallSecondsAt(timeZone, instant);
  const time = wall - wallMidnight(wall);
  return from < to ? from <= time && time < to : from <= time || time < to;
}

/**
 * The first instant from `instant` on at which the window is open. Where clocks skip its start, that is the change of clocks; where they
 * skip all of it, it is on a later day; and where they repeat it, it opens twice.
 */
export function nextOpening(window: DailyWindow, timeZone: string, instant: EpochSeconds): EpochSeconds {
  if (isOpen(window, timeZone, instant)) return instant;
  for (let day = startOfDay(timeZone, instant); ; day = startOfNextDay(timeZone, day)) {
    const opening = possibleOpenings(window, timeZone, day).find(
      (one) => one > instant && isOpen(window, timeZone, one),
    );
    if (opening !== undefined) return opening;
  }
}

/** On the day that starts at `day`, in order: when the clock shows the start of the window, or jumps into it. */
function possibleOpenings({ from }: DailyWindow, timeZone: string, day: EpochSeconds): EpochSeconds[] {
  const shown = instantsOfWall(timeZone, wallMidnight(wallSecondsAt(timeZone, day)) + from);
  const next = startOfNextDay(timeZone, day);
  if (offsetSecondsAt(timeZone, day) === offsetSecondsAt(timeZone, next)) return shown;
  return [...shown, changeBetween(timeZone, day, next)].sort((a, b) => a - b);
}

const secondsOf = (hour: string | undefined, minute: string | undefined): number =>
  Number(minute) < 60 ? Number(hour) * 3600 + Number(minute) * 60 : Number.NaN;
