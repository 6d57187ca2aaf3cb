import { Failure } from '../../../errors.ts';
import type { SeriesKey } from '../../../series/records.ts';
import type { EpochSeconds } from '../../../series/time-zone.ts';
import { type BaseForecast, baseForecast, forecastSeries } from './forecast-series.ts';
import type { HistorySeries } from './history.ts';
import type { ForecastOptions } from './options.ts';

/** Some of the series of a run. Plain data, as a thread can be sent. */
export interface ForecastBatch {
  readonly series: readonly HistorySeries[];
  readonly options: ForecastOptions;
  readonly askedFrom: EpochSeconds | undefined;
}

/**
 * What became of one series: its forecast, with residuals where totals are to be reconciled with it, or why there is none. Plain
 * data: of a class, a thread would send only the fields.
 */
export type SeriesOutcome =
  | (Pick<BaseForecast, 'result'> & Partial<BaseForecast>)
  | {
      readonly key: SeriesKey;
      readonly message: string;
      readonly failure: Pick<Failure, 'code' | 'exitCode' | 'hint'>;
    };

/** Forecasts each series, in order; one that cannot be forecast does not hold up the others. */
export function forecastBatch({ series, options, askedFrom }: ForecastBatch): SeriesOutcome[] {
  return series.map((one) => {
    try {
      if (options.totals === true) return baseForecast(one, options, askedFrom);
      return { result: forecastSeries(one, options, askedFrom) };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const { message, code, exitCode, hint } = error;
      return { key: one.key, message, failure: { code, exitCode, hint } };
    }
  });
}
