import { dataFailure } from '../../../errors.ts';
import {
  type BacktestPlan,
  backtest,
  intervalsNeeded,
  type SeriesBacktest,
} from '../../../models/backtest/backtest.ts';
import type { Protocol } from '../../../models/backtest/protocol.ts';
import { protocolBacktest } from '../../../models/backtest/protocol-backtest.ts';
import type { ForecastingModel } from '../../../models/forecasting-model.ts';
import { PROPHET_DEFAULTS } from '../../../models/prophet/options.ts';
import { requireForecastable } from '../../../series/history-quality.ts';
import type { SeriesKey } from '../../../series/records.ts';
import { firstIntervals, type KeyedSeries } from '../../../series/series.ts';
import { seriesName } from '../../../series/series-key.ts';
import { outcomeOrFailure, type SentFailure } from '../../workers/sent-failure.ts';
import { modelNamed, onHistoryOf } from '../forecast/forecasting-models.ts';
import type { ModelName } from '../forecast/model-names.ts';

/** Some of the series of a run. Plain data, as a thread can be sent. */
export interface BacktestBatch {
  readonly series: readonly KeyedSeries[];
  readonly models: readonly ModelName[];
  readonly plan: BacktestPlan | Protocol;
}

/** What became of one series. */
export type BacktestOutcome = { readonly key: SeriesKey } & (
  | { readonly backtest: SeriesBacktest }
  | { readonly failure: SentFailure }
);

/** Backtests each series, in order; one that does not allow it does not hold up the others. */
export async function backtestBatch({ series, models: names, plan }: BacktestBatch): Promise<BacktestOutcome[]> {
  const models = await Promise.all(names.map((name) => modelNamed(name, PROPHET_DEFAULTS)));
  return series.map((one) => ({
    key: one.key,
    ...outcomeOrFailure(() => ({
      backtest: 'origins' in plan ? protocolBacktestOf(one, models, plan) : backtestOf(one, models, plan),
    })),
  }));
}

function protocolBacktestOf(
  { key, series }: KeyedSeries,
  models: readonly ForecastingModel[],
  protocol: Protocol,
): SeriesBacktest {
  requireForecastable({ key, series });
  try {
    return { folds: protocolBacktest(series, models, protocol, () => performance.now()) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw dataFailure(
      `${seriesName(key)}: ${error.message}`,
      'give the history that the protocol takes, choose another --protocol, or --models that take less',
    );
  }
}

function backtestOf(
  { key, series }: KeyedSeries,
  models: readonly ForecastingModel[],
  plan: BacktestPlan,
): SeriesBacktest {
  const needed = intervalsNeeded(series, models, plan);
  if (series.values.length < needed) throw tooShort({ key, series }, needed, plan);
  const firstPast = series.values.length - intervalsNeeded(series, [], plan);
  requireForecastable({ key, series: firstIntervals(series, firstPast) });
  // A thread has no clock but its own.
  const result = onHistoryOf(key, () => backtest(series, models, plan, () => performance.now()));
  if (result.folds.some(({ scored }) => scored > 0)) return result;
  throw dataFailure(
    `${seriesName(key)}: none of the intervals to be tested has a value`,
    'give a history that reaches up to its end, or more --folds',
  );
}

const tooShort = ({ key, series }: KeyedSeries, needed: number, { folds, horizonDays }: BacktestPlan) =>
  dataFailure(
    `${seriesName(key)}: the history has ${series.values.length} intervals, and ${folds} folds of ${horizonDays} days ` +
      `after what the models learn from take ${needed} or more`,
    'give more history, fewer --folds or a shorter --horizon',
  );
