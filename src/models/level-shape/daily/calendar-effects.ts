import { calendarDate } from '../calendar/calendar-date.ts';
import { dayOfMonthEffect } from '../calendar/day-of-month.ts';
import type { DailyHistory } from './daily-history.ts';
import { returningLowDays } from './returning-days.ts';
import { logRatios } from './usual-days.ts';

/**
 * The factor by which a day, counted from 1970-01-01, differs from its weekday: that of a low day that comes back every year,
 * else that of its day of the month. Learned from the history alone; 1 where it shows nothing.
 */
export function calendarEffects(history: DailyHistory): (day: number) => number {
  const ratios = logRatios(history);
  if (ratios.values.every(Number.isNaN)) return () => 1;
  const ofMonth = dayOfMonthEffect(ratios, history.days);
  const returning = returningLowDays(ratios, history.days, history.season);
  return (day) => Math.exp(returning(day) ?? ofMonth(calendarDate(day)));
}
