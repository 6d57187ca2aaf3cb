import * as z from 'zod/mini';
import {
  type Centre,
  type ContactStream,
  DIMENSIONS,
  type Dimension,
  type Metric,
  type MetricStats,
  mergeTallies,
  type Tally,
} from './centre.ts';
import { badRequest } from './reply.ts';
import type { Resource } from './resource.ts';
import { intervalBorders, isKnownZone, readInterval } from './time-grid.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

// Narrower than the published contract, which is checked before: what is left out here is what this server cannot do,
// and it must not look as if it had been done.
const predicate = z.strictObject({
  type: z.optional(z.literal('dimension')),
  dimension: z.enum(DIMENSIONS),
  operator: z.optional(z.enum(['matches', 'exists', 'notExists'])),
  value: z.optional(z.string()),
});

const clause = z.strictObject({ type: z.enum(['and', 'or']), predicates: z.array(predicate) });

const filter = z.strictObject({
  type: z.enum(['and', 'or']),
  clauses: z.optional(z.array(clause)),
  predicates: z.optional(z.array(predicate)),
});

const aggregateQuery = z.strictObject({
  interval: z.string(),
  granularity: z.optional(z.string()),
  timeZone: z.optional(z.string()),
  groupBy: z.optional(z.array(z.enum(DIMENSIONS))),
  metrics: z.array(z.string()),
  filter: z.optional(filter),
  flattenMultivaluedDimensions: z.optional(z.boolean()),
});

type Predicate = z.infer<typeof predicate>;
type Filter = z.infer<typeof filter>;
type Dimensions = ContactStream['dimensions'];

/** What happened in the intervals of one group of contacts, as the platform's answers have it. */
export interface GroupResult {
  readonly group: Readonly<Record<string, string>>;
  readonly data: readonly object[];
}

export const conversationAggregates: Resource = {
  method: 'POST',
  path: '/api/v2/analytics/conversations/aggregates/query',
  answer: ({ body }, centre, { maxIntervalDays }) => ({
    status: 200,
    body: { results: aggregateResults(body, centre, maxIntervalDays) },
  }),
};

/** The results of an aggregate query; refuses like the platform. */
export function aggregateResults(body: unknown, centre: Centre, maxIntervalDays: number | undefined): GroupResult[] {
  const query = aggregateQuery.parse(body);
  if (query.metrics.length === 0) throw badRequest('At least one metric is required.', 'metrics');
  const range = readInterval(query.interval);
  refuseLongInterval(range, maxIntervalDays);
  const timeZone = query.timeZone ?? 'UTC';
  if (!isKnownZone(timeZone)) throw badRequest(`Unknown time zone ${timeZone}.`, 'timeZone', 'invalid.value');
  const borders = intervalBorders(range, query.granularity, timeZone);
  const wanted = centre.streams.filter((stream) => passes(query.filter, stream.dimensions));
  // Seen on the platform: a query that asks for no group comes back grouped by media type.
  const groups = grouped(wanted, query.groupBy ?? ['mediaType'], query.flattenMultivaluedDimensions ?? false);
  return [...groups.values()].flatMap(({ group, streams }) => {
    const data = groupData(streams, borders, query.metrics);
    return data.length === 0 ? [] : [{ group, data }];
  });
}

/** A local day can have 25 hours, so a limit of 31 days lets 31 local days pass. */
function refuseLongInterval(
  { startMs, endMs }: { startMs: number; endMs: number },
  maxIntervalDays: number | undefined,
): void {
  if (maxIntervalDays === undefined || endMs - startMs <= maxIntervalDays * DAY_MS + HOUR_MS) return;
  throw badRequest(`The query interval exceeds the maximum of ${maxIntervalDays} days.`, 'interval');
}

function passes(wanted: Filter | undefined, dimensions: Dimensions): boolean {
  if (wanted === undefined) return true;
  const parts = [
    ...(wanted.clauses ?? []).map((one) =>
      combine(
        one.type,
        one.predicates.map((p) => holds(p, dimensions)),
      ),
    ),
    ...(wanted.predicates ?? []).map((p) => holds(p, dimensions)),
  ];
  return combine(wanted.type, parts);
}

function combine(type: 'and' | 'or', parts: readonly boolean[]): boolean {
  if (parts.length === 0) throw badRequest('A filter needs predicates or clauses.', 'filter');
  return type === 'and' ? parts.every(Boolean) : parts.some(Boolean);
}

function holds({ dimension, operator = 'matches', value }: Predicate, dimensions: Dimensions): boolean {
  if (operator !== 'matches') return (operator === 'exists') === (dimensions[dimension] !== undefined);
  if (value === undefined) throw badRequest(`The predicate on ${dimension} needs a value.`, 'filter');
  return dimensions[dimension]?.split(',').includes(value) ?? false;
}

interface Group {
  readonly group: Readonly<Record<string, string>>;
  readonly streams: ContactStream[];
}

/** Unflattened, contacts with several values of a dimension are in the group of each. */
function grouped(
  streams: readonly ContactStream[],
  groupBy: readonly Dimension[],
  isFlattened: boolean,
): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const stream of streams) {
    for (const group of groupsOf(stream.dimensions, groupBy, isFlattened)) {
      const key = JSON.stringify(group);
      const found = groups.get(key) ?? { group, streams: [] };
      groups.set(key, found);
      found.streams.push(stream);
    }
  }
  return groups;
}

function groupsOf(dimensions: Dimensions, groupBy: readonly Dimension[], isFlattened: boolean): Group['group'][] {
  return groupBy.reduce<Group['group'][]>(
    (groups, dimension) => {
      const joined = dimensions[dimension];
      if (joined === undefined) return groups;
      const values = isFlattened ? [joined] : joined.split(',');
      return groups.flatMap((group) => values.map((value) => ({ ...group, [dimension]: value })));
    },
    [{}],
  );
}

function groupData(
  streams: readonly ContactStream[],
  borders: readonly number[],
  metrics: readonly string[],
): object[] {
  const tallies = streams.map((stream) => stream.tally(borders));
  return borders.slice(1).flatMap((endMs, i) => {
    const tally = tallies.map((one) => one[i]).reduce<Tally>(mergeTallies, {});
    const happened = metrics.flatMap((metric) => {
      const stats = tally[metric as Metric];
      return stats === undefined ? [] : [{ metric, stats: withRatio(stats) }];
    });
    if (happened.length === 0) return [];
    return [{ interval: `${isoInstant(borders[i])}/${isoInstant(endMs)}`, metrics: happened }];
  });
}

function withRatio(stats: MetricStats): MetricStats & { ratio?: number } {
  const { numerator, denominator } = stats;
  return numerator === undefined || denominator === undefined ? stats : { ratio: numerator / denominator, ...stats };
}

const isoInstant = (ms: number): string => new Date(ms).toISOString();
