import { usageFailure } from '../../../errors.ts';
import { fileFormat } from '../../../export/file-format.ts';
import { forecastCsv } from '../../../export/forecast-csv.ts';
import { type ForecastDocument, forecastDocument } from '../../../export/forecast-json.ts';
import { jsonText } from '../../../export/json.ts';
import type { World } from '../../world.ts';
import { writeOutput } from '../write-output.ts';
import type { Forecasts } from './forecast-all.ts';
import type { History } from './history.ts';
import type { ForecastOptions } from './options.ts';
import { forecastText } from './print-forecast.ts';

/** What a run is to make of a history that has been read, and has not been forecast yet. */
export type ForecastOutput = (history: History) => {
  /** The series to forecast. */
  readonly series: History['series'];
  /** Writes the files and returns the text for stdout. */
  readonly write: (forecasts: Forecasts) => Promise<string>;
};

const STDOUT = '-';

/** All series in one file, or on stdout. Fails with exit code 2 for options that contradict each other. */
export function wholeOutput(options: ForecastOptions, world: World): ForecastOutput {
  const format = outputFormat(options);
  return (history) => ({
    series: history.series,
    write: async (forecasts) => {
      const csv = () => forecastCsv(forecasts.results, options.intervalWidth);
      const json = () => jsonText(documentOf(history, forecasts, options));
      if (format !== 'stdout') {
        await writeOutput(options.output, format === 'csv' ? csv() : json(), world);
      }
      await writePage(forecasts, options, world);
      if (options.json === true) return json();
      if (format === 'stdout') return csv();
      return `${forecastText(forecasts.results, options, world)}\n${writtenFiles(options)}`;
    },
  });
}

const writtenFiles = ({ output, html }: ForecastOptions): string =>
  [output, ...(html === undefined ? [] : [html])].map((file) => `written: ${file}\n`).join('');

/** The page is loaded only for one who wants it. */
async function writePage(
  { results }: Forecasts,
  { html, intervalWidth }: ForecastOptions,
  world: World,
): Promise<void> {
  if (html === undefined) return;
  const { forecastHtml } = await import('../../../export/forecast-html.ts');
  await writeOutput(html, forecastHtml(results, intervalWidth), world);
}

/** The document of a run, or of its share. */
export function documentOf(history: History, forecasts: Forecasts, options: ForecastOptions): ForecastDocument {
  const { asOf, timeZone, warnings } = history;
  // All series of a history share a step, and a share of them may be empty.
  const granularity = history.series[0].series.step.iso;
  const run = { asOf, timeZone, granularity, intervalWidthFraction: options.intervalWidth, warnings };
  return forecastDocument(run, forecasts.results, forecasts.failed);
}

function outputFormat({ output, json }: ForecastOptions): 'csv' | 'json' | 'stdout' {
  if (output !== STDOUT) return fileFormat(output, ['csv', 'json']);
  if (json !== true) return 'stdout';
  throw usageFailure('--json and --output - both want stdout', 'name a file with --output, or leave out --json');
}
