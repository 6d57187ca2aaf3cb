import type { ForecastResult } from '../../../export/forecast-result.ts';
import { roundedRows } from '../../../export/rounded-rows.ts';
import { isSubDaily } from '../../../series/calendar-step.ts';
import { localTime } from '../../../series/iso-instant.ts';
import { lastIntervals } from '../../../series/series.ts';
import { seriesName } from '../../../series/series-key.ts';
import { weekdayOf } from '../../../series/time-zone.ts';
import { renderChart } from '../../terminal/chart.ts';
import type { Colors } from '../../terminal/colors.ts';
import { printable } from '../../terminal/printable.ts';
import { renderTable, type TableCell, type TableColumn } from '../../terminal/table.ts';
import { tableLook } from '../../terminal/table-look.ts';
import { showsUnicode } from '../../terminal/unicode.ts';
import type { World } from '../../world.ts';
import type { ForecastOptions } from './options.ts';
import { selectionText } from './print-selection.ts';
import { sumsText } from './print-sums.ts';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const ROWS_SHOWN = 31;
const CHART_HEIGHT = 14;
const CHART_WIDTH_AT_MOST = 100;
// The chart shows a few times as much history as forecast, or the forecast would be a sliver.
const HISTORY_PER_HORIZON = 3;

/** The result for people: on a terminal a chart, then a table. */
export function forecastText(results: readonly ForecastResult[], options: ForecastOptions, world: World): string {
  const look = tableLook(world.stdout, options, world.env);
  const { colors, width } = look;
  const [only] = results;
  const table = results.length === 1 ? intervalTable(only, options) : seriesTable(results, options);
  const text = renderTable(table.columns, table.rows, look);
  const chart = width === undefined || results.length > 1 ? '' : chartOf(only, width, world, colors);
  const heading = `${headingOf(results, options)}\n${selectionText(results, options, colors)}\n`;
  return `${heading}${chart === '' ? '' : `${chart}\n`}${text}${table.more}${sumsText(results, look)}`;
}

function headingOf(results: readonly ForecastResult[], { days, intervalWidth, metric }: ForecastOptions): string {
  const [{ key, history, forecast, model }] = results;
  const what = results.length === 1 ? printable(seriesName(key)) : `${results.length} series`;
  const from = localTime(forecast.timeZone, forecast.start);
  const percent = Number((100 * intervalWidth).toPrecision(6));
  return `Forecast of ${metric}, ${what}: ${days} ${days === 1 ? 'day' : 'days'} from ${from} (${history.timeZone}), bounds of ${percent} %, model ${model}`;
}

interface Table {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly TableCell[])[];
  /** What is said below it. */
  readonly more: string;
}

function intervalTable(result: ForecastResult, options: ForecastOptions): Table {
  const digits = isSubDaily(result.forecast.step) ? 2 : 0;
  const rows = roundedRows(result, options.intervalWidth).map(({ start, forecast, lower, upper }) => [
    `${WEEKDAYS[weekdayOf(result.forecast.timeZone, start)]} ${localTime(result.forecast.timeZone, start)}`,
    forecast,
    lower,
    upper,
  ]);
  const hidden = rows.length - ROWS_SHOWN;
  return {
    columns: [
      { heading: 'interval' },
      { heading: 'forecast', digits },
      { heading: 'lower', digits },
      { heading: 'upper', digits },
    ],
    rows: rows.slice(0, ROWS_SHOWN),
    more: hidden > 0 ? `... and ${hidden} more intervals\n` : '',
  };
}

function seriesTable(results: readonly ForecastResult[], { intervalWidth }: ForecastOptions): Table {
  const rows = results.map((result) => {
    const points = roundedRows(result, intervalWidth);
    const total = points.reduce((sum, { forecast }) => sum + forecast, 0);
    return [seriesName(result.key), result.history.values.length, total, total / points.length];
  });
  return {
    columns: [
      { heading: 'series' },
      { heading: 'history', digits: 0 },
      { heading: 'total', digits: 0 },
      { heading: 'per interval', digits: 1 },
    ],
    rows,
    more: '',
  };
}

function chartOf(result: ForecastResult, width: number, world: World, colors: Colors): string {
  const { history, forecast } = result;
  const shown = Math.min(history.values.length, HISTORY_PER_HORIZON * forecast.point.length);
  return renderChart(lastIntervals(history, shown), forecast, {
    width: Math.min(width, CHART_WIDTH_AT_MOST),
    height: CHART_HEIGHT,
    unicode: showsUnicode(world.env, world.platform),
    colors,
  });
}
