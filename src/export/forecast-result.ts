import type { Failure } from '../errors.ts';
import type { Forecast, PeriodSum } from '../series/forecast.ts';
import type { SeriesKey, VolumeMetric } from '../series/records.ts';
import type { Series } from '../series/series.ts';

/** One forecast with what it was made from, as the exporters take it. */
export interface ForecastResult {
  readonly key: SeriesKey;
  readonly metric: VolumeMetric;
  /** Name of the model that was used, for example `prophet`. */
  readonly model: string;
  readonly history: Series;
  readonly forecast: Forecast;
  /** Average handle time in seconds per interval of the forecast, when handle times are known. */
  readonly ahtSeconds?: Float64Array;
  /** Volumes of whole periods, where they were asked for. */
  readonly sums?: readonly PeriodSum[];
  /** What a reader should know: plain sentences. */
  readonly warnings: readonly string[];
}

/** A series that was asked for and could not be forecast. */
export interface FailedSeries {
  readonly key: SeriesKey;
  readonly failure: Failure;
}
