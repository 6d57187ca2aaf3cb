import { join } from 'node:path';
import type { EpochSeconds } from '../../../series/time-zone.ts';
import { journalsIn } from '../../../store/journal-file.ts';
import { type JournalLine, readJournal } from '../../../store/lever-journal.ts';
import { fileNameOf } from '../file-name.ts';

/** One write of a journal: what was to happen, and what is known of it. */
export interface JournalledWrite {
  readonly writing: Extract<JournalLine, { event: 'writing' }>;
  /** Absent after a crash: the service may have been asked or not. */
  readonly end?: Exclude<JournalLine, { event: 'writing' }>;
}

/** Where a write that begins now is journalled. */
export const newJournal = (journals: string, campaignId: string, nowMs: number): string =>
  join(journals, `pace-${fileNameOf(campaignId)}-${new Date(nowMs).toISOString().replaceAll(/[-:]/g, '')}.jsonl`);

/** The writes of a journal, the oldest first. */
export function journalledWrites(path: string): JournalledWrite[] {
  const writes: JournalledWrite[] = [];
  for (const line of readJournal(path)) {
    const last = writes.at(-1);
    if (line.event === 'writing') writes.push({ writing: line });
    else if (last !== undefined) writes[writes.length - 1] = { ...last, end: line };
  }
  return writes;
}

/** When this program last changed the calls per agent of a campaign, in whatever way; undefined when it never did. */
export function lastChange(journals: string | undefined, campaignId: string): EpochSeconds | undefined {
  const own = journals === undefined ? [] : journalsIn(journals, `pace-${fileNameOf(campaignId)}-`);
  const times = own
    .flatMap(journalledWrites)
    .filter(({ writing }) => writing.before.maxCallsPerAgent !== writing.after.maxCallsPerAgent)
    .map(({ writing }) => Date.parse(writing.at) / 1000);
  return times.length === 0 ? undefined : Math.max(...times);
}
