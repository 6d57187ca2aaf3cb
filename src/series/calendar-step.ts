import { DAY_SECONDS, type EpochSeconds, instantOfWall, startOfDay, wallSecondsAt } from './time-zone.ts';

/**
 * The distance between two intervals of a series, on the calendar of its time zone: a day lasts 23, 24 or 25 hours, a month
 * 28 to 31 days. Steps below a day are counted in seconds from each local midnight.
 */
export interface CalendarStep {
  /** ISO 8601 duration, for example `PT30M` or `P1D`. */
  readonly iso: string;
  readonly unit: 'second' | 'day' | 'month';
  /** How many of `unit` make one step, a positive whole number. */
  readonly count: number;
}

const UNITS = {
  S: { unit: 'second', count: 1 },
  TM: { unit: 'second', count: 60 },
  H: { unit: 'second', count: 3600 },
  D: { unit: 'day', count: 1 },
  W: { unit: 'day', count: 7 },
  M: { unit: 'month', count: 1 },
  Y: { unit: 'month', count: 12 },
} as const;

/**
 * Reads an ISO 8601 duration of one unit (`PT15M`, `PT1H`, `P1D`, `P1W`, `P1M`).
 * Throws RangeError for anything else, and for steps below a day that do not divide it.
 */
export function calendarStep(iso: string): CalendarStep {
  const match = /^P(?:(\d{1,5})([DWMY])|T(\d{1,5})([HMS]))$/.exec(iso);
  const letter = match?.[2] ?? (match?.[4] === 'M' ? 'TM' : match?.[4]);
  const many = Number(match?.[1] ?? match?.[3]);
  if (letter === undefined || !(many > 0)) throw new RangeError(`not a step: ${iso}`);
  const { unit, count } = UNITS[letter as keyof typeof UNITS];
  if (unit === 'second' && DAY_SECONDS % (count * many) !== 0) throw new RangeError(`does not divide a day: ${iso}`);
  return { iso, unit, count: count * many };
}

/** The step that a fixed number of seconds makes: below a day in seconds, else in whole days. */
export function stepOfSeconds(seconds: number): CalendarStep {
  if (seconds % DAY_SECONDS === 0) return calendarStep(`P${seconds / DAY_SECONDS}D`);
  if (seconds % 3600 === 0) return calendarStep(`PT${seconds / 3600}H`);
  return calendarStep(seconds % 60 === 0 ? `PT${seconds / 60}M` : `PT${seconds}S`);
}

/** Length of a step in days; a month counts as 365.25 / 12. For thresholds, not for stepping. */
export function nominalDays(step: CalendarStep): number {
  if (step.unit === 'second') return step.count / DAY_SECONDS;
  return step.unit === 'day' ? step.count : (step.count * 365.25) / 12;
}

/** Whether intervals are shorter than a day. */
export const isSubDaily = (step: CalendarStep): boolean => step.unit === 'second';

/** `instant` moved by `many` steps (may be negative) on the calendar of `timeZone`. `instant` must lie on the grid. */
export function addSteps(instant: EpochSeconds, step: CalendarStep, timeZone: string, many: number): EpochSeconds {
  if (step.unit === 'second') return addSeconds(instant, step.count, timeZone, many);
  const wall = wallSecondsAt(timeZone, instant);
  if (step.unit === 'day') return instantOfWall(timeZone, startOfWallDay(wall) + many * step.count * DAY_SECONDS);
  return instantOfWall(timeZone, addWallMonths(wall, many * step.count));
}

/** The starts of `count` intervals from `start` on. */
export function gridOf(start: EpochSeconds, step: CalendarStep, timeZone: string, count: number): Float64Array {
  const starts = new Float64Array(count);
  if (step.unit !== 'second' || timeZone !== 'UTC') {
    let instant = start;
    for (let i = 0; i < count; i++) {
      starts[i] = step.unit === 'second' ? instant : addSteps(start, step, timeZone, i);
      if (step.unit === 'second') instant = nextWithinDays(instant, step.count, timeZone);
    }
    return starts;
  }
  for (let i = 0; i < count; i++) starts[i] = start + i * step.count;
  return starts;
}

/** Number of steps from `from` to `to`; both must lie on the grid. */
export function stepsBetween(from: EpochSeconds, to: EpochSeconds, step: CalendarStep, timeZone: string): number {
  if (step.unit === 'second' && timeZone === 'UTC') return Math.round((to - from) / step.count);
  if (step.unit === 'second') {
    let many = 0;
    for (let at = from; at < to; at = nextWithinDays(at, step.count, timeZone)) many++;
    return many;
  }
  const a = wallSecondsAt(timeZone, from);
  const b = wallSecondsAt(timeZone, to);
  if (step.unit === 'day') return Math.round((startOfWallDay(b) - startOfWallDay(a)) / (step.count * DAY_SECONDS));
  return Math.round((monthNumber(b) - monthNumber(a)) / step.count);
}

/** The last grid point of `step` at or before `instant`: for days and finer steps counted from local midnight. */
export function floorToStep(instant: EpochSeconds, step: CalendarStep, timeZone: string): EpochSeconds {
  const midnight = startOfDay(timeZone, instant);
  if (step.unit !== 'second') return midnight;
  return midnight + Math.floor((instant - midnight) / step.count) * step.count;
}

const startOfWallDay = (wall: number): number => Math.floor(wall / DAY_SECONDS) * DAY_SECONDS;

function nextWithinDays(instant: EpochSeconds, seconds: number, timeZone: string): EpochSeconds {
  const next = instant + seconds;
  const midnight = startOfDay(timeZone, next);
  return midnight > instant ? midnight : next;
}

function addSeconds(instant: EpochSeconds, seconds: number, timeZone: string, many: number): EpochSeconds {
  if (timeZone === 'UTC') return instant + many * seconds;
  let at = instant;
  for (let i = 0; i < many; i++) at = nextWithinDays(at, seconds, timeZone);
  for (let i = 0; i > many; i--) at = floorToStep(at - 1, { iso: '', unit: 'second', count: seconds }, timeZone);
  return at;
}

function monthNumber(wall: number): number {
  const date = new Date(wall * 1000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** Months keep the day of the month, or take the last day of a shorter month. */
function addWallMonths(wall: number, months: number): number {
  const date = new Date(wall * 1000);
  const month = monthNumber(wall) + months;
  const lastDay = new Date(Date.UTC(Math.floor(month / 12), (((month % 12) + 12) % 12) + 1, 0)).getUTCDate();
  return Date.UTC(Math.floor(month / 12), ((month % 12) + 12) % 12, Math.min(date.getUTCDate(), lastDay)) / 1000;
}
