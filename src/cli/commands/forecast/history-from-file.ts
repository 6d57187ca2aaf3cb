import { resolve } from 'node:path';
import type { Config } from '../../../config/read-config.ts';
import { calendarStep } from '../../../series/calendar-step.ts';
import { wholeIntervals } from '../../../series/whole-intervals.ts';
import { parseColumns } from '../../../store/history-file/history-columns.ts';
import { readHistoryFile } from '../../../store/history-file/history-file.ts';
import { keepsRecords } from '../../keeps-records.ts';
import type { World } from '../../world.ts';
import { inputPath } from '../input-path.ts';
import type { History } from './history.ts';
import { type HistoryOptions, metricOf } from './options.ts';

/** History from a CSV file or stdin: no service is used. Intervals that have not ended yet are left out. */
export async function historyFromFile(
  source: string,
  options: HistoryOptions,
  config: Config,
  world: World,
): Promise<History> {
  const asOf = options.asOf ?? Math.floor(world.nowMs() / 1000);
  const { timeZone } = config;
  const file = await readHistoryFile(
    inputPath(source, world),
    {
      timeZone,
      metric: metricOf(options),
      by: options.by ?? [],
      columns: options.columns === undefined ? {} : parseColumns(options.columns),
      allowNegative: options.raw === true,
      ...(options.granularity === undefined ? {} : { step: calendarStep(options.granularity) }),
    },
    world.stdin,
  );
  const series = file.series.map(({ key, series: read }) => ({ key, series: wholeIntervals(read, asOf) }));
  const running = file.series.some(({ series: read }, i) => series[i].series.values.length < read.values.length);
  return {
    series,
    asOf,
    timeZone,
    warnings: running ? [...file.warnings, 'intervals that have not ended yet were left out'] : file.warnings,
    ...(await forecastLogOf(source, config, world)),
    finish: async () => {},
  };
}

/** Standard input has no name to be found again by, and no home is made for a forecast alone. */
async function forecastLogOf(source: string, config: Config, world: World): Promise<Pick<History, 'forecastLog'>> {
  if (source === '-' || !keepsRecords(config)) return {};
  const { logOfFile } = await import('../../../store/forecast-log/log-of-file.ts');
  return { forecastLog: logOfFile(config.home, resolve(world.cwd, source)) };
}
