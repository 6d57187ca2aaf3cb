import * as z from 'zod/mini';
import { QUARTER_MS } from './quarter-hours.ts';
import type { Resource } from './resource.ts';

const observationQuery = z.strictObject({
  filter: z.strictObject({
    type: z.literal('or'),
    predicates: z.array(
      z.strictObject({
        type: z.optional(z.literal('dimension')),
        dimension: z.literal('queueId'),
        operator: z.optional(z.literal('matches')),
        value: z.string(),
      }),
    ),
  }),
  metrics: z.array(z.enum(['oUserRoutingStatuses', 'oWaiting', 'oInteracting'])),
});

/** The last quarter-hour of the history stands for the present: an agent does now what he did for most of it. */
export const queueObservations: Resource = {
  method: 'POST',
  path: '/api/v2/analytics/queues/observations/query',
  answer({ body }, { workforce, outbound }, { presentMs = outbound?.endMs ?? 0 }) {
    const { filter, metrics } = observationQuery.parse(body);
    const borders = [presentMs - QUARTER_MS, presentMs];
    const results = filter.predicates.flatMap(({ value: queueId }) => {
      const doing = (workforce?.members(queueId) ?? []).flatMap(({ id }) => {
        const [statuses] = workforce?.statuses(id, borders) ?? [];
        const [most] = Object.entries(statuses ?? {}).sort(([, a], [, b]) => b - a);
        return most === undefined ? [] : [most[0]];
      });
      const counts = [...new Set(doing)].map((qualifier) => ({
        metric: 'oUserRoutingStatuses',
        qualifier,
        stats: { count: doing.filter((one) => one === qualifier).length },
      }));
      const interacting = doing.filter((one) => one === 'INTERACTING').length;
      const contacts = [
        { metric: 'oInteracting', stats: { count: interacting } },
        { metric: 'oWaiting', stats: { count: 0 } },
      ].filter(({ metric }) => (metrics as string[]).includes(metric));
      return [
        ...(counts.length > 0 && metrics.includes('oUserRoutingStatuses')
          ? [{ group: { queueId }, data: counts }]
          : []),
        ...(contacts.length > 0 ? [{ group: { queueId, mediaType: 'voice' }, data: contacts }] : []),
      ];
    });
    return { status: 200, body: { results } };
  },
};
