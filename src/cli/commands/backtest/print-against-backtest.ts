import { renderTable, type TableColumn } from '../../terminal/table.ts';
import { tableLook } from '../../terminal/table-look.ts';
import type { World } from '../../world.ts';
import type { AgainstBacktest } from './against-backtest.ts';
import type { BacktestOptions } from './options.ts';

const COLUMNS: readonly TableColumn[] = [
  { heading: 'forecast' },
  { heading: 'wape %', digits: 2 },
  { heading: 'bias %', digits: 2 },
  { heading: 'mase', digits: 3 },
  { heading: 'skill %', digits: 1 },
  { heading: 'gain %', digits: 2 },
  { heading: 'from', digits: 2 },
  { heading: 'to', digits: 2 },
];

/** The comparison for people: the best first, and how sure the difference is. */
export function againstBacktestText(result: AgainstBacktest, { color }: BacktestOptions, world: World): string {
  const look = tableLook(world.stdout, { color }, world.env);
  const rows = result.forecasts.map(({ name, wape, bias, mase, skill, gain }) => [
    ...[name, percent(wape), percent(bias), mase ?? undefined, percent(skill)],
    ...[percent(gain?.difference), percent(gain?.lower), percent(gain?.upper)],
  ]);
  const table = renderTable(COLUMNS, rows, look);
  const heading = `Forecasts of ${result.metric} on the same ${result.intervals} intervals of ${result.days} days (${result.timeZone})`;
  return `${heading}\n\n${table}\n${NOTE}${floorNote(result)}`;
}

const NOTE =
  'skill: errors below those of the seasonal naive forecast; gain: wape of theirs less its own, and where that lies with a confidence of 95 %\n';

const floorNote = ({ noiseFloor }: AgainstBacktest): string =>
  noiseFloor === null
    ? ''
    : `No forecast could avoid a wape of ${(100 * noiseFloor).toFixed(2)} % for counts of this size\n`;

const percent = (fraction: number | null | undefined): number | undefined =>
  fraction === null || fraction === undefined ? undefined : 100 * fraction;
