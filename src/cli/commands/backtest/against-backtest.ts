import { resolve } from 'node:path';
import { dataFailure } from '../../../errors.ts';
import { type Comparison, compareForecasts, THEIRS } from '../../../models/backtest/compare-forecasts.ts';
import { type PairedDifference, pairedDifference } from '../../../models/backtest/paired-difference.ts';
import { pooled, quotient } from '../../../models/backtest/pooled-ratio.ts';
import { PROPHET_DEFAULTS } from '../../../models/prophet/options.ts';
import { isoInstant } from '../../../series/iso-instant.ts';
import type { KeyedSeries } from '../../../series/series.ts';
import { compareSeriesKeys, seriesName } from '../../../series/series-key.ts';
import { readForecastToCompare } from '../../../store/history-file/forecast-to-compare.ts';
import { parseColumns } from '../../../store/history-file/history-columns.ts';
import type { World } from '../../world.ts';
import { modelNamed, onHistoryOf } from '../forecast/forecasting-models.ts';
import type { History } from '../forecast/history.ts';
import { MODEL_NAMES, type ModelName } from '../forecast/model-names.ts';
import { metricOf } from '../forecast/options.ts';
import type { BacktestOptions } from './options.ts';

/** Another forecast beside what models would have said of the same intervals. */
export interface AgainstBacktest {
  readonly asOf: string;
  readonly timeZone: string;
  readonly granularity: string;
  readonly metric: BacktestOptions['metric'];
  readonly horizon: number;
  /** Intervals and local days that were compared, over all series. */
  readonly intervals: number;
  readonly days: number;
  /** The wape that no forecast could have avoided; null where values are not counts. */
  readonly noiseFloor: number | null;
  /** The best first. */
  readonly forecasts: readonly ComparedForecast[];
  readonly warnings: readonly string[];
}

interface ComparedForecast {
  /** The model, or `theirs`. */
  readonly name: string;
  readonly wape: number | null;
  readonly bias: number | null;
  readonly mase: number | null;
  /** By what fraction its errors are below those of the seasonal naive forecast. */
  readonly skill: number | null;
  /** Theirs less its own wape, with the bounds of a 95 % interval; null for theirs, and for less than three days. */
  readonly gain: PairedDifference | null;
}

const CONFIDENCE = 0.95;

/** Compares the forecast in a file with every model. Fails with exit code 5 when both have no interval of any series in common. */
export async function againstBacktest(
  source: string,
  history: History,
  options: BacktestOptions,
  world: World,
): Promise<AgainstBacktest> {
  const [first] = history.series;
  const theirs = await readForecastToCompare(
    source === '-' ? source : resolve(world.cwd, source),
    {
      timeZone: history.timeZone,
      metric: metricOf(options),
      by: options.by ?? [],
      columns: options.againstColumns === undefined ? {} : parseColumns(options.againstColumns),
      allowNegative: false,
      step: first.series.step,
    },
    world.stdin,
  );
  // The yardstick of the skill is always there.
  const names: ModelName[] = [...new Set<ModelName>([...(options.models ?? MODEL_NAMES), 'naive'])];
  const models = await Promise.all(names.map((name) => modelNamed(name, PROPHET_DEFAULTS)));
  const pairs = history.series.flatMap((ours) => {
    const other = theirs.series.find(({ key }) => compareSeriesKeys(key, ours.key) === 0);
    return other === undefined ? [] : [{ ours, other }];
  });
  if (pairs.length === 0) throw nothingShared(history.series, theirs.series);
  const comparisons = pairs.map(({ ours, other }) => {
    world.signal.throwIfAborted();
    return onHistoryOf(ours.key, () => compareForecasts(ours.series, other.series, models, options.horizon));
  });
  const without = history.series.length - pairs.length;
  return {
    asOf: isoInstant(history.asOf),
    timeZone: history.timeZone,
    granularity: first.series.step.iso,
    metric: options.metric,
    horizon: options.horizon,
    intervals: comparisons.reduce((sum, { scored }) => sum + scored, 0),
    days: new Set(comparisons.flatMap(({ days }) => [...days])).size,
    noiseFloor: quotient(pooled(comparisons.flatMap(({ noiseFloor }) => noiseFloor ?? []))) ?? null,
    forecasts: comparedForecasts(comparisons, [THEIRS, ...names]),
    warnings: [
      ...history.warnings,
      ...theirs.warnings.map((warning) => `in ${source}: ${warning}`),
      ...(without === 0 ? [] : [`series of which ${source} has no forecast, and that are left out: ${without}`]),
    ],
  };
}

function comparedForecasts(comparisons: readonly Comparison[], names: readonly string[]): ComparedForecast[] {
  const scoresOf = (name: string) =>
    comparisons.flatMap(({ contenders }) => contenders.filter((one) => one.name === name));
  const naiveWape = quotient(pooled(scoresOf('naive').map(({ wape }) => wape)));
  return names
    .map((name): ComparedForecast => {
      const scores = scoresOf(name);
      const wape = quotient(pooled(scores.map((score) => score.wape))) ?? null;
      return {
        name,
        wape,
        bias: quotient(pooled(scores.map((score) => score.bias))) ?? null,
        mase: quotient(pooled(scores.map((score) => score.mase))) ?? null,
        skill: wape === null || naiveWape === undefined || naiveWape === 0 ? null : 1 - wape / naiveWape,
        gain: name === THEIRS ? null : gainOf(comparisons, name),
      };
    })
    .sort((a, b) => (a.wape ?? Number.POSITIVE_INFINITY) - (b.wape ?? Number.POSITIVE_INFINITY));
}

/** Days of all series together: errors of one day hang together across series, too. */
function gainOf(comparisons: readonly Comparison[], name: string): PairedDifference | null {
  const byDay = new Map<number, { actual: number; theirError: number; ourError: number }>();
  for (const { days, actualOfDays, contenders } of comparisons) {
    const [theirs] = contenders;
    const ours = contenders.find((one) => one.name === name) ?? theirs;
    for (const [i, day] of days.entries()) {
      const sums = byDay.get(day) ?? { actual: 0, theirError: 0, ourError: 0 };
      byDay.set(day, {
        actual: sums.actual + actualOfDays[i],
        theirError: sums.theirError + theirs.errorsOfDays[i],
        ourError: sums.ourError + ours.errorsOfDays[i],
      });
    }
  }
  const inOrder = [...byDay].sort(([a], [b]) => a - b).map(([, sums]) => sums);
  return pairedDifference(inOrder, CONFIDENCE) ?? null;
}

const nothingShared = (ours: readonly KeyedSeries[], theirs: readonly KeyedSeries[]) =>
  dataFailure(
    `the forecast to compare with is of other series: ${namesOf(theirs)}, and the history has ${namesOf(ours)}`,
    'name the columns with --against-columns key=..., or leave out --by on both sides',
  );

const namesOf = (series: readonly KeyedSeries[]): string =>
  series
    .slice(0, 3)
    .map(({ key }) => seriesName(key))
    .join('; ');
