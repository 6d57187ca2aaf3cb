import { knownWeekdayFraction } from './day-level.ts';
import { weekdayOfDay } from './dialled-hours.ts';
import type { FittedAnswerRate } from './fit.ts';

/** How well the days there are show how weekdays differ. */
export interface WeeklyShape {
  /** Local days with attempts. */
  readonly dialledDays: number;
  /** Whether every weekday with attempts was seen at least twice: once, a weekday cannot be told from a day. 14 days are enough. */
  readonly learned: boolean;
  /** Share of the variance between weekdays that the history explains, mean over the weekdays with attempts, 0 to 1. */
  readonly knownFraction: number;
}

export function weeklyShapeOf({ days, level, dayVariances }: FittedAnswerRate): WeeklyShape {
  const seen = new Map<number, number>();
  for (const day of days) seen.set(weekdayOfDay(day), (seen.get(weekdayOfDay(day)) ?? 0) + 1);
  const known = [...seen.keys()].reduce((sum, weekday) => sum + knownWeekdayFraction(level, dayVariances, weekday), 0);
  return {
    dialledDays: days.length,
    learned: Math.min(...seen.values()) >= 2,
    knownFraction: known / seen.size,
  };
}
