import { addSteps } from '../series/calendar-step.ts';
import type { DisturbedInterval } from '../series/disturbed-interval.ts';
import type { PeriodSum, SumPeriod } from '../series/forecast.ts';
import { missingCount } from '../series/history-quality.ts';
import { isoInstant } from '../series/iso-instant.ts';
import type { ModelSelection } from '../series/model-selection.ts';
import type { SeriesKey } from '../series/records.ts';
import type { Series } from '../series/series.ts';
import type { EpochSeconds } from '../series/time-zone.ts';
import type { FailedSeries, ForecastResult } from './forecast-result.ts';
import { forecastRows } from './forecast-rows.ts';
import { METRIC_NAMES } from './metric-name.ts';

/** The document `gcforecast/forecast@1`: instants in UTC, numbers unrounded. */
export interface ForecastDocument {
  readonly schema: 'gcforecast/forecast@1';
  readonly asOf: string;
  readonly timeZone: string;
  readonly granularity: string;
  /** Probability that the bounds are to hold, between 0 and 1. */
  readonly intervalWidth: number;
  readonly series: readonly ForecastDocumentSeries[];
  /** What holds for the whole history, such as repairs to a file; absent when there is nothing to say. */
  readonly warnings?: readonly string[];
  /** Series that could not be forecast, with the reason; absent when there are none. */
  readonly failed?: readonly { readonly key: SeriesKey; readonly code: string; readonly message: string }[];
}

interface ForecastDocumentSeries {
  readonly key: SeriesKey;
  /** As `--metric` names it. */
  readonly metric: string;
  readonly model: string;
  readonly history: { readonly start: string; readonly end: string; readonly points: number; readonly missing: number };
  /** Of a model that chooses among others. */
  readonly selection?: Omit<ModelSelection, 'leftOut'> & { readonly leftOut: readonly LeftOutInterval[] };
  readonly points: readonly ForecastDocumentPoint[];
  /** Where they were asked for. */
  readonly sums?: readonly ForecastDocumentSum[];
  readonly warnings: readonly string[];
}

interface LeftOutInterval extends Omit<DisturbedInterval, 'interval' | 'length'> {
  readonly start: string;
  readonly end: string;
}

interface ForecastDocumentPoint {
  readonly start: string;
  readonly end: string;
  readonly forecast: number;
  readonly lower: number;
  readonly upper: number;
  readonly ahtSeconds?: number;
  readonly components: Readonly<Record<string, number>>;
}

interface ForecastDocumentSum {
  readonly period: SumPeriod;
  readonly start: string;
  readonly end: string;
  readonly forecast: number;
  readonly lower: number;
  readonly upper: number;
}

/** What holds for all series of a run. */
interface ForecastRun {
  readonly asOf: EpochSeconds;
  readonly timeZone: string;
  readonly granularity: string;
  readonly intervalWidthFraction: number;
  readonly warnings: readonly string[];
}

/** The forecast as the document that `--json` prints and `.json` files hold. */
export function forecastDocument(
  run: ForecastRun,
  results: readonly ForecastResult[],
  failed: readonly FailedSeries[] = [],
): ForecastDocument {
  return {
    schema: 'gcforecast/forecast@1',
    asOf: isoInstant(run.asOf),
    timeZone: run.timeZone,
    granularity: run.granularity,
    intervalWidth: run.intervalWidthFraction,
    series: results.map((result) => ({
      key: result.key,
      metric: METRIC_NAMES[result.metric],
      model: result.model,
      history: historySummary(result.history),
      ...selectionOf(result),
      points: forecastRows(result, run.intervalWidthFraction).map(({ start, end, ...row }) => ({
        start: isoInstant(start),
        end: isoInstant(end),
        ...row,
      })),
      ...(result.sums === undefined ? {} : { sums: result.sums.map(documentSum) }),
      warnings: result.warnings,
    })),
    ...(run.warnings.length === 0 ? {} : { warnings: run.warnings }),
    ...(failed.length === 0
      ? {}
      : { failed: failed.map(({ key, failure: { code, message } }) => ({ key, code, message })) }),
  };
}

const documentSum = ({ period, start, end, point, lower, upper }: PeriodSum): ForecastDocumentSum => ({
  period,
  start: isoInstant(start),
  end: isoInstant(end),
  forecast: point,
  lower,
  upper,
});

function selectionOf({ history, forecast: { selection } }: ForecastResult): Pick<ForecastDocumentSeries, 'selection'> {
  if (selection === undefined) return {};
  const { start, step, timeZone } = history;
  const leftOut = selection.leftOut.map(({ interval, length, ...rest }) => ({
    start: isoInstant(addSteps(start, step, timeZone, interval)),
    end: isoInstant(addSteps(start, step, timeZone, interval + length)),
    ...rest,
  }));
  return { selection: { ...selection, leftOut } };
}

function historySummary(history: Series): ForecastDocumentSeries['history'] {
  const { start, step, timeZone, values } = history;
  return {
    start: isoInstant(start),
    end: isoInstant(addSteps(start, step, timeZone, values.length)),
    points: values.length,
    missing: missingCount(history),
  };
}
