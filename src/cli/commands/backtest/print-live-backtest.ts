import { renderTable, type TableColumn } from '../../terminal/table.ts';
import { tableLook } from '../../terminal/table-look.ts';
import type { World } from '../../world.ts';
import type { LiveBacktest } from './live-backtest.ts';
import type { BacktestOptions } from './options.ts';

const COLUMNS: readonly TableColumn[] = [
  { heading: 'model' },
  { heading: 'days ahead' },
  { heading: 'intervals', digits: 0 },
  { heading: 'wape %', digits: 2 },
  { heading: 'bias %', digits: 2 },
  { heading: 'coverage %', digits: 1 },
  { heading: 'of', digits: 0 },
];

/** How good published forecasts were, for people: a row for each model and lead. */
export function liveBacktestText(result: LiveBacktest, { color }: BacktestOptions, world: World): string {
  const look = tableLook(world.stdout, { color }, world.env);
  const rows = result.leads.map(({ model, fromDays, toDays, intervals, wape, bias, coverage, intervalWidth }) => [
    ...[model, toDays === undefined ? `${fromDays} and more` : `${fromDays} to ${toDays}`, intervals],
    ...[percent(wape), percent(bias), percent(coverage), percent(intervalWidth)],
  ]);
  const table = renderTable(COLUMNS, rows, look);
  const many = `${result.forecasts} ${result.forecasts === 1 ? 'forecast' : 'forecasts'}`;
  return `Published forecasts of ${result.metric}, ${many} (${result.timeZone}), by how far ahead\n\n${table}`;
}

const percent = (fraction: number | undefined): number | undefined =>
  fraction === undefined ? undefined : 100 * fraction;
