import type { Forecast } from '../series/forecast.ts';
import type { Series } from '../series/series.ts';

/** A way to forecast a series from its own past. */
export interface ForecastingModel {
  /** As it is chosen and reported, for example `prophet`. */
  readonly name: string;
  /** How many intervals a history cut into such steps must have at least, missing and closed ones included. */
  requiredIntervals(history: Pick<Series, 'step'>): number;
  /** Missing and closed intervals of the history are left out, never filled. RangeError where the history does not do. */
  fit(history: Series): FittedModel;
}

/** What a model would have said at an earlier instant. */
export interface PastForecast {
  /** How many intervals of the history were known then. */
  readonly known: number;
  /** Numbers of the intervals forecast, from the start of the history. */
  readonly intervals: Uint32Array;
  /** NaN where nothing would have been said. */
  readonly point: Float64Array;
}

/** A model that has learned from a history. */
export interface FittedModel {
  /**
   * Forecasts the `horizon` intervals after the history, with a central interval for each level, a fraction between 0 and 1.
   * Nothing is clamped at 0.
   */
  forecast(horizon: number, levelFractions: readonly number[]): Forecast;
  /** Value less one-step forecast in each interval of the history; NaN where the model has no forecast or nothing was observed. */
  residuals(): Float64Array;
  /**
   * For each interval of a history that ends where a local day does, what would have been said of it at the start of its day; NaN
   * where nothing would. Absent where only a new fit to what was known then can tell.
   */
  dayAhead?(): Float64Array;
  /**
   * What would have been said of up to `horizon` intervals at earlier instants, the latest first. Absent where only new fits to what was
   * known then can tell.
   */
  pastForecasts?(horizon: number): PastForecast[];
}
