import type { Config } from '../../../config/read-config.ts';
import { dataFailure } from '../../../errors.ts';
import { calendarStep, floorToStep, isSubDaily } from '../../../series/calendar-step.ts';
import { recentHandleSeconds } from '../../../series/handle-time.ts';
import type { VolumeRecord } from '../../../series/records.ts';
import type { KeyedSeries } from '../../../series/series.ts';
import type { EpochSeconds } from '../../../series/time-zone.ts';
import { volumeSeries } from '../../../series/volume-series.ts';
import { completeSince } from '../../../store/volumes/lacking-ranges.ts';
import { readVolumes } from '../../../store/volumes/read-volumes.ts';
import { openVolumeStore } from '../../../store/volumes/volume-store.ts';
import type { World } from '../../world.ts';
import { daysBefore } from '../history/asked-range.ts';
import { selectedQueues } from '../history/selected-queues.ts';
import { topUp } from '../history/top-up.ts';
import { type OpenHistory, withHistory } from '../history/with-history.ts';
import type { Reporting } from '../log.ts';
import type { History, HistorySeries } from './history.ts';
import { type ForecastOptions, metricOf } from './options.ts';

const DAILY_HISTORY_DAYS = 730;
const INTRADAY_HISTORY_DAYS = 182;

/**
 * History of the organisation or of a recording: the store is topped up as far back as asked, then all of it that is complete
 * up to the present is used.
 */
export const historyFromService = (
  options: ForecastOptions,
  config: Config,
  world: World,
  reporting: Reporting,
): Promise<History> =>
  withHistory(config, options, world, reporting, options.fetch, (history) => readHistory(history, options, world));

async function readHistory(opened: OpenHistory, options: ForecastOptions, world: World): Promise<History> {
  const { centre, asOf, timeZone, root, finish } = opened;
  const step = calendarStep(options.granularity ?? 'P1D');
  const store = openVolumeStore(root, { step, timeZone, direction: 'inbound' });
  const to = floorToStep(asOf, step, timeZone);
  const daysBack = options.historyDays ?? (isSubDaily(step) ? INTRADAY_HISTORY_DAYS : DAILY_HISTORY_DAYS);
  const askedFrom = daysBefore(to, daysBack, timeZone);
  const queueIds = await selectedQueues(options.queue, centre, store, options.fetch);
  const selection = queueIds === undefined ? {} : { queueIds };
  if (options.fetch) await topUp(store, centre, { from: askedFrom, to, ...selection }, asOf, world.nowMs);
  const from = completeSince(store, to, queueIds);
  if (from === undefined) throw notStored();
  const records: VolumeRecord[] = [];
  const media = options.media === undefined ? {} : { mediaTypes: options.media };
  for await (const record of readVolumes(store, { from, to, ...selection, ...media })) records.push(record);
  const series = volumeSeries(records, { from, to, step, timeZone, metric: metricOf(options), by: options.by ?? [] });
  return {
    series: metricOf(options) === 'offered' ? series.map((one) => withHandleTime(one, records, to)) : series,
    asOf,
    timeZone,
    askedFrom: from,
    warnings: [],
    finish,
  };
}

function withHandleTime(one: KeyedSeries, records: readonly VolumeRecord[], end: EpochSeconds): HistorySeries {
  const handleSeconds = recentHandleSeconds(records, one.key, end);
  return handleSeconds === undefined ? one : { ...one, handleSeconds };
}

const notStored = () =>
  dataFailure(
    'the local history does not reach up to the present',
    'leave out --no-fetch, or run `gcforecast fetch` with the same --granularity and --time-zone first',
  );
