import type { FailedSeries, ForecastResult } from '../../../export/forecast-result.ts';
import type { EpochSeconds } from '../../../series/time-zone.ts';
import type { Progress } from '../../terminal/progress.ts';
import { type BatchWork, runInBatches } from '../../workers/batches.ts';
import { receivedFailure } from '../../workers/sent-failure.ts';
import { coherentForecasts, totalsOf } from './coherent-totals.ts';
import { type ForecastBatch, forecastBatch, type SeriesOutcome } from './forecast-batch.ts';
import type { BaseForecast } from './forecast-series.ts';
import { estimatedMs } from './forecasting-models.ts';
import { type History, type HistorySeries, seriesBuffers } from './history.ts';
import type { ForecastOptions } from './options.ts';
import type { Events } from './read-events.ts';

// One for each of the days that an update learns from, one at the start of the day and one at the end of the history.
const FITS_OF_AN_UPDATE = 30;

/** The forecasts of a run, and the series that have none, each in the order of the history. */
export interface Forecasts {
  readonly results: readonly ForecastResult[];
  readonly failed: readonly FailedSeries[];
}

/**
 * Forecasts every series of a history, and with `--totals` their totals so that all add up, on `--jobs` threads when there is enough to do; the outcome does not depend on how
 * many. The series belong to this function afterwards. Throws the signal's reason when it is aborted.
 */
export async function forecastAll(
  { series: parts, askedFrom, events = [] }: Pick<History, 'series' | 'askedFrom'> & Partial<Pick<Events, 'events'>>,
  options: ForecastOptions,
  signal: AbortSignal,
  progress: Progress,
): Promise<Forecasts> {
  const series = options.totals === true ? [...parts, ...totalsOf(parts)] : parts;
  progress.phase('forecasting series', series.length);
  const outcomes = await runInBatches(series, workOf(options, askedFrom, events), {
    jobs: options.jobs,
    workMs: (options.update === true ? FITS_OF_AN_UPDATE : 1) * estimatedMs(options.model, series),
    signal,
    onDone: (many) => progress.advance(many),
  });
  return {
    results: options.totals === true ? reconciled(outcomes, parts.length, options) : outcomes.flatMap(resultsOf),
    failed: outcomes.flatMap((outcome) =>
      'result' in outcome ? [] : [{ key: outcome.key, failure: receivedFailure(outcome.failure) }],
    ),
  };
}

/** A series that cannot be forecast does not hold up the others; when none can be, its failure is that of the run. */
export function requireForecast({ results, failed }: Forecasts): void {
  if (results.length === 0) throw failed[0].failure;
}

function reconciled(outcomes: readonly SeriesOutcome[], partCount: number, options: ForecastOptions): ForecastResult[] {
  const parts = outcomes.slice(0, partCount).flatMap(baseForecastsOf);
  return parts.length === 0
    ? []
    : coherentForecasts(parts, outcomes.slice(partCount).flatMap(baseForecastsOf), options);
}

const resultsOf = (outcome: SeriesOutcome): ForecastResult[] => ('result' in outcome ? [outcome.result] : []);

const baseForecastsOf = (outcome: SeriesOutcome): BaseForecast[] =>
  'result' in outcome && outcome.residuals !== undefined ? [{ ...outcome, residuals: outcome.residuals }] : [];

const workOf = (
  options: ForecastOptions,
  askedFrom: EpochSeconds | undefined,
  events: Events['events'],
): BatchWork<HistorySeries, ForecastBatch, SeriesOutcome> => ({
  batchOf: (series) => ({ series, options, askedFrom, events }),
  run: forecastBatch,
  onThread: { file: new URL('../workers/forecast-batch.js', import.meta.url), name: 'forecastBatch' },
  buffersOf: ({ series }) => series.flatMap(seriesBuffers),
});
