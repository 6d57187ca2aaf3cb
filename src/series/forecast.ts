import type { CalendarStep } from './calendar-step.ts';
import type { ModelSelection } from './model-selection.ts';
import type { EpochSeconds } from './time-zone.ts';

/** A central prediction interval, one bound per interval of the forecast. */
export interface PredictionInterval {
  /** Probability that the interval is to hold, between 0 and 1. */
  readonly levelFraction: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** What a fitted model says about the intervals after its history. Plain data, in the unit of the history. */
export interface Forecast {
  readonly start: EpochSeconds;
  readonly step: CalendarStep;
  readonly timeZone: string;
  readonly unit: string;
  readonly point: Float64Array;
  readonly intervals: readonly PredictionInterval[];
  /** Parts that add up to the point, for example `trend` and `weekly`. */
  readonly components: Readonly<Record<string, Float64Array>>;
  /** 1 where the centre is closed and the forecast is zero by definition. */
  readonly closed: Uint8Array;
  /** Of a model that chooses among others. */
  readonly selection?: ModelSelection;
}

/** Calendar weeks from Monday, calendar months, or all that is forecast. */
export type SumPeriod = 'week' | 'month' | 'all';

/** What comes in a period together, as far as the forecast covers it, with a central prediction interval. */
export interface PeriodSum {
  readonly period: SumPeriod;
  /** Of what is forecast of it. */
  readonly start: EpochSeconds;
  readonly end: EpochSeconds;
  readonly point: number;
  readonly lower: number;
  readonly upper: number;
}
