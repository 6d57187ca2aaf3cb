import {
  DAY_SECONDS,
  type EpochSeconds,
  instantOfWall,
  startOfDay,
  startOfNextDay,
  type WallSeconds,
  wallMidnight,
  wallSecondsAt,
} from './time-zone.ts';

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
 * Throws RangeError for anything else, and for hours, minutes and seconds that do not divide a day (`PT24H`: write `P1D`).
 */
export function calendarStep(iso: string): CalendarStep {
  const match = /^P(?:(\d{1,5})([DWMY])|T(\d{1,5})([HMS]))$/.exec(iso);
  const letter = match?.[2] ?? (match?.[4] === 'M' ? 'TM' : match?.[4]);
  const many = Number(match?.[1] ?? match?.[3]);
  if (letter === undefined || !(many > 0)) throw new RangeError(`not a step: ${iso}`);
  const { unit, count } = UNITS[letter as keyof typeof UNITS];
  const seconds = unit === 'second' ? count * many : 1;
  if (seconds >= DAY_SECONDS || DAY_SECONDS % seconds !== 0) throw new RangeError(`does not divide a day: ${iso}`);
  return { iso, unit, count: count * many };
}

/** The step that a fixed number of seconds makes: below a day in seconds, else in whole weeks or days. Throws RangeError as `calendarStep`. */
export function stepOfSeconds(seconds: number): CalendarStep {
  if (seconds % (7 * DAY_SECONDS) === 0) return calendarStep(`P${seconds / (7 * DAY_SECONDS)}W`);
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
  if (step.unit === 'second') return addSlots(instant, step.count, timeZone, many);
  const wall = wallSecondsAt(timeZone, instant);
  if (step.unit === 'day') return instantOfWall(timeZone, wallMidnight(wall) + many * step.count * DAY_SECONDS);
  return instantOfWall(timeZone, addWallMonths(wall, many * step.count));
}

/** The starts of `count` intervals from `start` on. */
export function gridOf(start: EpochSeconds, step: CalendarStep, timeZone: string, count: number): Float64Array {
  if (step.unit === 'second') return slotsOf(start, step.count, timeZone, count);
  if (step.unit === 'day' && timeZone === 'UTC') return evenly(start, step.count * DAY_SECONDS, count);
  return Float64Array.from({ length: count }, (_, i) => addSteps(start, step, timeZone, i));
}

function evenly(start: EpochSeconds, stepSeconds: number, count: number): Float64Array {
  const starts = new Float64Array(count);
  for (let i = 0; i < count; i++) starts[i] = start + i * stepSeconds;
  return starts;
}

/** Number of steps from `from` to `to`, not earlier; both must lie on the grid. */
export function stepsBetween(from: EpochSeconds, to: EpochSeconds, step: CalendarStep, timeZone: string): number {
  if (step.unit === 'second') return slotsBetween(from, to, step.count, timeZone);
  const a = wallSecondsAt(timeZone, from);
  const b = wallSecondsAt(timeZone, to);
  if (step.unit === 'day') return Math.round((wallMidnight(b) - wallMidnight(a)) / (step.count * DAY_SECONDS));
  return Math.round((monthNumber(b) - monthNumber(a)) / step.count);
}

/**
 * The last grid point of `step` at or before `instant`, which is also the end of the last whole interval at that time.
 * Steps below a day count from local midnight, weeks start on Monday, months on the first, quarters and years in January.
 */
export function floorToStep(instant: EpochSeconds, step: CalendarStep, timeZone: string): EpochSeconds {
  const midnight = startOfDay(timeZone, instant);
  if (step.unit === 'second') return midnight + Math.floor((instant - midnight) / step.count) * step.count;
  const wall = wallSecondsAt(timeZone, instant);
  if (step.unit === 'month') {
    const month = monthNumber(wall);
    return instantOfWall(timeZone, firstOfMonth(month - modulo(month, step.count)));
  }
  const day = wallMidnight(wall) / DAY_SECONDS;
  return instantOfWall(timeZone, (day - modulo(day - FIRST_MONDAY, step.count)) * DAY_SECONDS);
}

/** 1970-01-05, in days since 1970-01-01. */
const FIRST_MONDAY = 4;

const modulo = (value: number, divisor: number): number => ((value % divisor) + divisor) % divisor;

/** Slots below a day restart at every local midnight, so the last slot of a day may be cut short by a change of clocks. */
function addSlots(instant: EpochSeconds, seconds: number, timeZone: string, many: number): EpochSeconds {
  if (timeZone === 'UTC') return instant + many * seconds;
  let midnight = startOfDay(timeZone, instant);
  let slot = (instant - midnight) / seconds + many;
  while (slot < 0) {
    const end = midnight;
    midnight = startOfDay(timeZone, end - 1);
    slot += Math.ceil((end - midnight) / seconds);
  }
  for (;;) {
    const end = startOfNextDay(timeZone, midnight);
    const slots = Math.ceil((end - midnight) / seconds);
    if (slot < slots) return midnight + slot * seconds;
    slot -= slots;
    midnight = end;
  }
}

function slotsOf(start: EpochSeconds, seconds: number, timeZone: string, count: number): Float64Array {
  const starts = new Float64Array(count);
  let at = start;
  for (let i = 0; i < count; ) {
    const end = timeZone === 'UTC' ? Number.POSITIVE_INFINITY : startOfNextDay(timeZone, at);
    for (; i < count && at < end; i++, at += seconds) starts[i] = at;
    at = end;
  }
  return starts;
}

function slotsBetween(from: EpochSeconds, to: EpochSeconds, seconds: number, timeZone: string): number {
  if (timeZone === 'UTC') return Math.round((to - from) / seconds);
  let slots = 0;
  for (let at = from; at < to; ) {
    const end = Math.min(to, startOfNextDay(timeZone, at));
    slots += Math.ceil((end - at) / seconds);
    at = end;
  }
  return slots;
}

function monthNumber(wall: WallSeconds): number {
  const date = new Date(wall * 1000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** Midnight on the first of a month, which is counted as `monthNumber` counts. */
function firstOfMonth(month: number): WallSeconds {
  return Date.UTC(Math.floor(month / 12), modulo(month, 12), 1) / 1000;
}

/** Months keep the day of the month, or take the last day of a shorter month. */
function addWallMonths(wall: WallSeconds, months: number): WallSeconds {
  const month = monthNumber(wall) + months;
  const days = (firstOfMonth(month + 1) - firstOfMonth(month)) / DAY_SECONDS;
  const day = Math.min(new Date(wall * 1000).getUTCDate(), days);
  return firstOfMonth(month) + (day - 1) * DAY_SECONDS;
}
