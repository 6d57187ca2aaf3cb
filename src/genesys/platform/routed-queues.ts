import * as z from 'zod/mini';
import type { RoutedQueue } from '../../series/routing-records.ts';
import type { Client } from '../client.ts';
import { pages } from '../pages.ts';

const PAGE_SIZE = 500;

const serviceLevel = z.object({
  /** A fraction, whatever its name says. */
  percentage: z.nullish(z.number().check(z.minimum(0), z.maximum(1))),
  durationMs: z.nullish(z.number().check(z.nonnegative())),
});

const ring = z.object({
  expansionCriteria: z.nullish(
    z.array(z.object({ type: z.nullish(z.string()), threshold: z.nullish(z.number().check(z.nonnegative())) })),
  ),
  actions: z.nullish(z.object({ skillsToRemove: z.nullish(z.array(z.object({ id: z.string() }))) })),
});

const queueDocument = z.object({
  id: z.string(),
  name: z.string(),
  skillEvaluationMethod: z.nullish(z.string()),
  bullseye: z.nullish(z.object({ rings: z.nullish(z.array(ring)) })),
  mediaSettings: z.nullish(z.record(z.string(), z.nullish(z.object({ serviceLevel: z.nullish(serviceLevel) })))),
});

type QueueDocument = z.infer<typeof queueDocument>;

/** The queues in the divisions that the client may see, in the listing's order, each with how it finds its agents. */
export async function* listRoutedQueues(client: Client): AsyncGenerator<RoutedQueue> {
  const request = {
    what: 'the queues',
    method: 'GET',
    path: '/api/v2/routing/queues',
    query: { pageSize: PAGE_SIZE },
    permission: 'routing:queue:view',
  } as const;
  for await (const document of pages(client, request, queueDocument)) yield routedQueue(document);
}

const routedQueue = (document: QueueDocument): RoutedQueue => ({
  id: document.id,
  name: document.name,
  method: methodOf(document),
  rings: ringsOf(document),
  targets: targetsOf(document),
});

/** All skills is the platform's default. A word that is new names a method that this program cannot reproduce. */
const methodOf = ({ skillEvaluationMethod }: QueueDocument): RoutedQueue['method'] =>
  skillEvaluationMethod == null ? 'all-skills' : (METHODS[skillEvaluationMethod] ?? 'predictive');

const METHODS: Readonly<Record<string, RoutedQueue['method']>> = {
  ALL: 'all-skills',
  BEST: 'best-available',
  NONE: 'disregard-skills',
};

/** A ring without a time limit is the last one: no contact leaves it. */
function ringsOf({ bullseye }: QueueDocument): RoutedQueue['rings'] {
  return (bullseye?.rings ?? []).flatMap(({ expansionCriteria, actions }) => {
    const limit = expansionCriteria?.find(({ type }) => type === 'TIMEOUT_SECONDS')?.threshold;
    if (limit == null) return [];
    return [{ waitSeconds: limit, dropSkillIds: (actions?.skillsToRemove ?? []).map(({ id }) => id) }];
  });
}

function targetsOf({ mediaSettings }: QueueDocument): RoutedQueue['targets'] {
  return Object.entries(mediaSettings ?? {}).flatMap(([setting, media]) => {
    const { percentage, durationMs } = media?.serviceLevel ?? {};
    if (percentage == null || durationMs == null) return [];
    const mediaType = setting === 'call' ? 'voice' : setting;
    return [{ mediaType, answeredFraction: percentage, withinSeconds: durationMs / 1000 }];
  });
}
