import * as z from 'zod/mini';
import type { CentreWorkforce } from './centre.ts';
import { badRequest } from './reply.ts';
import type { Resource } from './resource.ts';
import { intervalBorders, isKnownZone, readInterval } from './time-grid.ts';

const MOST_PREDICATES = 100;

// Narrower than the published contract, which is checked before: what is left out here is what this server cannot do.
const userPredicate = z.strictObject({
  type: z.optional(z.literal('dimension')),
  dimension: z.literal('userId'),
  operator: z.optional(z.literal('matches')),
  value: z.string(),
});

const userQuery = z.strictObject({
  interval: z.string(),
  granularity: z.string(),
  timeZone: z.optional(z.string()),
  groupBy: z.tuple([z.literal('userId')]),
  metrics: z.tuple([z.literal('tAgentRoutingStatus')]),
  filter: z.strictObject({ type: z.literal('or'), predicates: z.array(userPredicate) }),
});

/** How long agents were in each routing status. */
export const userAggregates: Resource = {
  method: 'POST',
  path: '/api/v2/analytics/users/aggregates/query',
  answer({ body }, { workforce }, { maxIntervalDays }) {
    const query = userQuery.parse(body);
    const userIds = query.filter.predicates.map(({ value }) => value);
    if (userIds.length > MOST_PREDICATES) throw badRequest('Too many predicates, the limit is 100.', 'filter');
    const range = readInterval(query.interval);
    if (maxIntervalDays !== undefined && range.endMs - range.startMs > maxIntervalDays * 86_400_000 + 3_600_000) {
      throw badRequest(`The query interval exceeds the maximum of ${maxIntervalDays} days.`, 'interval');
    }
    const timeZone = query.timeZone ?? 'UTC';
    if (!isKnownZone(timeZone)) throw badRequest(`Unknown time zone ${timeZone}.`, 'timeZone', 'invalid.value');
    const borders = intervalBorders(range, query.granularity, timeZone);
    const results = [...new Set(userIds)].flatMap((userId) => {
      const data = statusData(workforce, userId, borders);
      return data.length === 0 ? [] : [{ group: { userId }, data }];
    });
    return { status: 200, body: { systemToOrganizationMappings: {}, results } };
  },
};

function statusData(workforce: CentreWorkforce | undefined, userId: string, borders: readonly number[]): object[] {
  const spent = workforce?.statuses(userId, borders) ?? [];
  return spent.flatMap((statuses, i) => {
    const metrics = Object.entries(statuses).map(([qualifier, ms]) => ({
      metric: 'tAgentRoutingStatus',
      qualifier,
      stats: { sum: ms },
    }));
    const interval = [borders[i], borders[i + 1]].map((ms) => new Date(ms).toISOString()).join('/');
    return metrics.length === 0 ? [] : [{ interval, metrics }];
  });
}
