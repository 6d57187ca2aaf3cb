import { availableParallelism } from 'node:os';
import { Failure } from '../../../errors.ts';
import type { FailedSeries, ForecastResult } from '../../../export/forecast-result.ts';
import type { Progress } from '../../terminal/progress.ts';
import { coherentForecasts, totalsOf } from './coherent-totals.ts';
import { type ForecastBatch, forecastBatch, type SeriesOutcome } from './forecast-batch.ts';
import type { BaseForecast } from './forecast-series.ts';
import type { History, HistorySeries } from './history.ts';
import type { ForecastOptions } from './options.ts';

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
  { series: parts, askedFrom }: Pick<History, 'series' | 'askedFrom'>,
  options: ForecastOptions,
  signal: AbortSignal,
  progress: Progress,
): Promise<Forecasts> {
  const series = options.totals === true ? [...parts, ...totalsOf(parts)] : parts;
  if (series.length > 1) progress.phase('forecasting series', series.length);
  const threads = Math.min(options.jobs ?? availableParallelism(), series.length);
  const inBatchesOf = (size: number): ForecastBatch[] =>
    batchesOf(series, size).map((some) => ({ series: some, options, askedFrom }));
  const onDone = (outcomes: readonly SeriesOutcome[]) => progress.advance(outcomes.length);
  const outcomes =
    threads > 1 && workMs(series) > THREADS_PAY_ABOVE_MS
      ? await onThreads(inBatchesOf(batchSize(series.length, threads)), threads, signal, onDone)
      : await onThisThread(inBatchesOf(1), signal, onDone);
  return {
    results: options.totals === true ? reconciled(outcomes, parts.length, options) : outcomes.flatMap(resultsOf),
    failed: outcomes.flatMap((outcome) => ('result' in outcome ? [] : [failedSeries(outcome)])),
  };
}

function reconciled(
  outcomes: readonly SeriesOutcome[],
  partCount: number,
  { reconcile }: ForecastOptions,
): ForecastResult[] {
  const parts = outcomes.slice(0, partCount).flatMap(baseForecastsOf);
  return parts.length === 0
    ? []
    : coherentForecasts(parts, outcomes.slice(partCount).flatMap(baseForecastsOf), reconcile);
}

const resultsOf = (outcome: SeriesOutcome): ForecastResult[] => ('result' in outcome ? [outcome.result] : []);

const baseForecastsOf = (outcome: SeriesOutcome): BaseForecast[] =>
  'result' in outcome && outcome.residuals !== undefined
    ? [{ result: outcome.result, residuals: outcome.residuals }]
    : [];

/** A thread takes 30 ms to start and must load and warm up the models once more. */
const THREADS_PAY_ABOVE_MS = 100;
const MS_PER_SERIES = 0.2;
const MS_PER_INTERVAL = 0.002;

const workMs = (series: readonly HistorySeries[]): number =>
  series.reduce((sum, { series: { values } }) => sum + MS_PER_SERIES + MS_PER_INTERVAL * values.length, 0);

/** Several batches for each thread, since some series take longer than others, but each large enough to be worth a message. */
const batchSize = (series: number, threads: number): number => Math.min(16, Math.ceil(series / (8 * threads)));

const batchesOf = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

async function onThreads(
  batches: readonly ForecastBatch[],
  threads: number,
  signal: AbortSignal,
  onDone: (outcomes: readonly SeriesOutcome[]) => void,
): Promise<SeriesOutcome[]> {
  const { runOnThreads } = await import('../../workers/thread-pool.ts');
  // From where the build puts this module, which differs from where the sources lie.
  const work = { file: new URL('../workers/forecast-batch.js', import.meta.url), name: 'forecastBatch' };
  const buffersOf = (batch: ForecastBatch) =>
    batch.series.flatMap(({ series: { values, closed }, handling }) =>
      [values, closed, ...Object.values(handling ?? {})].map(({ buffer }) => buffer),
    );
  const outcomes = await runOnThreads<ForecastBatch, SeriesOutcome[]>(work, batches, {
    threads,
    signal,
    buffersOf,
    onDone,
  });
  return outcomes.flat();
}

async function onThisThread(
  batches: readonly ForecastBatch[],
  signal: AbortSignal,
  onDone: (outcomes: readonly SeriesOutcome[]) => void,
): Promise<SeriesOutcome[]> {
  const outcomes: SeriesOutcome[] = [];
  for (const batch of batches) {
    const some = forecastBatch(batch);
    outcomes.push(...some);
    onDone(some);
    // A signal is heard only between two turns of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  }
  return outcomes;
}

function failedSeries({ key, message, failure }: Exclude<SeriesOutcome, { result: unknown }>): FailedSeries {
  const { code, exitCode, hint } = failure;
  return { key, failure: new Failure(message, { code, exitCode, ...(hint === undefined ? {} : { hint }) }) };
}
