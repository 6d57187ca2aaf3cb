import * as z from 'zod/mini';
import type { ApiRequest } from '../api-request.ts';
import { canonicalJson } from '../canonical-json.ts';
import { contractFailure } from '../service-failure.ts';

const count = z.nullish(z.int().check(z.nonnegative()));
/** Beyond 2^53 ms, an age of the universe in the sum of some conversations, sums would be rounded. */
const sum = z.nullish(z.number().check(z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER)));

const stats = z
  .object({ count, sum, numerator: count, denominator: count })
  .check(
    z.refine(
      ({ numerator, denominator }) => (numerator ?? 0) <= (denominator ?? 0),
      'more within the service level than counted',
    ),
  );

const metricShape = z.object({ metric: z.string(), qualifier: z.nullish(z.string()), stats: z.nullish(stats) });

type Metric = z.infer<typeof metricShape>;

/** What is told has its numbers: a metric that did not occur has no stats at all. The time of a status counts nothing. */
function isTold({ metric, qualifier, stats }: Metric): boolean {
  if (stats == null) return true;
  if (/^n[A-Z]/.test(metric)) return stats.count != null;
  if (/^t[A-Z]/.test(metric)) return stats.sum != null && (stats.count != null || qualifier != null);
  return true;
}

const metric = metricShape.check(z.refine(isTold, 'a metric without its numbers'));

/** The reply of an aggregate query. Everything may be absent, which says that nothing happened. Times are milliseconds. */
export const aggregateReply = z.object({
  results: z.nullish(
    z.array(
      z.object({
        group: z.nullish(z.record(z.string(), z.nullish(z.string()))),
        data: z.nullish(z.array(z.object({ interval: z.string(), metrics: z.nullish(z.array(metric)) }))),
      }),
    ),
  ),
});

export type AggregateReply = z.infer<typeof aggregateReply>;

/** What happened in one interval of one group. */
export type AggregateMetrics = readonly Metric[];

/**
 * The reply as it is. Throws a Failure (exit code 6) when it tells something twice, which would count twice: a metric of an interval of a
 * group. A group may come in pieces.
 */
export function eachOnce(reply: AggregateReply, request: ApiRequest): AggregateReply {
  const seen = new Map<string, Set<string>>();
  for (const { group, data } of reply.results ?? []) {
    const key = canonicalJson(group ?? {});
    const intervals = seen.get(key) ?? new Set();
    seen.set(key, intervals);
    for (const { interval, metrics } of data ?? []) {
      if (intervals.has(interval)) throw contractFailure(request, `the interval ${interval} comes twice in ${key}`);
      intervals.add(interval);
      requireMetricsOnce(metrics ?? [], interval, request);
    }
  }
  return reply;
}

function requireMetricsOnce(metrics: AggregateMetrics, interval: string, request: ApiRequest): void {
  const names = metrics.map(({ metric, qualifier }) => `${metric} ${qualifier ?? ''}`);
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated !== undefined) throw contractFailure(request, `${repeated.trim()} comes twice in ${interval}`);
}
