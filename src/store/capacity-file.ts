import type { Readable } from 'node:stream';
import * as z from 'zod/mini';
import { usageFailure } from '../errors.ts';
import { readText } from './bounded-input.ts';

const instant = z.pipe(
  z.iso.datetime({ offset: true, error: 'is no instant such as 2026-01-05T13:30:00Z' }),
  z.transform((text) => Date.parse(text) / 1000),
);

const row = z
  .object({
    interval_start: instant,
    interval_end: instant,
    agents: z.pipe(
      z.string().check(z.minLength(1, 'is empty: missing is not 0')),
      z
        .transform(Number)
        .check(z.refine((agents) => agents >= 0 && agents < Number.POSITIVE_INFINITY, 'is no number of 0 or more')),
    ),
  })
  .check(z.refine(({ interval_start, interval_end }) => interval_end > interval_start, 'does not end after its start'));

/** Planned agents of an interval, half open, in seconds since 1970. */
export interface PlannedAgents {
  readonly intervalStart: number;
  readonly intervalEnd: number;
  readonly agents: number;
}

const HINT = 'give a CSV with interval_start,interval_end,agents: instants with offset, and agents on queue';

/** Planned agents from a CSV, or from `stdin` when the source is `-`. Fails with exit code 2, naming the line, for one that is none. */
export async function readCapacityFile(source: string, stdin: () => Readable): Promise<PlannedAgents[]> {
  const content = await readText(source, stdin);
  const { CsvError, parse } = await import('csv-parse/sync');
  const planned: PlannedAgents[] = [];
  try {
    parse(content, {
      columns: true,
      trim: true,
      skip_empty_lines: true,
      on_record: (cells: unknown, { lines }) => {
        const parsed = row.safeParse(cells);
        if (!parsed.success) {
          const [{ path, message }] = parsed.error.issues;
          throw noCapacity(source, `line ${lines}: ${path.join('.') || 'the interval'} ${message}`);
        }
        const { interval_start: intervalStart, interval_end: intervalEnd, agents } = parsed.data;
        planned.push({ intervalStart, intervalEnd, agents });
        return null;
      },
    });
  } catch (error) {
    if (error instanceof CsvError) throw noCapacity(source, error.message, error);
    throw error;
  }
  if (planned.length === 0) throw noCapacity(source, 'it has no rows');
  return planned;
}

const noCapacity = (source: string, why: string, cause?: unknown) =>
  usageFailure(`${source === '-' ? 'standard input' : source} has no agents by interval: ${why}`, HINT, cause);
