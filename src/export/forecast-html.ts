import { localTime } from '../series/iso-instant.ts';
import { lastIntervals } from '../series/series.ts';
import { seriesName } from '../series/series-key.ts';
import type { ForecastResult } from './forecast-result.ts';
import type { ForecastRow } from './forecast-rows.ts';
import { escaped } from './html-text.ts';
import { METRIC_NAMES } from './metric-name.ts';
import { roundedRows } from './rounded-rows.ts';
import { svgChart } from './svg-chart.ts';

const STYLE = `body{font:14px/1.4 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#222;background:#fff}
h1{font-size:1.3rem}h2{font-size:1.1rem;margin:2rem 0 0}p{color:#666;margin:.2rem 0 1rem}
svg{width:100%;height:auto}svg text{font-size:12px;fill:#666}path{fill:none}
.grid{stroke:#e5e5e5}.history{stroke:#1f6f8b;stroke-width:1.5}.forecast{stroke:#b5541c;stroke-width:2}.band{fill:#b5541c;fill-opacity:.18}
table{border-collapse:collapse}th,td{padding:.2rem .7rem;border-bottom:1px solid #ddd;text-align:right;font-variant-numeric:tabular-nums}
th:first-child,td:first-child{text-align:left}`;

// The chart shows a few times as much history as forecast, or the forecast would be a sliver.
const HISTORY_PER_HORIZON = 3;

/**
 * Forecasts as one HTML page without scripts and without anything from elsewhere, series by series: a chart, and a table with
 * numbers as the CSV has them, at the local time of the forecast.
 */
export async function* forecastHtml(
  results: readonly ForecastResult[],
  intervalWidthFraction: number,
): AsyncGenerator<string> {
  const metrics = [...new Set(results.map(({ metric }) => METRIC_NAMES[metric]))].join(', ');
  const title = `Forecast of ${metrics}`;
  yield [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n',
    `<title>${escaped(title)}</title>\n<style>\n${STYLE}\n</style>\n</head>\n<body>\n<h1>${escaped(title)}</h1>\n`,
  ].join('');
  for (const result of results) yield section(result, intervalWidthFraction);
  yield '</body>\n</html>\n';
}

function section(result: ForecastResult, intervalWidthFraction: number): string {
  const { key, model, history, forecast, warnings } = result;
  const percent = Number((100 * intervalWidthFraction).toPrecision(6));
  const subtitle = `Model ${model}, bounds of ${percent} %, times of ${forecast.timeZone}`;
  const shown = lastIntervals(history, HISTORY_PER_HORIZON * forecast.point.length);
  return [
    `<section>\n<h2>${escaped(seriesName(key))}</h2>\n<p>${escaped(subtitle)}</p>\n`,
    svgChart(shown, {
      ...forecast,
      intervals: forecast.intervals.filter(({ levelFraction }) => levelFraction === intervalWidthFraction),
    }),
    ...warnings.map((warning) => `<p>${escaped(warning)}</p>\n`),
    tableOf(roundedRows(result, intervalWidthFraction), forecast.timeZone),
    '</section>\n',
  ].join('');
}

function tableOf(rows: readonly ForecastRow[], timeZone: string): string {
  const hasHandleTime = rows[0]?.ahtSeconds !== undefined;
  const headings = ['interval', 'forecast', 'lower', 'upper', ...(hasHandleTime ? ['handle time (s)'] : [])];
  const body = rows.map(({ start, forecast, lower, upper, ahtSeconds }) => {
    const cells = [localTime(timeZone, start), forecast, lower, upper, ...(hasHandleTime ? [ahtSeconds ?? ''] : [])];
    return `<tr>${cells.map((cell) => `<td>${escaped(String(cell))}</td>`).join('')}</tr>\n`;
  });
  const head = headings.map((heading) => `<th scope="col">${escaped(heading)}</th>`).join('');
  return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join('')}</tbody>\n</table>\n`;
}
