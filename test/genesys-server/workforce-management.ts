import * as z from 'zod/mini';
import type { Centre, CentreWorkforce } from './centre.ts';
import { atMinute, localDay } from './duty-roster.ts';
import { badRequest, errorReply, Refusal, type Reply } from './reply.ts';
import type { Resource } from './resource.ts';

const PATH = '/api/v2/workforcemanagement/businessunits';
const MINUTE_MS = 60_000;

const intradayQuery = z.strictObject({
  businessUnitDate: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)),
  categories: z.tuple([z.literal('ScheduleData')]),
  planningGroupIds: z.array(z.string()),
  intervalLengthMinutes: z.number(),
});

type BusinessUnit = CentreWorkforce['businessUnits'][number];

function unitAt(path: string, { workforce }: Centre): BusinessUnit {
  const id = decodeURIComponent(path.slice(PATH.length + 1).split('/')[0] ?? '');
  const unit = workforce?.businessUnits.find((one) => one.id === id);
  if (unit === undefined) throw new Refusal(errorReply(404), `no business unit ${id}`);
  return unit;
}

/** Business units, their planning groups, and the published schedule of a day. */
export const workforceManagement: readonly Resource[] = [
  {
    method: 'GET',
    path: PATH,
    answer: (_, { workforce }) => ({
      status: 200,
      body: { entities: (workforce?.businessUnits ?? []).map(({ id, name }) => ({ id, name, authorized: true })) },
    }),
  },
  {
    method: 'GET',
    path: `${PATH}/{businessUnitId}`,
    answer({ path, query }, centre) {
      const { id, name, timeZone } = unitAt(path, centre);
      if (!query.getAll('expand').includes('settings.timeZone')) return { status: 200, body: { id, name } };
      const settings = { startDayOfWeek: 'Monday', timeZone, metadata: { version: 1 } };
      return { status: 200, body: { id, name, settings } };
    },
  },
  {
    method: 'GET',
    path: `${PATH}/{businessUnitId}/planninggroups`,
    answer: ({ path }, centre) => ({
      status: 200,
      body: {
        entities: unitAt(path, centre).planningGroups.map(({ id, name, routePaths }) => ({
          id,
          name,
          routePaths: routePaths.map(({ queueId, mediaType, skillIds = [] }) => ({
            queue: { id: queueId },
            mediaType,
            skills: skillIds.map((skillId) => ({ id: skillId })),
          })),
        })),
      },
    }),
  },
  {
    method: 'GET',
    path: `${PATH}/{businessUnitId}/intraday/planninggroups`,
    answer: ({ path }, centre) => ({
      status: 200,
      body: { entities: unitAt(path, centre).planningGroups.map(({ id, name }) => ({ id, name })) },
    }),
  },
  {
    method: 'POST',
    path: `${PATH}/{businessUnitId}/intraday`,
    answer: ({ path, body }, centre) => intraday(unitAt(path, centre), body, centre),
  },
];

function intraday({ timeZone, planningGroups }: BusinessUnit, body: unknown, { workforce }: Centre): Reply {
  const query = intradayQuery.parse(body);
  const [groupId, ...others] = query.planningGroupIds;
  if (groupId === undefined || others.length > 0) throw new Error('this server knows one planning group at a time');
  const group = planningGroups.find(({ id }) => id === groupId);
  if (group === undefined) throw badRequest('Unknown planning group.', 'planningGroupIds', 'invalid.value');
  if (![15, 30, 60].includes(query.intervalLengthMinutes)) {
    throw badRequest('Must be 15, 30 or 60.', 'intervalLengthMinutes', 'invalid.value');
  }
  const day = localDay(Date.parse(query.businessUnitDate) / 86_400_000);
  const [startMs, endMs] = [0, 1].map((later) => atMinute(timeZone, localDay(day.number + later), 0));
  const stepMs = query.intervalLengthMinutes * MINUTE_MS;
  const borders = Array.from({ length: (endMs - startMs) / stepMs + 1 }, (_, i) => startMs + i * stepMs);
  const seconds = workforce?.scheduledSeconds(groupId, borders);
  const result = {
    startDate: new Date(startMs).toISOString(),
    endDate: new Date(endMs).toISOString(),
    intervalLengthMinutes: query.intervalLengthMinutes,
    categories: query.categories,
    ...(seconds === undefined
      ? { noDataReason: 'NoPublishedSchedule' }
      : {
          intradayDataGroupings: [
            {
              mediaType: group.routePaths[0].mediaType,
              scheduleDataPerInterval: seconds.map((onQueueTimeSeconds) => ({ onQueueTimeSeconds })),
            },
          ],
        }),
  };
  return { status: 200, body: { status: 'Complete', operationId: 'operation-1', result } };
}
