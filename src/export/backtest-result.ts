import type { Accuracy } from '../series/accuracy.ts';
import type { SeriesKey, VolumeMetric } from '../series/records.ts';
import type { EpochSeconds } from '../series/time-zone.ts';
import type { FailedSeries } from './forecast-result.ts';

/** A backtest of one or more series, as the exporters take it. */
export interface BacktestResult {
  readonly asOf: EpochSeconds;
  readonly timeZone: string;
  /** ISO 8601 duration of an interval. */
  readonly granularity: string;
  readonly metric: VolumeMetric;
  /** The protocol that cut the folds, if one did; `folds` is then the most that a series has. */
  readonly protocol?: string;
  /** Days that each fold forecasts. */
  readonly horizonDays: number;
  readonly folds: number;
  /** Probability that the bounds are to hold, between 0 and 1. */
  readonly intervalWidthFraction: number;
  /** The best first, over all series and folds. */
  readonly models: readonly ModelAccuracy[];
  /** The wape that no forecast could have avoided, a fraction; absent where values are not counts. */
  readonly noiseFloor?: number | undefined;
  readonly series: readonly BacktestedSeries[];
  readonly failed: readonly FailedSeries[];
  /** What a reader should know: plain sentences. */
  readonly warnings: readonly string[];
}

interface ModelAccuracy extends Accuracy {
  readonly model: string;
  /** Mean time of a fit and its forecast. */
  readonly fitMs: number;
  /** Wape in units of that of the protocol's seasonal naive forecast, by a protocol. */
  readonly relativeWape?: number | undefined;
  /** Sum of the Winkler scores over the sum of what came, by a protocol. */
  readonly winklerOverMean?: number | undefined;
}

/** One series, fold by fold, oldest first. */
interface BacktestedSeries {
  readonly key: SeriesKey;
  readonly noiseFloor?: number | undefined;
  readonly folds: readonly BacktestedFold[];
}

interface BacktestedFold extends ModelAccuracy {
  /** End of what was known. */
  readonly cutoff: EpochSeconds;
  /** Intervals that were judged, and intervals without a value, which are left out. */
  readonly scored: number;
  readonly missing: number;
}
