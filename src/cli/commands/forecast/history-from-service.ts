import type { Config } from '../../../config/read-config.ts';
import { dataFailure } from '../../../errors.ts';
import type { ContactCentre } from '../../../genesys/contact-centre.ts';
import { calendarStep, floorToStep, isSubDaily } from '../../../series/calendar-step.ts';
import type { VolumeRecord } from '../../../series/records.ts';
import { type SeriesQuestion, volumeSeries } from '../../../series/volume-series.ts';
import { completeSince } from '../../../store/volumes/lacking-ranges.ts';
import { readVolumes } from '../../../store/volumes/read-volumes.ts';
import { openVolumeStore } from '../../../store/volumes/volume-store.ts';
import type { World } from '../../world.ts';
import { askedBreakdown, requireTold } from '../history/asked-breakdown.ts';
import { daysBefore } from '../history/asked-range.ts';
import { selectedQueues } from '../history/selected-queues.ts';
import { topUp } from '../history/top-up.ts';
import { type OpenHistory, withHistory } from '../history/with-history.ts';
import type { Reporting } from '../log.ts';
import type { History, HistorySeries } from './history.ts';
import { type HistoryOptions, metricOf } from './options.ts';

const DAILY_HISTORY_DAYS = 730;
const INTRADAY_HISTORY_DAYS = 182;

/**
 * History of the organisation or of a recording: the store is topped up as far back as asked, then all of it that is complete
 * up to the present is used.
 */
export const historyFromService = (
  options: HistoryOptions,
  config: Config,
  world: World,
  reporting: Reporting,
): Promise<History> =>
  withHistory(config, options, world, reporting, mayAsk(options), (history) => readHistory(history, options, world));

/** All shards of a run must see the same history, and only one program may add to it at a time. */
const mayAsk = ({ fetch, shard, replay }: HistoryOptions): boolean =>
  fetch && (shard === undefined || replay !== undefined);

async function readHistory(opened: OpenHistory, options: HistoryOptions, world: World): Promise<History> {
  const { centre, asOf, timeZone, root, forecastLog, finish } = opened;
  const step = calendarStep(options.granularity ?? 'P1D');
  const metric = metricOf(options);
  requireTold(metric, centre);
  const breakdown = askedBreakdown(options, centre);
  const store = openVolumeStore(root, { step, timeZone, direction: 'inbound', breakdown });
  const to = floorToStep(asOf, step, timeZone);
  const daysBack = options.historyDays ?? (isSubDaily(step) ? INTRADAY_HISTORY_DAYS : DAILY_HISTORY_DAYS);
  const askedFrom = daysBefore(to, daysBack, timeZone);
  const queueIds = await selectedQueues(options.queue, centre, store, mayAsk(options));
  const selection = queueIds === undefined ? {} : { queueIds };
  if (mayAsk(options)) await topUp(store, centre, { from: askedFrom, to, ...selection }, asOf, world.nowMs);
  const from = completeSince(store, to, queueIds);
  if (from === undefined) throw notStored();
  const records: VolumeRecord[] = [];
  const media = options.media === undefined ? {} : { mediaTypes: options.media };
  for await (const record of readVolumes(store, { from, to, ...selection, ...media })) records.push(record);
  const question = { from, to, step, timeZone, metric, by: options.by ?? [] };
  return {
    series:
      tellsHandling(centre) && metric === 'offered' ? withHandling(records, question) : volumeSeries(records, question),
    asOf,
    timeZone,
    askedFrom: from,
    warnings: [],
    ...(forecastLog === undefined ? {} : { forecastLog }),
    finish,
  };
}

const tellsHandling = ({ untold = [] }: ContactCentre): boolean => !untold.includes('handled');

/** Volumes with what their contacts took. All counts of a record start and are ordered alike. */
function withHandling(records: readonly VolumeRecord[], question: SeriesQuestion): HistorySeries[] {
  const handleSeconds = volumeSeries(records, { ...question, metric: 'handleSeconds' });
  const handled = volumeSeries(records, { ...question, metric: 'handled' });
  return volumeSeries(records, question).map((one, i) => ({
    ...one,
    handling: { handleSeconds: handleSeconds[i].series.values, handled: handled[i].series.values },
  }));
}

const notStored = () =>
  dataFailure(
    'the local history does not reach up to the present',
    'run `gcforecast fetch` with the same --granularity and --time-zone first, or leave out --no-fetch or --shard',
  );
