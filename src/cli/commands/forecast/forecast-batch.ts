import type { SeriesKey } from '../../../series/records.ts';
import type { EpochSeconds } from '../../../series/time-zone.ts';
import { outcomeOrFailure, type SentFailure } from '../../workers/sent-failure.ts';
import { type BaseForecast, baseForecast, forecastSeries } from './forecast-series.ts';
import { modelNamed } from './forecasting-models.ts';
import type { HistorySeries } from './history.ts';
import { type ForecastOptions, prophetOptionsOf } from './options.ts';

/** Some of the series of a run. Plain data, as a thread can be sent. */
export interface ForecastBatch {
  readonly series: readonly HistorySeries[];
  readonly options: ForecastOptions;
  readonly askedFrom: EpochSeconds | undefined;
}

/** What became of one series: its forecast, with residuals where totals are to be reconciled with it, or why there is none. */
export type SeriesOutcome =
  | (Pick<BaseForecast, 'result'> & Partial<BaseForecast>)
  | { readonly key: SeriesKey; readonly failure: SentFailure };

/** Forecasts each series, in order; one that cannot be forecast does not hold up the others. */
export async function forecastBatch({ series, options, askedFrom }: ForecastBatch): Promise<SeriesOutcome[]> {
  const model = await modelNamed(options.model, prophetOptionsOf(options), options.clean);
  return series.map((one) => {
    const outcome = outcomeOrFailure(() => {
      if (options.totals === true) return baseForecast(one, options, askedFrom, model);
      return { result: forecastSeries(one, options, askedFrom, model) };
    });
    return 'failure' in outcome ? { key: one.key, failure: outcome.failure } : outcome;
  });
}
