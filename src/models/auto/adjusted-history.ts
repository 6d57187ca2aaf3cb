import { gridOf, isSubDaily } from '../../series/calendar-step.ts';
import type { DisturbedInterval } from '../../series/disturbed-interval.ts';
import { type Series, wallDays } from '../../series/series.ts';
import { disturbedDays } from '../cleaning/disturbed-days.ts';
import { withoutDisturbed } from '../cleaning/without-disturbed.ts';
import { calendarEffects } from '../level-shape/daily/calendar-effects.ts';
import { dailyHistory } from '../level-shape/daily/daily-history.ts';

/** A history as candidates learn from it. */
export interface AdjustedHistory {
  readonly history: Series;
  /** What the calendar makes of the intervals after it. */
  readonly factorsAhead: Float64Array;
  /** As they were observed. */
  readonly leftOut: readonly DisturbedInterval[];
}

/**
 * Takes out the effects of the calendar that the core learns from the days of this history, and with `clean` its outages, floods and partial days;
 * intervals below a day stay as they are, since what is disturbed there is taken out before the core learns, too.
 */
export function adjustedHistory(history: Series, horizon: number, clean: boolean): AdjustedHistory {
  const { start, step, timeZone, values } = history;
  if (isSubDaily(step)) return { history, factorsAhead: new Float64Array(horizon).fill(1), leftOut: [] };
  const effectOf = calendarEffects(dailyHistory(history));
  const factors = wallDays(timeZone, gridOf(start, step, timeZone, values.length + horizon)).map((day) =>
    effectOf(Math.floor(day)),
  );
  const withoutCalendar = { ...history, values: values.map((value, i) => value / factors[i]) };
  const disturbed = clean ? disturbedDays(withoutCalendar) : [];
  return {
    history: withoutDisturbed(withoutCalendar, disturbed),
    factorsAhead: factors.subarray(values.length),
    leftOut: disturbed.map((each) => ({
      ...each,
      value: values[each.interval],
      usual: each.usual * factors[each.interval],
    })),
  };
}
