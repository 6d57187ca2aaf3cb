import type { BacktestResult } from '../../../export/backtest-result.ts';
import { seriesName } from '../../../series/series-key.ts';
import { printable } from '../../terminal/printable.ts';
import { renderTable, type TableColumn } from '../../terminal/table.ts';
import { tableLook } from '../../terminal/table-look.ts';
import type { World } from '../../world.ts';
import type { BacktestOptions } from './options.ts';

const COLUMNS: readonly TableColumn[] = [
  { heading: 'model' },
  { heading: 'wape %', digits: 2 },
  { heading: 'skill %', digits: 1 },
  { heading: 'mase', digits: 3 },
  { heading: 'rmse', digits: 1 },
  { heading: 'bias %', digits: 2 },
  { heading: 'coverage %', digits: 1 },
  { heading: 'winkler', digits: 1 },
  { heading: 'fit ms', digits: 1 },
];

/** The backtest for people: a row for each model, the best first, and what no model could have done better. */
export function backtestText(result: BacktestResult, options: BacktestOptions, world: World): string {
  const look = tableLook(world.stdout, options, world.env);
  const rows = result.models.map(({ model, wape, skill, mase, rmse, bias, coverage, winkler, fitMs }) => [
    ...[model, percent(wape), percent(skill), mase, rmse, percent(bias), percent(coverage), winkler, fitMs],
  ]);
  const table = renderTable(COLUMNS, rows, look);
  return `${headingOf(result, options)}\n\n${table}${floorNote(result)}`;
}

const percent = (fraction: number | undefined): number | undefined =>
  fraction === undefined ? undefined : 100 * fraction;

function headingOf(
  { series, timeZone, folds, horizonDays, intervalWidthFraction }: BacktestResult,
  options: BacktestOptions,
) {
  const [{ key }] = series;
  const what = series.length === 1 ? printable(seriesName(key)) : `${series.length} series`;
  const tests = `${counted(folds, 'fold')} of ${counted(horizonDays, 'day')}`;
  const width = Number((100 * intervalWidthFraction).toPrecision(6));
  return `Backtest of ${options.metric}, ${what}: ${tests} (${timeZone}), bounds of ${width} %`;
}

function floorNote({ noiseFloor, models: [best] }: BacktestResult): string {
  if (noiseFloor === undefined || best.wape === undefined || best.wape === 0) return '';
  const share = Math.min(100, (100 * noiseFloor) / best.wape);
  return `\nNo forecast could avoid a wape of ${(100 * noiseFloor).toFixed(2)} % for counts of this size: ${share.toFixed(0)} % of that of ${best.model}\n`;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
