import * as z from 'zod/mini';
import { usageFailure } from '../errors.ts';
import { appendJournalLine, readJournalLines } from './journal-file.ts';

const levers = z.object({
  maxCallsPerAgent: z.exactOptional(z.number()),
  abandonRateFraction: z.exactOptional(z.number()),
});

/** The levers of one write; what it leaves alone is absent. */
export type JournalLevers = z.infer<typeof levers>;

const line = z.discriminatedUnion('event', [
  /** Written before the service is asked to change anything. */
  z.object({
    event: z.literal('writing'),
    at: z.iso.datetime(),
    organisation: z.string(),
    campaign: z.object({ id: z.string(), name: z.string() }),
    purpose: z.enum(['apply', 'rollback']),
    before: levers,
    after: levers,
  }),
  /** Written when the campaign was read back. */
  z.object({ event: z.literal('written'), at: z.iso.datetime(), readBack: levers }),
  /** Written when the service refused, or it is not known what it did. */
  z.object({ event: z.literal('failed'), at: z.iso.datetime(), message: z.string() }),
]);

export type JournalLine = z.infer<typeof line>;

/** Adds a line, which is on the disk when this returns. */
export const appendToJournal = (path: string, entry: JournalLine): void => appendJournalLine(path, entry);

/** The lines of a journal, at least one. Fails with exit code 2 for a file that is none. */
export function readJournal(path: string): JournalLine[] {
  const lines = readJournalLines(path, line, 'gcforecast pace --apply');
  if (lines.length > 0) return lines;
  throw usageFailure(`${path} has no whole line: nothing was changed by it`, 'there is nothing to undo');
}
