import { resolve } from 'node:path';
import type { Config } from '../../config/read-config.ts';
import { Failure, usageFailure } from '../../errors.ts';
import { fileFormat } from '../../export/file-format.ts';
import { forecastCsv } from '../../export/forecast-csv.ts';
import { forecastDocument } from '../../export/forecast-json.ts';
import type { FailedSeries, ForecastResult } from '../../export/forecast-result.ts';
import { writeFile } from '../../export/write-file.ts';
import { seriesName } from '../../series/series-key.ts';
import { progressMode, withProgress } from '../terminal/progress.ts';
import type { World } from '../world.ts';
import { forecastSeries } from './forecast/forecast-series.ts';
import type { History } from './forecast/history.ts';
import { historyFromFile } from './forecast/history-from-file.ts';
import type { ForecastOptions } from './forecast/options.ts';
import { forecastText } from './forecast/print-forecast.ts';
import { configOf } from './global-options.ts';
import { openLog, type Reporting } from './log.ts';

const STDOUT = '-';
const PARTLY_DONE = 7;

/** `gcforecast forecast`: a history, a model for each series, a file, and the result on stdout. Returns the exit code. */
export async function forecast(options: ForecastOptions, world: World): Promise<number> {
  requireOneSource(options);
  const format = outputFormat(options);
  const config = await configOf(options, world);
  const mode = progressMode({
    noProgressFlag: !options.progress,
    quiet: options.quiet === true,
    verbose: options.verbose === true,
    isTTY: world.stderr.isTTY === true,
    env: world.env,
  });
  const done = await withProgress(world.stderr, mode, world.nowMs, async (progress) => {
    const log = await openLog(config, options, world, progress.above);
    for (const warning of config.warnings) log.warn({}, warning);
    const history = await historyOf(options, config, world, { log, progress });
    const { results, failed } = forecastAll(history, options);
    for (const warning of warningsOf(history, results, failed)) log.warn({}, warning);
    return { history, results, failed };
  });
  const { history, results, failed } = done;
  const csv = () => forecastCsv(results, options.intervalWidth);
  const json = () =>
    `${JSON.stringify(forecastDocument(runOf(history, results, options), results, failed), null, 2)}\n`;
  world.signal.throwIfAborted();
  if (format !== 'stdout') {
    await writeFile(resolve(world.cwd, options.output), format === 'csv' ? csv() : json(), world.signal);
  }
  await history.finish();
  if (options.json === true) world.stdout.write(json());
  else if (format === 'stdout') world.stdout.write(csv());
  else world.stdout.write(`${forecastText(results, options, world)}\nwritten: ${options.output}\n`);
  return failed.length === 0 ? 0 : PARTLY_DONE;
}

/** The command line compares the options of one command only, and the last two belong to all commands. */
function requireOneSource({ history, record, replay }: ForecastOptions): void {
  const other = record === undefined ? replay && '--replay' : '--record';
  if (history === undefined || other === undefined) return;
  throw usageFailure(
    `--history and ${other} exclude each other`,
    'a history from a file asks no service: leave one of the two out',
  );
}

function outputFormat({ output, json }: ForecastOptions): 'csv' | 'json' | 'stdout' {
  if (output !== STDOUT) return fileFormat(output, ['csv', 'json']);
  if (json !== true) return 'stdout';
  throw usageFailure('--json and --output - both want stdout', 'name a file with --output, or leave out --json');
}

/** A history from a file needs no network, which takes longer to load than all the rest. */
async function historyOf(
  options: ForecastOptions,
  config: Config,
  world: World,
  reporting: Reporting,
): Promise<History> {
  if (options.history !== undefined) {
    return historyFromFile(options.history, options, config, world);
  }
  const { historyFromService } = await import('./forecast/history-from-service.ts');
  return historyFromService(options, config, world, reporting);
}

/** A series that cannot be forecast does not hold up the others; when none can be, its failure is that of the run. */
function forecastAll(
  history: History,
  options: ForecastOptions,
): { results: ForecastResult[]; failed: FailedSeries[] } {
  const results: ForecastResult[] = [];
  const failed: FailedSeries[] = [];
  for (const one of history.series) {
    try {
      results.push(forecastSeries(one, options, history.askedFrom));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failed.push({ key: one.key, failure: error });
    }
  }
  if (results.length === 0) throw failed[0].failure;
  return { results, failed };
}

function warningsOf(history: History, results: readonly ForecastResult[], failed: readonly FailedSeries[]): string[] {
  const name = (result: ForecastResult) => (results.length === 1 ? '' : `${seriesName(result.key)}: `);
  return [
    ...history.warnings,
    ...results.flatMap((result) => result.warnings.map((warning) => `${name(result)}${warning}`)),
    ...failed.map(({ failure }) => `not forecast: ${failure.message}`),
  ];
}

const runOf = (history: History, [first]: readonly ForecastResult[], { intervalWidth }: ForecastOptions) => ({
  asOf: history.asOf,
  timeZone: history.timeZone,
  granularity: first.history.step.iso,
  intervalWidthFraction: intervalWidth,
  warnings: history.warnings,
});
