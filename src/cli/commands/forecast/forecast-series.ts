import type { ForecastResult } from '../../../export/forecast-result.ts';
import { forecastHandleSeconds } from '../../../models/handle-time/handle-time-forecast.ts';
import { fitProphetToSeries, forecastProphet } from '../../../models/prophet/prophet.ts';
import { prophetResiduals } from '../../../models/prophet/residuals.ts';
import { addSteps, calendarStep, isSubDaily, nominalDays, stepsBetween } from '../../../series/calendar-step.ts';
import { closedWeekdays, closeForecastWeekdays, closeWeekdays } from '../../../series/closed-weekdays.ts';
import { historyNotes, requireForecastable } from '../../../series/history-quality.ts';
import { clampAtZero } from '../../../series/non-negative.ts';
import type { Series } from '../../../series/series.ts';
import { DAY_SECONDS, type EpochSeconds, instantOfWall, startOfDay, wallSecondsAt } from '../../../series/time-zone.ts';
import type { Handling, HistorySeries } from './history.ts';
import { type ForecastOptions, metricOf, prophetOptionsOf } from './options.ts';

/** A forecast as its model gives it, which may be below 0, and what the model missed in each interval of the history. */
export interface BaseForecast {
  readonly result: ForecastResult;
  /** NaN where nothing was observed. */
  readonly residuals: Float64Array;
}

/** Forecasts one series: closed weekdays apart, from the interval after its last one, not below 0 unless raw. */
export function forecastSeries(
  one: HistorySeries,
  options: ForecastOptions,
  askedFrom: EpochSeconds | undefined,
): ForecastResult {
  const { result } = fitted(one, options, askedFrom);
  return options.raw === true ? result : { ...result, forecast: clampAtZero(result.forecast) };
}

/** As `forecastSeries`, before any clamping, with the residuals: what reconciling starts from. */
export function baseForecast(
  one: HistorySeries,
  options: ForecastOptions,
  askedFrom: EpochSeconds | undefined,
): BaseForecast {
  const { result, model } = fitted(one, options, askedFrom);
  return { result, residuals: prophetResiduals(model, result.history) };
}

function fitted(
  { key, series, handling }: HistorySeries,
  options: ForecastOptions,
  askedFrom: EpochSeconds | undefined,
) {
  requireForecastable({ key, series });
  const weekdays = closedWeekdays(series);
  const history = closeWeekdays(series, weekdays);
  const model = fitProphetToSeries(history, prophetOptionsOf(options));
  const forecast = forecastProphet(model, horizonOf(history, options.days), [options.intervalWidth]);
  const result: ForecastResult = {
    key,
    metric: metricOf(options),
    model: 'prophet',
    history,
    forecast: closeForecastWeekdays(forecast, weekdays),
    ...handleTimes(series, handling, forecast.point.length),
    warnings: historyNotes(history, askedFrom),
  };
  return { result, model };
}

function handleTimes(
  { start, step, timeZone }: Series,
  handling: Handling | undefined,
  horizon: number,
): Pick<ForecastResult, 'ahtSeconds'> {
  const ahtSeconds = handling && forecastHandleSeconds({ start, step, timeZone, ...handling }, horizon);
  return ahtSeconds === undefined ? {} : { ahtSeconds };
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
