import * as z from 'zod/mini';

const numbers = z.array(z.number());

const keptSeries = z.object({
  key: z.object({
    queueId: z.exactOptional(z.string()),
    queueName: z.exactOptional(z.string()),
    mediaType: z.exactOptional(z.string()),
  }),
  model: z.string(),
  /** Start of the first interval, in seconds since 1970. */
  start: z.number(),
  /** One number for each interval, six digits. */
  forecast: numbers,
  lower: numbers,
  upper: numbers,
});

/** A forecast as it was published, column by column. */
export const keptForecast = z.object({
  schema: z.literal('gcforecast/forecast-log@1'),
  /** Of the program. */
  version: z.string(),
  /** When it was made, in seconds since 1970. */
  asOf: z.number(),
  timeZone: z.string(),
  /** ISO 8601 duration of an interval. */
  granularity: z.string(),
  metric: z.enum(['offered', 'answered', 'abandoned', 'handleSeconds']),
  /** Probability that the bounds are to hold. */
  intervalWidthFraction: z.number(),
  series: z.array(keptSeries),
});

export type KeptForecast = z.infer<typeof keptForecast>;
