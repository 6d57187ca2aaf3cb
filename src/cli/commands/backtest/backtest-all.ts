import type { BacktestResult } from '../../../export/backtest-result.ts';
import { pooledAccuracy } from '../../../models/backtest/accuracy.ts';
import type { FoldScore, SeriesBacktest } from '../../../models/backtest/backtest.ts';
import { pooled, quotient } from '../../../models/backtest/pooled-ratio.ts';
import { PROTOCOLS } from '../../../models/backtest/protocol.ts';
import { PROTOCOL_LEVEL, PROTOCOL_NAIVE } from '../../../models/backtest/protocol-backtest.ts';
import type { SeriesKey } from '../../../series/records.ts';
import type { Progress } from '../../terminal/progress.ts';
import { type BatchWork, runInBatches } from '../../workers/batches.ts';
import { receivedFailure } from '../../workers/sent-failure.ts';
import { estimatedMs } from '../forecast/forecasting-models.ts';
import { type History, type HistorySeries, seriesBuffers } from '../forecast/history.ts';
import { MODEL_NAMES, type ModelName } from '../forecast/model-names.ts';
import { metricOf } from '../forecast/options.ts';
import { type BacktestBatch, type BacktestOutcome, backtestBatch } from './backtest-batch.ts';
import type { BacktestOptions } from './options.ts';

/**
 * Backtests every series of a history, on `--jobs` threads when there is enough to do; only the times depend on how many. The
 * series belong to this function afterwards. Throws the signal's reason when it is aborted.
 */
export async function backtestAll(
  { series, asOf, timeZone, warnings }: History,
  options: BacktestOptions,
  signal: AbortSignal,
  progress: Progress,
): Promise<BacktestResult> {
  const models = options.models ?? MODEL_NAMES;
  const protocol = PROTOCOLS.find(({ name }) => name === options.protocol);
  const plan = { horizonDays: options.horizon, folds: options.folds, levelFraction: options.intervalWidth };
  const listed = protocol === undefined ? models : [...models, PROTOCOL_NAIVE];
  const [{ series: first }] = series;
  progress.phase('backtesting series', series.length);
  const outcomes = await runInBatches(series, workOf(models, protocol ?? plan), {
    jobs: options.jobs,
    workMs: (protocol?.origins ?? options.folds) * models.reduce((sum, model) => sum + estimatedMs(model, series), 0),
    signal,
    onDone: (many) => progress.advance(many),
  });
  const done = outcomes.flatMap((outcome) => ('backtest' in outcome ? [outcome] : []));
  return {
    asOf,
    timeZone,
    granularity: first.step.iso,
    metric: metricOf(options),
    ...(protocol === undefined
      ? { horizonDays: options.horizon, folds: options.folds, intervalWidthFraction: options.intervalWidth }
      : {
          protocol: protocol.name,
          horizonDays: protocol.horizon === 'nextOpenDay' ? 1 : 7 * protocol.horizon.weeks,
          folds: protocol.origins,
          intervalWidthFraction: PROTOCOL_LEVEL,
        }),
    ...overall(
      done.map(({ backtest }) => backtest),
      listed,
    ),
    series: done.map(({ key, backtest }) => seriesOf(key, backtest)),
    failed: outcomes.flatMap((outcome) =>
      'failure' in outcome ? [{ key: outcome.key, failure: receivedFailure(outcome.failure) }] : [],
    ),
    warnings: [
      ...warnings,
      ...missingWarning(
        done.flatMap(({ backtest }) => backtest.folds),
        models,
      ),
    ],
  };
}

const workOf = (
  models: readonly ModelName[],
  plan: BacktestBatch['plan'],
): BatchWork<HistorySeries, BacktestBatch, BacktestOutcome> => ({
  batchOf: (series) => ({ series: series.map(({ key, series: one }) => ({ key, series: one })), models, plan }),
  run: backtestBatch,
  onThread: { file: new URL('../workers/backtest-batch.js', import.meta.url), name: 'backtestBatch' },
  buffersOf: ({ series }) => series.flatMap(seriesBuffers),
});

/** All series and folds together, the model with the least wape first. */
function overall(
  backtests: readonly SeriesBacktest[],
  models: readonly string[],
): Pick<BacktestResult, 'models' | 'noiseFloor'> {
  const folds = backtests.flatMap((backtest) => backtest.folds);
  const naiveWape = wapeOf(folds.filter((fold) => fold.model === PROTOCOL_NAIVE));
  const accuracies = models.map((model) => {
    const own = folds.filter((fold) => fold.model === model);
    return {
      model,
      ...pooledAccuracy(own.map(({ ratios }) => ratios)),
      ...(naiveWape === undefined ? {} : inUnitsOfOthers(own, naiveWape)),
      fitMs: own.reduce((sum, { fitMs }) => sum + fitMs, 0) / own.length,
    };
  });
  const rankOf = ({ wape }: (typeof accuracies)[number]) => wape ?? Number.POSITIVE_INFINITY;
  return {
    models: accuracies.sort((a, b) => (rankOf(a) < rankOf(b) ? -1 : Number(rankOf(a) > rankOf(b)))),
    noiseFloor: quotient(pooled(backtests.flatMap(({ noiseFloor }) => noiseFloor ?? []))),
  };
}

const wapeOf = (folds: readonly FoldScore[]): number | undefined =>
  quotient(pooled(folds.map(({ ratios }) => ratios.wape)));

/** As rows of other tools on the same folds are told: relative to the seasonal naive forecast, and to the mean of what came. */
function inUnitsOfOthers(own: readonly FoldScore[], naiveWape: number) {
  const wape = wapeOf(own);
  const score = pooled(own.map(({ ratios }) => ratios.winkler));
  const { denominator } = pooled(own.map(({ ratios }) => ratios.wape));
  return {
    relativeWape: wape === undefined ? undefined : wape / naiveWape,
    winklerOverMean: score.denominator === 0 ? undefined : quotient({ numerator: score.numerator, denominator }),
  };
}

const seriesOf = (key: SeriesKey, { folds, noiseFloor }: SeriesBacktest): BacktestResult['series'][number] => ({
  key,
  noiseFloor: noiseFloor && quotient(noiseFloor),
  folds: folds.map(({ ratios, ...fold }) => ({ ...fold, ...pooledAccuracy([ratios]) })),
});

function missingWarning(folds: readonly FoldScore[], [model]: readonly ModelName[]): string[] {
  const own = folds.filter((fold) => fold.model === model);
  const missing = own.reduce((sum, fold) => sum + fold.missing, 0);
  if (missing === 0) return [];
  const all = missing + own.reduce((sum, { scored }) => sum + scored, 0);
  return [`${missing} of ${all} intervals to be tested are missing and left out, not counted as 0`];
}
