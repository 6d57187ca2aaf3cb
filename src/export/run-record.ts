import * as z from 'zod/mini';

const instant = z.iso.datetime();

const file = z.object({
  path: z.string(),
  /** Null where the file cannot be read again: standard input, or a file that is gone. */
  bytes: z.nullable(z.number()),
  sha256: z.nullable(z.string()),
});

/** What a run was, from what, and what became of it; without credentials. */
export const runRecord = z.object({
  schema: z.literal('gcforecast/run@1'),
  version: z.string(),
  command: z.string(),
  arguments: z.array(z.string()),
  /** All options with their defaults. */
  options: z.record(z.string(), z.unknown()),
  /** Settings from all places; null when they could not be read. */
  configuration: z.nullable(z.record(z.string(), z.unknown())),
  host: z.string(),
  pid: z.number(),
  startedAt: instant,
  endedAt: instant,
  durationSeconds: z.number(),
  exitCode: z.number(),
  failure: z.nullable(z.object({ code: z.string(), message: z.string(), hint: z.nullable(z.string()) })),
  warnings: z.array(z.string()),
  /** Files as they lay there when the run ended. */
  inputs: z.array(file),
  outputs: z.array(file),
});

export type RunRecord = z.infer<typeof runRecord>;
export type RecordedFile = z.infer<typeof file>;
