import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import type { AgentsByStatus, QueueNow } from '../workforce.ts';
import { anyOf } from './aggregate-query.ts';

const count = z.nullish(z.number().check(z.nonnegative()));

const observations = z.object({
  results: z.nullish(
    z.array(
      z.object({
        group: z.nullish(z.record(z.string(), z.nullish(z.string()))),
        data: z.nullish(
          z.array(
            z.object({
              metric: z.string(),
              qualifier: z.nullish(z.string()),
              stats: z.nullish(z.object({ count })),
            }),
          ),
        ),
      }),
    ),
  ),
});

interface Observed {
  readonly metric: string;
  readonly qualifier: string | undefined;
  readonly mediaType: string | undefined;
  readonly count: number;
}

/** What the agents of a queue do at this moment. A status that is not told, beside others that are, is nobody's. */
export async function queueNow(client: Client, queueId: string): Promise<QueueNow> {
  const { results } = await client.ask(
    {
      what: `the present of the queue ${queueId}`,
      method: 'POST',
      path: '/api/v2/analytics/queues/observations/query',
      body: {
        filter: anyOf('queueId', [queueId]),
        metrics: ['oUserRoutingStatuses', 'oWaiting', 'oInteracting'],
      },
      permission: 'analytics:queueObservation:view',
    },
    observations,
  );
  const observed = (results ?? []).flatMap(({ group, data }) =>
    (data ?? []).map(
      ({ metric, qualifier, stats }): Observed => ({
        metric,
        qualifier: qualifier ?? undefined,
        mediaType: group?.['mediaType'] ?? undefined,
        count: stats?.count ?? 0,
      }),
    ),
  );
  const statuses = observed.filter(({ metric }) => metric === 'oUserRoutingStatuses');
  const voice = observed.filter(({ mediaType }) => mediaType === 'voice');
  return {
    ...(statuses.length === 0 ? {} : { agents: byStatus(statuses) }),
    waiting: total(voice.filter(({ metric }) => metric === 'oWaiting')),
    interacting: total(voice.filter(({ metric }) => metric === 'oInteracting')),
  };
}

function byStatus(statuses: readonly Observed[]): AgentsByStatus {
  const having = (wanted: string): number => total(statuses.filter(({ qualifier }) => qualifier === wanted));
  return {
    idle: having('IDLE'),
    interacting: having('INTERACTING'),
    communicating: having('COMMUNICATING'),
    notResponding: having('NOT_RESPONDING'),
    offQueue: having('OFF_QUEUE'),
  };
}

const total = (observed: readonly Observed[]): number => observed.reduce((sum, one) => sum + one.count, 0);
