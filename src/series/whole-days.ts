import { calendarStep, isSubDaily } from './calendar-step.ts';
import { endOf, intervalStarts, type Series } from './series.ts';
import { startOfDay, startOfNextDay } from './time-zone.ts';

/**
 * The whole local days of a series of intervals below a day, each with the sum of its intervals: missing where one of its open intervals
 * is, closed where all are. Days and longer steps stay as they are.
 */
export function wholeDays(series: Series): Series {
  if (!isSubDaily(series.step)) return series;
  const { start, timeZone, unit, values, closed } = series;
  const starts = intervalStarts(series);
  const firstDay = startOfDay(timeZone, start) === start ? start : startOfNextDay(timeZone, start);
  const end = endOf(series);
  const sums: number[] = [];
  const closedDays: number[] = [];
  for (let day = firstDay, i = starts.findIndex((at) => at >= firstDay); day < end; ) {
    const next = startOfNextDay(timeZone, day);
    if (next > end) break;
    let [sum, isClosed] = [0, 1];
    for (; i < starts.length && starts[i] < next; i++) {
      if (closed[i] === 1) continue;
      sum += values[i];
      isClosed = 0;
    }
    sums.push(isClosed === 1 ? Number.NaN : sum);
    closedDays.push(isClosed);
    day = next;
  }
  return {
    start: firstDay,
    step: calendarStep('P1D'),
    timeZone,
    unit,
    values: Float64Array.from(sums),
    closed: Uint8Array.from(closedDays),
  };
}
