import { isoInstant } from '../series/iso-instant.ts';
import type { BacktestResult } from './backtest-result.ts';
import { METRIC_NAMES } from './metric-name.ts';

/** The document `gcforecast/backtest@1`: instants in UTC, numbers unrounded, null where a measure is not defined. */
export function backtestDocument({ models, series, failed, warnings, noiseFloor, ...run }: BacktestResult): object {
  return {
    schema: 'gcforecast/backtest@1',
    asOf: isoInstant(run.asOf),
    timeZone: run.timeZone,
    granularity: run.granularity,
    metric: METRIC_NAMES[run.metric],
    ...(run.protocol === undefined ? {} : { protocol: run.protocol }),
    horizon: run.horizonDays,
    folds: run.folds,
    intervalWidth: run.intervalWidthFraction,
    noiseFloor: noiseFloor ?? null,
    models: models.map(({ model, ...numbers }) => ({
      model,
      ...nullWhereUndefined(numbers),
      unavoidableShare: unavoidableShare(noiseFloor, numbers.wape),
    })),
    series: series.map((one) => ({
      key: one.key,
      noiseFloor: one.noiseFloor ?? null,
      folds: one.folds.map(({ cutoff, model, ...numbers }) => ({
        cutoff: isoInstant(cutoff),
        model,
        ...nullWhereUndefined(numbers),
      })),
    })),
    ...(warnings.length === 0 ? {} : { warnings }),
    ...(failed.length === 0
      ? {}
      : { failed: failed.map(({ key, failure: { code, message } }) => ({ key, code, message })) }),
  };
}

const unavoidableShare = (noiseFloor: number | undefined, wape: number | undefined): number | null =>
  noiseFloor === undefined || wape === undefined || wape === 0 ? null : noiseFloor / wape;

const nullWhereUndefined = (numbers: object): Record<string, number | null> =>
  Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, value ?? null]));
