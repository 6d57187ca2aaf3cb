import { gridOf, isSubDaily } from '../../series/calendar-step.ts';
import { type Series, wallDays } from '../../series/series.ts';
import { calendarEffects } from '../level-shape/daily/calendar-effects.ts';
import { dailyHistory } from '../level-shape/daily/daily-history.ts';

/** A history as it would have been without effects of the calendar, and the factors that they make of the intervals after it. */
export interface AdjustedHistory {
  readonly history: Series;
  readonly factorsAhead: Float64Array;
}

/** Takes out the effects of the calendar that the core learns from the days of this history; shorter intervals stay as they are. */
export function withoutCalendar(history: Series, horizon: number): AdjustedHistory {
  const { start, step, timeZone, values } = history;
  if (isSubDaily(step)) return { history, factorsAhead: new Float64Array(horizon).fill(1) };
  const effectOf = calendarEffects(dailyHistory(history));
  const days = wallDays(timeZone, gridOf(start, step, timeZone, values.length + horizon)).map(Math.floor);
  const factors = days.map(effectOf);
  return {
    history: { ...history, values: values.map((value, i) => value / factors[i]) },
    factorsAhead: factors.subarray(values.length),
  };
}
