import * as z from 'zod/mini';
import { DIMENSIONS } from './dimensions.ts';
import { OPERATORS } from './filter.ts';

const text = z.string().check(z.minLength(1));

const predicate = z.strictObject({
  dimension: text,
  operator: z.enum(OPERATORS),
  /** None for `exists`, a list for `in`. */
  value: z.optional(z.union([z.string(), z.number(), z.array(z.string())])),
});

/** A condition in words, `media equals voice or media equals chat`, or taken apart. */
const condition = z.union([text, predicate, z.strictObject({ or: z.array(predicate).check(z.minLength(1)) })]);

/** What a definition file holds. Every key stands for an option of the command line, which wins over it. */
export const reportDefinition = z.strictObject({
  $schema: z.optional(z.string()),
  title: z.optional(text),
  period: z.optional(z.union([z.strictObject({ last: text }), z.strictObject({ from: text, to: text })])),
  timeZone: z.optional(text),
  queues: z.optional(z.array(text)),
  media: z.optional(z.array(text)),
  /** All of them must hold; or, under `or`, at least one of these, of which each may join several under `and`. */
  where: z.optional(
    z.union([
      z.array(condition),
      z.strictObject({
        or: z
          .array(z.union([predicate, z.strictObject({ and: z.array(predicate).check(z.minLength(1)) })]))
          .check(z.minLength(1)),
      }),
    ]),
  ),
  groupBy: z.optional(z.array(z.enum(DIMENSIONS))),
  measures: z.optional(z.array(text)),
  /** Measures of one's own: name and formula, such as `talk_seconds / handle_seconds`. */
  define: z.optional(z.record(z.string().check(z.regex(/^[a-z][a-z0-9_]*$/)), text)),
  details: z.optional(z.boolean()),
  output: z.optional(
    z.strictObject({
      directory: z.optional(text),
      name: z.optional(text),
      formats: z.optional(z.array(z.enum(['csv', 'json', 'html', 'parquet']))),
    }),
  ),
  s3: z.optional(
    z.strictObject({
      to: text,
      expires: z.optional(text),
      endpoint: z.optional(text),
      region: z.optional(text),
      encryption: z.optional(z.enum(['AES256', 'aws:kms'])),
    }),
  ),
});

export type ReportDefinition = z.infer<typeof reportDefinition>;

export type DefinedPredicate = z.infer<typeof predicate>;
