import type { ForecastingModel } from '../../../models/forecasting-model.ts';
import type { CalendarEvent } from '../../../series/event.ts';
import type { SeriesKey } from '../../../series/records.ts';
import type { EpochSeconds } from '../../../series/time-zone.ts';
import { outcomeOrFailure, type SentFailure } from '../../workers/sent-failure.ts';
import { type BaseForecast, baseForecast, forecastSeries } from './forecast-series.ts';
import { modelNamed, modelWithEvents } from './forecasting-models.ts';
import type { HistorySeries } from './history.ts';
import { type ForecastOptions, prophetOptionsOf } from './options.ts';

/** Some of the series of a run. Plain data, as a thread can be sent. */
export interface ForecastBatch {
  readonly series: readonly HistorySeries[];
  readonly options: ForecastOptions;
  readonly askedFrom: EpochSeconds | undefined;
  readonly events: readonly CalendarEvent[];
}

/** What became of one series: its forecast, with residuals where totals are to be reconciled with it, or why there is none. */
export type SeriesOutcome =
  | (Pick<BaseForecast, 'result'> & Partial<BaseForecast>)
  | { readonly key: SeriesKey; readonly failure: SentFailure };

/** Forecasts each series, in order; one that cannot be forecast does not hold up the others. */
export async function forecastBatch({ series, options, askedFrom, events }: ForecastBatch): Promise<SeriesOutcome[]> {
  const model = await modelOf(options, events);
  return series.map((one) => {
    const outcome = outcomeOrFailure(() => {
      if (options.totals === true) return baseForecast(one, options, askedFrom, model, events);
      return { result: forecastSeries(one, options, askedFrom, model, events) };
    });
    return 'failure' in outcome ? { key: one.key, failure: outcome.failure } : outcome;
  });
}

async function modelOf(options: ForecastOptions, events: readonly CalendarEvent[]): Promise<ForecastingModel> {
  const model = await informedModel(options, events);
  if (options.update !== true) return model;
  const { updatedWithinDay } = await import('../../../models/day-update/updated-within-day.ts');
  return updatedWithinDay(model);
}

function informedModel(options: ForecastOptions, events: readonly CalendarEvent[]): Promise<ForecastingModel> {
  const prophet = prophetOptionsOf(options);
  const { clean, update } = options;
  // What auto mixes in is chosen for the whole horizon; within the day its core leads, and need not be fitted anew for each day.
  const model = update === true && options.model === 'auto' ? 'level-shape' : options.model;
  return events.length === 0 || model === 'naive'
    ? modelNamed(model, { ...prophet, holidays: [] }, clean)
    : modelWithEvents(model, prophet, events, clean);
}
