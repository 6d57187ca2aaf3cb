import * as z from 'zod/mini';
import { Failure } from '../../errors.ts';
import { isoInstant } from '../../series/iso-instant.ts';
import type { AgentCapacity } from '../../series/records.ts';
import { type EpochSeconds, startOfDay, startOfNextDay, wallSecondsAt } from '../../series/time-zone.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Client } from '../client.ts';
import { instant } from '../instant.ts';
import { contractFailure } from '../service-failure.ts';
import type { ScheduledCapacity, ScheduleQuestion } from '../workforce.ts';
import { inOrder } from './in-order.ts';
import { BUSINESS_UNITS_PATH, type PlannedGroup, planningGroupOf } from './planning-groups.ts';

const CONCURRENT_DAYS = 4;

const intraday = z.object({
  status: z.nullish(z.string()),
  result: z.nullish(
    z.object({
      startDate: z.nullish(instant),
      endDate: z.nullish(instant),
      intervalLengthMinutes: z.nullish(z.number().check(z.positive())),
      noDataReason: z.nullish(z.string()),
      intradayDataGroupings: z.nullish(
        z.array(
          z.object({
            mediaType: z.nullish(z.string()),
            scheduleDataPerInterval: z.nullish(
              z.array(z.object({ onQueueTimeSeconds: z.nullish(z.number().check(z.nonnegative())) })),
            ),
          }),
        ),
      ),
    }),
  ),
});

type IntradayResult = NonNullable<z.infer<typeof intraday>['result']>;

/** What is known of one local day. */
interface Day {
  readonly records: readonly AgentCapacity[];
  /** Why there are none. */
  readonly reason?: string;
  readonly day: string;
}

/**
 * The agents who are scheduled on queue for the planning group of a queue, from the published schedule: seconds on queue
 * over the length of the interval. One query for each local day of the business unit that the range touches, since small
 * answers come at once. Throws a Failure (exit code 4) when the service works on an answer that can only be had by
 * notification, or ends without one.
 */
export async function scheduledCapacity(client: Client, question: ScheduleQuestion): Promise<ScheduledCapacity> {
  const { queueId, skillId, from, to, intervalMinutes } = question;
  if (queueId === undefined) throw new RangeError('schedules are told by queue');
  if (![15, 30, 60].includes(intervalMinutes)) throw new RangeError('schedules come by 15, 30 or 60 minutes');
  const group = await planningGroupOf(client, queueId, skillId);
  const { id, name, queueIds, timeZone } = group;
  const records: AgentCapacity[] = [];
  const daysWithout: { day: string; reason: string }[] = [];
  const ask = (day: EpochSeconds, signal: AbortSignal) => scheduledDay(client, group, day, intervalMinutes, signal);
  for await (const { day, records: ofDay, reason } of inOrder(daysOf(timeZone, from, to), CONCURRENT_DAYS, ask)) {
    if (reason !== undefined) daysWithout.push({ day, reason });
    records.push(...ofDay.filter(({ intervalStart, intervalEnd }) => intervalStart < to && intervalEnd > from));
  }
  return { planningGroup: { id, ...(name === undefined ? {} : { name }), queueIds }, timeZone, records, daysWithout };
}

function daysOf(timeZone: string, from: EpochSeconds, to: EpochSeconds): EpochSeconds[] {
  const days: EpochSeconds[] = [];
  for (let day = startOfDay(timeZone, from); day < to; day = startOfNextDay(timeZone, day)) days.push(day);
  return days;
}

async function scheduledDay(
  client: Client,
  { id, businessUnitId, timeZone }: PlannedGroup,
  midnight: EpochSeconds,
  intervalMinutes: number,
  signal: AbortSignal,
): Promise<Day> {
  const day = new Date(wallSecondsAt(timeZone, midnight) * 1000).toISOString().slice(0, 10);
  const request: ApiRequest = {
    what: `the schedule of ${day}`,
    method: 'POST',
    path: `${BUSINESS_UNITS_PATH}/${encodeURIComponent(businessUnitId)}/intraday`,
    body: {
      businessUnitDate: day,
      categories: ['ScheduleData'],
      planningGroupIds: [id],
      intervalLengthMinutes: intervalMinutes,
    },
    permission: 'wfm:intraday:view',
  };
  const { status, result } = await client.ask(request, intraday, signal);
  if (status !== 'Complete') throw notComplete(request, status ?? 'no status');
  if (result == null) throw contractFailure(request, 'complete, but without a result');
  const seconds = onQueueSeconds(result);
  if (seconds === undefined) return { day, records: [], reason: result.noDataReason ?? 'no schedule data for voice' };
  return { day, records: recordsOf(seconds, result, midnight, startOfNextDay(timeZone, midnight), request) };
}

function notComplete({ what, path }: ApiRequest, status: string): Failure {
  const isWorking = status === 'Processing';
  return new Failure(
    isWorking
      ? `could not get ${what} (POST ${path}): the service is still working on it, and tells the result only to those who listen for its notifications`
      : `could not get ${what} (POST ${path}): it ended as ${status}`,
    {
      code: 'GCF-WFM',
      exitCode: 4,
      hint: 'Run the same command again; if it ends like this each time, take observed agents or a file instead.',
    },
  );
}

function onQueueSeconds({ noDataReason, intradayDataGroupings }: IntradayResult): (number | undefined)[] | undefined {
  if (noDataReason === 'NoPublishedSchedule') return undefined;
  const voice = (intradayDataGroupings ?? []).find(({ mediaType }) => mediaType === 'Voice');
  return voice?.scheduleDataPerInterval?.map(({ onQueueTimeSeconds }) => onQueueTimeSeconds ?? undefined);
}

/** The values are positional from the start of the result. One that is not told gives no record. */
function recordsOf(
  seconds: readonly (number | undefined)[],
  { startDate, endDate, intervalLengthMinutes }: IntradayResult,
  midnight: EpochSeconds,
  nextMidnight: EpochSeconds,
  request: ApiRequest,
): AgentCapacity[] {
  if (startDate == null || intervalLengthMinutes == null) {
    throw contractFailure(request, 'schedule data without the start or the length of its intervals');
  }
  const stepSeconds = intervalLengthMinutes * 60;
  const end = startDate + seconds.length * stepSeconds;
  if (startDate < midnight || end > nextMidnight || (endDate != null && end !== endDate)) {
    const span = `${isoInstant(startDate)} to ${isoInstant(end)}`;
    throw contractFailure(request, `${seconds.length} intervals of ${intervalLengthMinutes} min from ${span}`);
  }
  return seconds.flatMap((onQueue, i): AgentCapacity[] => {
    if (onQueue === undefined) return [];
    const intervalStart = startDate + i * stepSeconds;
    return [
      { intervalStart, intervalEnd: intervalStart + stepSeconds, agents: onQueue / stepSeconds, source: 'schedule' },
    ];
  });
}
