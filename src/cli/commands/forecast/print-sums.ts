import type { ForecastResult } from '../../../export/forecast-result.ts';
import { roundedSums } from '../../../export/rounded-sums.ts';
import { localTime } from '../../../series/iso-instant.ts';
import { seriesName } from '../../../series/series-key.ts';
import { renderTable, type TableColumn, type TableLook } from '../../terminal/table.ts';

const COLUMNS: readonly TableColumn[] = [
  { heading: 'period' },
  { heading: 'from' },
  { heading: 'up to' },
  { heading: 'forecast', digits: 0 },
  { heading: 'lower', digits: 0 },
  { heading: 'upper', digits: 0 },
];

/** The table of the sums that were asked for, with the series before where there are several; nothing where none were. */
export function sumsText(results: readonly ForecastResult[], look: TableLook): string {
  const rows = results.flatMap(({ key, forecast: { timeZone }, sums = [] }) =>
    roundedSums(sums).map(({ period, start, end, point, lower, upper }) => [
      ...(results.length === 1 ? [] : [seriesName(key)]),
      ...[period, localTime(timeZone, start), localTime(timeZone, end), point, lower, upper],
    ]),
  );
  if (rows.length === 0) return '';
  return `\n${renderTable(results.length === 1 ? COLUMNS : [{ heading: 'series' }, ...COLUMNS], rows, look)}`;
}
