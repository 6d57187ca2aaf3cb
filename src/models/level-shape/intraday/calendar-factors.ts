import { calendarDate } from '../calendar/calendar-date.ts';
import { dayOfMonthEffect } from '../calendar/day-of-month.ts';
import { robustSpread } from '../calendar/log-ratios.ts';
import type { IntradayHistory } from './intraday-history.ts';
import { dayDeviations } from './ordinary-days.ts';

// Each day of the month was seen three times or more; with less, the ups and downs of a level look like days of the month.
const WEEKS_FOR_MONTHS = 13;

/** The factor of a day, counted from 1970-01-01, by its day of the month, learned from the totals of days; 1 where too few are known. */
export function calendarFactors(history: IntradayHistory): (day: number) => number {
  if (history.values.length < WEEKS_FOR_MONTHS * history.season) return () => 1;
  const deviations = dayDeviations(history, history.values.length);
  const ratios = { values: deviations, spread: robustSpread(deviations) };
  const effect = dayOfMonthEffect(ratios, Int32Array.from(history.days.calendar));
  const byDay = new Map<number, number>();
  return (day) => {
    let factor = byDay.get(day);
    if (factor === undefined) {
      factor = Math.exp(effect(calendarDate(day)));
      byDay.set(day, factor);
    }
    return factor;
  };
}
