import { usageFailure } from '../../errors.ts';
import { isSubDaily, nominalDays } from '../../series/calendar-step.ts';
import type { World } from '../world.ts';
import { forecastAll, requireForecast } from './forecast/forecast-all.ts';
import { type ForecastOutput, wholeOutput } from './forecast/forecast-output.ts';
import { forecastWarnings } from './forecast/forecast-warnings.ts';
import type { History } from './forecast/history.ts';
import { keep } from './forecast/keep-forecast.ts';
import type { ForecastOptions } from './forecast/options.ts';
import { readEvents } from './forecast/read-events.ts';
import { readHistory, requireOneSource } from './forecast/read-history.ts';
import { withReporting } from './with-reporting.ts';

const PARTLY_DONE = 7;

/** `gcforecast forecast`: a history, a model for each series, a file, and the result on stdout. Returns the exit code. */
export async function forecast(options: ForecastOptions, world: World): Promise<number> {
  requireOneSource(options);
  requireParts(options);
  requireUpdatable(options);
  const output = await outputOf(options, world);
  const { history, forecasts, write, log } = await withReporting(options, world, async (config, { log, progress }) => {
    const read = await readHistory(options, config, world, { log, progress });
    requireIntraday(options, read);
    requireSummable(options, read);
    requireDays(options, read);
    const { events, warnings } = await readEvents(options, read, world);
    const history = { ...read, warnings: [...read.warnings, ...warnings] };
    const { series, write } = output(history);
    const forecasts = await forecastAll({ ...history, series, events }, options, world.signal, progress);
    if (options.shard === undefined) requireForecast(forecasts);
    for (const warning of forecastWarnings(history, forecasts)) log.warn({}, warning);
    return { history, forecasts, write, log };
  });
  world.signal.throwIfAborted();
  const text = await write(forecasts);
  await history.finish();
  if (isKept(options)) await keep(history, forecasts, options, log);
  world.stdout.write(text);
  return forecasts.failed.length === 0 ? 0 : PARTLY_DONE;
}

/** A part is not what is published, and a recording says nothing of how good forecasts are. */
const isKept = ({ log, shard, replay }: ForecastOptions): boolean =>
  log === true && shard === undefined && replay === undefined;

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

function requireUpdatable({ update, raw }: ForecastOptions): void {
  if (update === true && raw === true)
    throw usageFailure(
      '--update and --raw exclude each other',
      'how a day went so far is a ratio, which takes no negative values: leave one of the two out',
    );
}

function requireIntraday({ update }: ForecastOptions, { series: [first] }: History): void {
  if (update !== true || isSubDaily(first.series.step)) return;
  throw usageFailure(
    '--update is for intervals below a day: the rest of a day that is a single interval cannot be forecast',
    'give a history of shorter intervals, or choose them: --granularity PT30M',
  );
}

function requireSummable({ sums = [] }: ForecastOptions, { series: [first] }: History): void {
  if (nominalDays(first.series.step) <= 1 || sums.every((period) => period === 'all')) return;
  throw usageFailure(
    '--sums week and --sums month take days or shorter intervals: a longer one may lie in two of them',
    'ask for --sums all, or give a history of days',
  );
}

function requireDays({ open }: ForecastOptions, { series: [first] }: History): void {
  if (open === undefined || nominalDays(first.series.step) <= 1) return;
  throw usageFailure(
    '--open is for intervals of a day or shorter: longer ones are never closed as a whole',
    'choose another --granularity, or leave it out',
  );
}
