import type { BacktestResult } from '../../../export/backtest-result.ts';
import { seriesName } from '../../../series/series-key.ts';
import { printable } from '../../terminal/printable.ts';
import { renderTable, type TableColumn, type TableLook } from '../../terminal/table.ts';
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

const PROTOCOL_COLUMNS: readonly TableColumn[] = [
  { heading: 'model' },
  { heading: 'wape %', digits: 2 },
  { heading: 'of snaive', digits: 3 },
  { heading: 'mase', digits: 3 },
  { heading: 'coverage %', digits: 1 },
  { heading: 'winkler/mean', digits: 3 },
  { heading: 'fit ms', digits: 1 },
];

/** The backtest for people: a row for each model, the best first, and what no model could have done better. */
export function backtestText(result: BacktestResult, options: BacktestOptions, world: World): string {
  const look = tableLook(world.stdout, options, world.env);
  const table = result.protocol === undefined ? accuracyTable(result, look) : protocolTable(result, look);
  return `${headingOf(result, options)}\n\n${table}${floorNote(result)}`;
}

function accuracyTable({ models }: BacktestResult, look: TableLook): string {
  const rows = models.map(({ model, wape, skill, mase, rmse, bias, coverage, winkler, fitMs }) => [
    ...[model, percent(wape), percent(skill), mase, rmse, percent(bias), percent(coverage), winkler, fitMs],
  ]);
  return renderTable(COLUMNS, rows, look);
}

function protocolTable({ models }: BacktestResult, look: TableLook): string {
  const rows = models.map(({ model, wape, relativeWape, mase, coverage, winklerOverMean, fitMs }) => [
    ...[model, percent(wape), relativeWape, mase, percent(coverage), winklerOverMean],
    fitMs === 0 ? undefined : fitMs,
  ]);
  return renderTable(PROTOCOL_COLUMNS, rows, look);
}

const percent = (fraction: number | undefined): number | undefined =>
  fraction === undefined ? undefined : 100 * fraction;

function headingOf(
  { series, timeZone, folds, horizonDays, intervalWidthFraction, protocol }: BacktestResult,
  options: BacktestOptions,
) {
  const [{ key }] = series;
  const what = series.length === 1 ? printable(seriesName(key)) : `${series.length} series`;
  const tests = `${counted(folds, 'fold')} of ${counted(horizonDays, 'day')}`;
  const width = Number((100 * intervalWidthFraction).toPrecision(6));
  const by = protocol === undefined ? '' : `by the protocol ${protocol}, up to `;
  return `Backtest of ${options.metric}, ${what}: ${by}${tests} (${timeZone}), bounds of ${width} %`;
}

function floorNote({ noiseFloor, models: [best] }: BacktestResult): string {
  if (noiseFloor === undefined || best.wape === undefined || best.wape === 0) return '';
  const share = Math.min(100, (100 * noiseFloor) / best.wape);
  return `\nNo forecast could avoid a wape of ${(100 * noiseFloor).toFixed(2)} % for counts of this size: ${share.toFixed(0)} % of that of ${best.model}\n`;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
