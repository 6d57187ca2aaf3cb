import * as z from 'zod/mini';
import { appendJournalLine, readJournalLines } from './journal-file.ts';

const named = z.object({ id: z.string(), name: z.string() });

/** A skill as an agent has it, or lacks it: null. */
const setting = z.object({ skill: named, proficiency: z.nullable(z.number()) });

/** The skills that one change touches; all others are left alone. */
export type JournalSkills = readonly z.infer<typeof setting>[];

const line = z.discriminatedUnion('event', [
  /** Written before the service is asked to change anything. */
  z.object({
    event: z.literal('writing'),
    at: z.iso.datetime(),
    organisation: z.string(),
    agent: named,
    purpose: z.enum(['apply', 'rollback']),
    before: z.readonly(z.array(setting)),
    after: z.readonly(z.array(setting)),
  }),
  /** Written when the agent was read back; with the same skills as the line before. */
  z.object({
    event: z.literal('written'),
    at: z.iso.datetime(),
    agentId: z.string(),
    readBack: z.readonly(z.array(setting)),
  }),
  /** Written when the service refused, or it is not known what it did. */
  z.object({ event: z.literal('failed'), at: z.iso.datetime(), agentId: z.string(), message: z.string() }),
]);

export type SkillJournalLine = z.infer<typeof line>;

/** Adds a line, which is on the disk when this returns. */
export const appendToSkillJournal = (path: string, entry: SkillJournalLine): void => appendJournalLine(path, entry);

/** The lines of a journal, none when a crash cut the first one short. Fails with exit code 2 for a file that is none. */
export const readSkillJournal = (path: string): SkillJournalLine[] =>
  readJournalLines(path, line, 'gcforecast route apply');
