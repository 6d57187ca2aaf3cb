import { usageFailure } from '../../errors.ts';
import type { ForecastResult } from '../../export/forecast-result.ts';
import { seriesName } from '../../series/series-key.ts';
import { progressMode, withProgress } from '../terminal/progress.ts';
import type { World } from '../world.ts';
import { type Forecasts, forecastAll } from './forecast/forecast-all.ts';
import { type ForecastOutput, wholeOutput } from './forecast/forecast-output.ts';
import type { History } from './forecast/history.ts';
import type { ForecastOptions } from './forecast/options.ts';
import { readHistory, requireOneSource } from './forecast/read-history.ts';
import { configOf } from './global-options.ts';
import { openLog } from './log.ts';

const PARTLY_DONE = 7;

/** `gcforecast forecast`: a history, a model for each series, a file, and the result on stdout. Returns the exit code. */
export async function forecast(options: ForecastOptions, world: World): Promise<number> {
  requireOneSource(options);
  requireParts(options);
  const output = await outputOf(options, world);
  const config = await configOf(options, world);
  const mode = progressMode({
    noProgressFlag: !options.progress,
    quiet: options.quiet === true,
    verbose: options.verbose === true,
    isTTY: world.stderr.isTTY === true,
    env: world.env,
  });
  const { history, forecasts, write } = await withProgress(world.stderr, mode, world.nowMs, async (progress) => {
    const log = await openLog(config, options, world, progress.above);
    for (const warning of config.warnings) log.warn({}, warning);
    const history = await readHistory(options, config, world, { log, progress });
    const { series, write } = output(history);
    const forecasts = await forecastAll({ ...history, series }, options, world.signal, progress);
    if (options.shard === undefined) requireResult(forecasts);
    for (const warning of warningsOf(history, forecasts)) log.warn({}, warning);
    return { history, forecasts, write };
  });
  world.signal.throwIfAborted();
  const text = await write(forecasts);
  await history.finish();
  world.stdout.write(text);
  return forecasts.failed.length === 0 ? 0 : PARTLY_DONE;
}

/** What writes shards is loaded only for one. */
async function outputOf(options: ForecastOptions, world: World): Promise<ForecastOutput> {
  if (options.shard === undefined) return wholeOutput(options, world);
  const { shardOutput } = await import('./forecast/forecast-shard.ts');
  return shardOutput(options.shard, options, world);
}

function requireParts({ totals, by, shard, raw }: ForecastOptions): void {
  if (totals !== true) return;
  if (by === undefined) throw usageFailure('--totals needs parts to total', 'name them: --by queue,media');
  const other = [shard && '--shard', raw === true && '--raw'].find((name) => typeof name === 'string');
  if (other === undefined) return;
  const why =
    other === '--raw' ? 'totals are reconciled with parts that are not below 0' : 'totals need all the parts at once';
  throw usageFailure(`--totals and ${other} exclude each other`, `${why}: leave one of the two out`);
}

/** A series that cannot be forecast does not hold up the others; when none can be, its failure is that of the run. */
function requireResult({ results, failed }: Forecasts): void {
  if (results.length === 0) throw failed[0].failure;
}

function warningsOf(history: History, { results, failed }: Forecasts): string[] {
  const name = (result: ForecastResult) => (results.length === 1 ? '' : `${seriesName(result.key)}: `);
  return [
    ...history.warnings,
    ...results.flatMap((result) => result.warnings.map((warning) => `${name(result)}${warning}`)),
    ...failed.map(({ failure }) => `not forecast: ${failure.message}`),
  ];
}
