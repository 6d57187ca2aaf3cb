import type { ForecastResult } from '../../../export/forecast-result.ts';
import { fitProphetToSeries, forecastProphet } from '../../../models/prophet/prophet.ts';
import { addSteps, calendarStep, isSubDaily, nominalDays, stepsBetween } from '../../../series/calendar-step.ts';
import { closedWeekdays, closeForecastWeekdays, closeWeekdays } from '../../../series/closed-weekdays.ts';
import { historyNotes, requireForecastable } from '../../../series/history-quality.ts';
import { clampAtZero } from '../../../series/non-negative.ts';
import type { Series } from '../../../series/series.ts';
import { DAY_SECONDS, type EpochSeconds, instantOfWall, startOfDay, wallSecondsAt } from '../../../series/time-zone.ts';
import type { HistorySeries } from './history.ts';
import { type ForecastOptions, metricOf, prophetOptionsOf } from './options.ts';

/** Forecasts one series: closed weekdays apart, from the interval after its last one, not below 0 unless raw. */
export function forecastSeries(
  { key, series, handleSeconds }: HistorySeries,
  options: ForecastOptions,
  askedFrom: EpochSeconds | undefined,
): ForecastResult {
  requireForecastable({ key, series });
  const weekdays = closedWeekdays(series);
  const history = closeWeekdays(series, weekdays);
  const fitted = fitProphetToSeries(history, prophetOptionsOf(options));
  const forecast = forecastProphet(fitted, horizonOf(history, options.days), [options.intervalWidth]);
  const clamped = options.raw === true ? forecast : clampAtZero(forecast);
  return {
    key,
    metric: metricOf(options),
    model: 'prophet',
    history,
    forecast: closeForecastWeekdays(clamped, weekdays),
    ...(handleSeconds === undefined ? {} : { ahtSeconds: new Float64Array(forecast.point.length).fill(handleSeconds) }),
    warnings: historyNotes(history, askedFrom),
  };
}

/** How many intervals the next `days` days have; days of 23 and 25 hours have fewer and more, and a month is one interval. */
function horizonOf({ start, step, timeZone, values }: Series, days: number): number {
  if (!isSubDaily(step)) return Math.max(1, Math.round(days / nominalDays(step)));
  const from = addSteps(start, step, timeZone, values.length);
  return stepsBetween(from, daysAfter(from, days, timeZone), step, timeZone);
}

/** The same time of day so many local days later. Days start at midnight also where clocks skip it. */
function daysAfter(instant: EpochSeconds, days: number, timeZone: string): EpochSeconds {
  if (startOfDay(timeZone, instant) === instant) return addSteps(instant, calendarStep('P1D'), timeZone, days);
  return instantOfWall(timeZone, wallSecondsAt(timeZone, instant) + days * DAY_SECONDS);
}
