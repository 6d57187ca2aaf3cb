import type { KeyedSeries } from '../../../series/series.ts';
import type { EpochSeconds } from '../../../series/time-zone.ts';

/** The history that a forecast is made from, wherever it came from. */
export interface History {
  readonly series: readonly HistorySeries[];
  readonly asOf: EpochSeconds;
  readonly timeZone: string;
  /** Start of the range that was asked for; absent when all there is was asked for. */
  readonly askedFrom?: EpochSeconds;
  /** What was put right, or should be known, about all of it. */
  readonly warnings: readonly string[];
  /** The folder in which forecasts of it are kept; absent where it has none: a recording, standard input. */
  readonly forecastLog?: string;
  /** To be called when the run has succeeded. */
  finish(): Promise<void>;
}

/** A series to forecast, with what its contacts took where that is known. */
export interface HistorySeries extends KeyedSeries {
  readonly handling?: Handling;
}

/** Seconds of handling and contacts behind them, for each interval of the series beside it. */
export interface Handling {
  readonly handleSeconds: Float64Array;
  readonly handled: Float64Array;
}

/** What a series hands over to a thread instead of being copied; it is empty here afterwards. */
export const seriesBuffers = ({ series: { values, closed }, handling }: HistorySeries): ArrayBufferLike[] =>
  [values, closed, ...Object.values(handling ?? {})].map(({ buffer }) => buffer);
