import { printable } from '../../terminal/printable.ts';
import { renderTable, type TableColumn } from '../../terminal/table.ts';
import { tableLook } from '../../terminal/table-look.ts';
import type { World } from '../../world.ts';
import type { CampaignBacktest } from './campaign-backtest.ts';
import type { BacktestOptions } from './options.ts';

const COLUMNS: readonly TableColumn[] = [
  { heading: 'model' },
  { heading: 'brier', digits: 4 },
  { heading: 'pooled error', digits: 4 },
  { heading: 'coverage %', digits: 1 },
];

/** The backtest of answer rates for people, the best first. */
export function campaignBacktestText(result: CampaignBacktest, { color }: BacktestOptions, world: World): string {
  const { campaign, timeZone, intervalWidth, scores, origins, hours, attempts } = result;
  const look = tableLook(world.stdout, { color }, world.env);
  const rows = scores.map(({ model, brier, pooledError, coverage }) => [
    ...[model, brier, pooledError, coverage === undefined ? undefined : 100 * coverage],
  ]);
  const table = renderTable(COLUMNS, rows, look);
  const bounds = `bounds of ${Number((100 * intervalWidth).toPrecision(6))} %`;
  return `Backtest of answer rates, ${printable(campaign.name)}: 24 hours from each of ${origins} instants (${timeZone}), ${bounds}\n\n${table}\n${attempts} attempts in ${hours} hours\n`;
}
