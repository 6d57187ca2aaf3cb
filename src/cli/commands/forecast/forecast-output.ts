import { usageFailure } from '../../../errors.ts';
import { fileFormat } from '../../../export/file-format.ts';
import { forecastCsv, forecastSumsCsv } from '../../../export/forecast-csv.ts';
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
      await writeSums(forecasts, options, world);
      await writePage(forecasts, options, world);
      if (options.json === true) return json();
      if (format === 'stdout') return csv();
      return `${forecastText(forecasts.results, options, world)}\n${writtenFiles(options)}`;
    },
  });
}

const writtenFiles = (options: ForecastOptions): string =>
  [options.output, sumsFile(options), options.html]
    .map((file) => (file === undefined ? '' : `written: ${file}\n`))
    .join('');

/** A table of intervals has no room for their sums: beside `forecast.csv` they are in `forecast-sums.csv`. */
function sumsFile({ output, sums }: ForecastOptions): string | undefined {
  if (sums === undefined || output === STDOUT || fileFormat(output, ['csv', 'json']) === 'json') return undefined;
  return `${output.slice(0, -'.csv'.length)}-sums.csv`;
}

async function writeSums({ results }: Forecasts, options: ForecastOptions, world: World): Promise<void> {
  const file = sumsFile(options);
  if (file !== undefined) await writeOutput(file, forecastSumsCsv(results), world);
}

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

function outputFormat({ output, json, sums }: ForecastOptions): 'csv' | 'json' | 'stdout' {
  if (output !== STDOUT) return fileFormat(output, ['csv', 'json']);
  if (sums !== undefined)
    throw usageFailure(
      '--output - has the intervals alone, and no room for --sums',
      'name a file with --output, or take --json with one',
    );
  if (json !== true) return 'stdout';
  throw usageFailure('--json and --output - both want stdout', 'name a file with --output, or leave out --json');
}
