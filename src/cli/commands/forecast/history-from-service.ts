import type { Config } from '../../../config/read-config.ts';
import { usageFailure } from '../../../errors.ts';
import type { ContactCentre } from '../../../genesys/contact-centre.ts';
import { nearestName } from '../../../nearest-name.ts';
import { addSteps, calendarStep, floorToStep, isSubDaily } from '../../../series/calendar-step.ts';
import { recentHandleSeconds } from '../../../series/handle-time.ts';
import type { Queue, VolumeRecord } from '../../../series/records.ts';
import type { KeyedSeries } from '../../../series/series.ts';
import type { EpochSeconds } from '../../../series/time-zone.ts';
import { volumeSeries } from '../../../series/volume-series.ts';
import type { World } from '../../world.ts';
import type { Reporting } from '../log.ts';
import { openContactCentre } from '../open-contact-centre.ts';
import type { History, HistorySeries } from './history.ts';
import { type ForecastOptions, metricOf } from './options.ts';

const DAILY_HISTORY_DAYS = 730;
const INTRADAY_HISTORY_DAYS = 182;

/** History from the organisation or a recording: whole intervals up to the present, as far back as asked. */
export async function historyFromService(
  options: ForecastOptions,
  config: Config,
  world: World,
  reporting: Reporting,
): Promise<History> {
  const { centre, asOf, timeZone, finish } = await openContactCentre(config, options, world, reporting);
  const step = calendarStep(options.granularity ?? 'P1D');
  const day = calendarStep('P1D');
  const to = floorToStep(asOf, step, timeZone);
  const daysBack = options.historyDays ?? (isSubDaily(step) ? INTRADAY_HISTORY_DAYS : DAILY_HISTORY_DAYS);
  const from = addSteps(floorToStep(to, day, timeZone), day, timeZone, -daysBack);
  const queueIds = options.queue === undefined ? undefined : await queueIdsOf(options.queue, centre);
  const records: VolumeRecord[] = [];
  for await (const record of centre.volumes({
    from,
    to,
    step,
    timeZone,
    direction: 'inbound',
    ...(queueIds === undefined ? {} : { queueIds }),
    ...(options.media === undefined ? {} : { mediaTypes: options.media }),
  })) {
    records.push(record);
  }
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

/** Queues by id, or by name regardless of case. */
async function queueIdsOf(wanted: readonly string[], centre: ContactCentre): Promise<string[]> {
  const queues: Queue[] = [];
  for await (const queue of centre.queues()) queues.push(queue);
  return wanted.flatMap((text) => {
    const found = queues.filter(({ id, name }) => id === text || name.toLowerCase() === text.toLowerCase());
    if (found.length > 0) return found.map(({ id }) => id);
    const nearest = nearestName(
      text,
      queues.map(({ name }) => name),
    );
    throw usageFailure(
      `there is no queue '${text}' among the ${queues.length} queues that this client may see`,
      nearest === undefined
        ? 'check the name, and that a role of the OAuth client is granted in the division of the queue'
        : `did you mean '${nearest}'?`,
    );
  });
}
