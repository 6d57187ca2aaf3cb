import * as z from 'zod/mini';

const amount = z.nullish(z.number().check(z.nonnegative()));

const metric = z.object({
  metric: z.string(),
  qualifier: z.nullish(z.string()),
  stats: z.nullish(z.object({ count: amount, sum: amount, numerator: amount, denominator: amount })),
});

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
export type AggregateMetrics = readonly z.infer<typeof metric>[];
