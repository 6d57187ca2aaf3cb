import { dataFailure } from '../../../errors.ts';
import type { ForecastResult } from '../../../export/forecast-result.ts';
import { unknownEvents } from '../../../models/events/unknown-events.ts';
import type { ForecastingModel } from '../../../models/forecasting-model.ts';
import { forecastHandleSeconds } from '../../../models/handle-time/handle-time-forecast.ts';
import type { LeadDependence } from '../../../models/sample-paths/lead-dependence.ts';
import { closedOutside, closeForecastTimes, closeTimes } from '../../../series/closed-times.ts';
import { intervalsInDaysFrom } from '../../../series/days-ahead.ts';
import type { CalendarEvent } from '../../../series/event.ts';
import { historyNotes, requireForecastable } from '../../../series/history-quality.ts';
import { learnedClosing } from '../../../series/learned-closing.ts';
import { clampAtZero } from '../../../series/non-negative.ts';
import { endOf, type KeyedSeries, type Series } from '../../../series/series.ts';
import { seriesName } from '../../../series/series-key.ts';
import { DAY_SECONDS, type EpochSeconds, wallSecondsAt } from '../../../series/time-zone.ts';
import { onHistoryOf } from './forecasting-models.ts';
import type { Handling, HistorySeries } from './history.ts';
import { lastingChangeNotes } from './lasting-change-notes.ts';
import { type ForecastOptions, metricOf } from './options.ts';
import { selectionNotes } from './selection-notes.ts';
import { dependenceOf, levelsOf, withSums } from './with-sums.ts';

/** A forecast as its model gives it, which may be below 0, and what the model missed in each interval of the history. */
export interface BaseForecast {
  readonly result: ForecastResult;
  /** NaN where nothing was observed. */
  readonly residuals: Float64Array;
  /** How errors go together across its intervals, where sums over these are wanted. */
  readonly dependence?: LeadDependence;
}

/** Forecasts one series: closed weekdays apart, from the interval after its last one, not below 0 unless raw. */
export function forecastSeries(
  one: HistorySeries,
  options: ForecastOptions,
  askedFrom: EpochSeconds | undefined,
  model: ForecastingModel,
  events: readonly CalendarEvent[],
): ForecastResult {
  const { result, dependence } = fitted(one, options, askedFrom, model, events);
  const shown = options.raw === true ? result : { ...result, forecast: clampAtZero(result.forecast) };
  return withSums(shown, dependence, options);
}

/** As `forecastSeries`, before any clamping, with the residuals: what reconciling starts from. */
export function baseForecast(
  one: HistorySeries,
  options: ForecastOptions,
  askedFrom: EpochSeconds | undefined,
  model: ForecastingModel,
  events: readonly CalendarEvent[],
): BaseForecast {
  const { result, fit, dependence } = fitted(one, options, askedFrom, model, events);
  return { result, residuals: fit.residuals(), ...(dependence === undefined ? {} : { dependence }) };
}

function fitted(
  { key, series, handling }: HistorySeries,
  options: ForecastOptions,
  askedFrom: EpochSeconds | undefined,
  model: ForecastingModel,
  events: readonly CalendarEvent[],
) {
  requireForecastable({ key, series });
  requireLength({ key, series }, model);
  const { open } = options;
  const closedTimes = open === undefined ? learnedClosing(series) : closedOutside(series.step, open);
  const history = closeTimes(series, closedTimes);
  if (open !== undefined) requireForecastable({ key, series: history });
  const horizon = intervalsInDaysFrom(endOf(series), series, options.days);
  const { fit, forecast, dependence } = onHistoryOf(key, () => {
    const fit = model.fit(history);
    const forecast = fit.forecast(horizon, levelsOf(options));
    return { fit, forecast, dependence: dependenceOf(options, model, fit, history, forecast) };
  });
  const result: ForecastResult = {
    key,
    metric: metricOf(options),
    model: model.name,
    history,
    forecast: closeForecastTimes(forecast, closedTimes),
    ...handleTimes(series, handling, horizon),
    warnings: [
      ...(open === undefined ? [] : outsideNotes(series, history)),
      ...historyNotes(history, askedFrom),
      ...lastingChangeNotes(history),
      ...selectionNotes(history, forecast.selection),
      ...unknownEventNotes(history, options.days, events),
    ],
  };
  return { result, fit, dependence };
}

/** Fails with exit code 5 when a history is too short for a model. */
function requireLength({ key, series }: KeyedSeries, model: ForecastingModel): void {
  const needed = model.requiredIntervals(series);
  const { length } = series.values;
  if (length >= needed) return;
  throw dataFailure(
    `${seriesName(key)}: the history has ${length} intervals, and the model ${model.name} takes ${needed} or more`,
    'give more history, or choose another --model',
  );
}

/** Says of which events to come the history tells nothing. */
function unknownEventNotes(history: Series, days: number, events: readonly CalendarEvent[]): string[] {
  if (events.length === 0) return [];
  const { timeZone, start } = history;
  const [first, end] = [start, endOf(history)].map((instant) =>
    Math.floor(wallSecondsAt(timeZone, instant) / DAY_SECONDS),
  );
  const names = new Set(unknownEvents(events, { first, end }, end + days).map(({ name }) => name));
  return names.size === 0
    ? []
    : [`the history tells no effect of ${[...names].join(', ')}, which it has nothing like: forecast as ordinary days`];
}

function handleTimes(
  { start, step, timeZone }: Series,
  handling: Handling | undefined,
  horizon: number,
): Pick<ForecastResult, 'ahtSeconds'> {
  const ahtSeconds = handling && forecastHandleSeconds({ start, step, timeZone, ...handling }, horizon);
  return ahtSeconds === undefined ? {} : { ahtSeconds };
}

/** Says what came at times that are given as closed. */
function outsideNotes(series: Series, history: Series): string[] {
  const outside = series.values.filter((value, i) => value > 0 && history.closed[i] === 1);
  if (outside.length === 0) return [];
  const sum = outside.reduce((total, value) => total + value, 0);
  return [
    `${Number(sum.toPrecision(6))} ${series.unit} in ${outside.length} intervals outside the opening hours are left out of the history`,
  ];
}
