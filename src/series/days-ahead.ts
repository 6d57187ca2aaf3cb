import { addSteps, type CalendarStep, calendarStep, isSubDaily, nominalDays, stepsBetween } from './calendar-step.ts';
import { DAY_SECONDS, type EpochSeconds, instantOfWall, startOfDay, wallSecondsAt } from './time-zone.ts';

/** The calendar that cuts time into intervals. */
interface Grid {
  readonly step: CalendarStep;
  readonly timeZone: string;
}

/**
 * How many intervals the `days` days from `instant` on have; days of 23 and 25 hours have fewer and more, and a month is one
 * interval. `instant` must lie on the grid.
 */
export function intervalsInDaysFrom(instant: EpochSeconds, { step, timeZone }: Grid, days: number): number {
  if (!isSubDaily(step)) return wholeSteps(step, days);
  return stepsBetween(instant, daysAfter(instant, days, timeZone), step, timeZone);
}

/** How many intervals the `days` days up to `instant` have, likewise. */
export function intervalsInDaysUntil(instant: EpochSeconds, { step, timeZone }: Grid, days: number): number {
  if (!isSubDaily(step)) return wholeSteps(step, days);
  return stepsBetween(daysAfter(instant, -days, timeZone), instant, step, timeZone);
}

const wholeSteps = (step: CalendarStep, days: number): number => Math.max(1, Math.round(days / nominalDays(step)));

/** The same time of day so many local days later. Days start at midnight also where clocks skip it. */
function daysAfter(instant: EpochSeconds, days: number, timeZone: string): EpochSeconds {
  if (startOfDay(timeZone, instant) === instant) return addSteps(instant, calendarStep('P1D'), timeZone, days);
  return instantOfWall(timeZone, wallSecondsAt(timeZone, instant) + days * DAY_SECONDS);
}
