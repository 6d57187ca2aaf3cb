import { dataFailure } from '../../../errors.ts';
import type { ForecastResult } from '../../../export/forecast-result.ts';
import { unknownEvents } from '../../../models/events/unknown-events.ts';
import type { ForecastingModel } from '../../../models/forecasting-model.ts';
import { forecastHandleSeconds } from '../../../models/handle-time/handle-time-forecast.ts';
import type { LeadDependence } from '../../../models/sample-paths/lead-dependence.ts';
import { addSteps } from '../../../series/calendar-step.ts';
import { closedWeekdays, closeForecastWeekdays, closeWeekdays } from '../../../series/closed-weekdays.ts';
import { intervalsInDaysFrom } from '../../../series/days-ahead.ts';
import type { CalendarEvent } from '../../../series/event.ts';
import { historyNotes, requireForecastable } from '../../../series/history-quality.ts';
import { localTime } from '../../../series/iso-instant.ts';
import type { ModelSelection } from '../../../series/model-selection.ts';
import { clampAtZero } from '../../../series/non-negative.ts';
import { endOf, type KeyedSeries, type Series } from '../../../series/series.ts';
import { seriesName } from '../../../series/series-key.ts';
import { DAY_SECONDS, type EpochSeconds, wallSecondsAt } from '../../../series/time-zone.ts';
import { onHistoryOf } from './forecasting-models.ts';
import type { Handling, HistorySeries } from './history.ts';
import { type ForecastOptions, metricOf } from './options.ts';
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
  const weekdays = closedWeekdays(series);
  const history = closeWeekdays(series, weekdays);
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
    forecast: closeForecastWeekdays(forecast, weekdays),
    ...handleTimes(series, handling, horizon),
    warnings: [
      ...historyNotes(history, askedFrom),
      ...selectionNotes(history, forecast.selection),
      ...unknownEventNotes(history, options.days, events),
    ],
  };
  return { result, fit, dependence };
}

function selectionNotes(history: Series, selection: ModelSelection | undefined): string[] {
  return selection === undefined ? [] : [...standInNote(selection), ...leftOutNotes(history, selection)];
}

function leftOutNotes({ start, step, timeZone }: Series, { leftOut }: ModelSelection): string[] {
  return leftOut.map(({ interval, kind, value, usual }) => {
    const day = localTime(timeZone, addSteps(start, step, timeZone, interval));
    const looksLike = { outage: 'an outage', flood: 'a flood' }[kind];
    return `${day} looks like ${looksLike}, ${Math.round(value)} where ${Math.round(usual)} are usual: hardly learned from (--no-clean does)`;
  });
}

/** Says why a simpler model than usual stands in. */
function standInNote(selection: ModelSelection): string[] {
  if (selection.innerFolds > 0) return [];
  const [{ model }] = selection.chosen;
  const [passedOver] = selection.rejected;
  return [
    `the forecast was compared with no earlier one, so its bounds are wide: ${model} was taken` +
      (passedOver === undefined ? '' : `, since of ${passedOver.model}: ${passedOver.reason}`),
  ];
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
