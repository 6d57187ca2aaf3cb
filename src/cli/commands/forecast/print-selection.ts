import type { ForecastResult } from '../../../export/forecast-result.ts';
import type { ModelSelection } from '../../../series/model-selection.ts';
import type { Colors } from '../../terminal/colors.ts';
import { renderTable, type TableColumn } from '../../terminal/table.ts';
import type { ForecastOptions } from './options.ts';

const COLUMNS: readonly TableColumn[] = [
  { heading: 'model' },
  { heading: 'weight %', digits: 0 },
  { heading: 'wape %', digits: 2 },
  { heading: 'why' },
];

/** A line that tells what a forecast was chosen to be made of, and with --verbose the table behind it; of several series, how many were made so. */
export function selectionText(
  results: readonly ForecastResult[],
  { verbose }: ForecastOptions,
  colors: Colors,
): string {
  const selections = results.flatMap(({ forecast: { selection } }) => selection ?? []);
  if (selections.length === 0) return '';
  if (selections.length > 1) return `${chosenOfMany(selections)}\n`;
  const [only] = selections;
  return `chosen: ${chosenModels(only)}${evidence(only)}\n${verbose === true ? `\n${selectionTable(only, colors)}` : ''}`;
}

const chosenModels = ({ chosen }: ModelSelection): string =>
  chosen
    .map(({ model, weight }) => (chosen.length === 1 ? model : `${Math.round(100 * weight)} % ${model}`))
    .join(' + ');

const evidence = ({ innerFolds, wape }: ModelSelection): string =>
  wape === undefined
    ? ''
    : `, wape ${(100 * wape).toFixed(2)} % on ${innerFolds} earlier ${innerFolds === 1 ? 'forecast' : 'forecasts'}`;

function chosenOfMany(selections: readonly ModelSelection[]): string {
  const counts = new Map<string, number>();
  for (const selection of selections) {
    const name = selection.chosen.map(({ model }) => model).join(' + ');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const byCount = [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  return `chosen: ${byCount.map(([name, many]) => `${name} for ${many}`).join(', ')}`;
}

function selectionTable({ chosen, rejected }: ModelSelection, colors: Colors): string {
  const percent = (fraction: number | undefined) => (fraction === undefined ? undefined : 100 * fraction);
  const rows = [
    ...chosen.map(({ model, weight, wape }) => [model, 100 * weight, percent(wape), 'chosen']),
    ...rejected.map(({ model, reason, wape }) => [model, 0, percent(wape), reason]),
  ];
  return renderTable(COLUMNS, rows, { colors });
}
