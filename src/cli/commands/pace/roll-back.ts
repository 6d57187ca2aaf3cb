import { join, resolve } from 'node:path';
import { Failure, usageFailure } from '../../../errors.ts';
import { makeFolder } from '../../../export/make-folder.ts';
import type { JournalLevers } from '../../../store/lever-journal.ts';
import { withWriterLock } from '../../../store/writer-lock.ts';
import type { World } from '../../world.ts';
import { fileNameOf } from '../file-name.ts';
import { organisationName } from '../organisation-name.ts';
import { journalledWrites } from './campaign-journals.ts';
import type { OpenDialler } from './open-dialler.ts';
import { areSame, leversNamed, writeLevers } from './write-levers.ts';

/** What a rollback did. */
export interface RolledBack {
  readonly campaign: { readonly id: string; readonly name: string };
  readonly levers: JournalLevers;
  /** False when the campaign had its old levers already: nothing was written then. */
  readonly changed: boolean;
}

/**
 * Sets back the levers that the campaign had before the first write of a journal. What is there must be what the journal set or what was
 * before: levers that somebody else has set since are refused, exit code 5, and stay.
 */
export async function rollBack(journalPath: string, opened: OpenDialler, world: World): Promise<RolledBack> {
  const path = resolve(world.cwd, journalPath);
  const writes = journalledWrites(path);
  const [{ writing: first }] = writes;
  const last = writes[writes.length - 1].writing;
  const { journals, dialler } = opened;
  if (journals === undefined)
    throw usageFailure('a recording cannot be changed', 'leave out --replay to roll back in the organisation itself');
  if (first.organisation !== organisationName(journals))
    throw usageFailure(
      `the journal is of ${first.organisation}, and this is ${organisationName(journals)}`,
      'use the credentials with which the plan was applied',
    );
  makeFolder(journals, '--home');
  return withWriterLock(join(journals, `pace-${fileNameOf(first.campaign.id)}.lock`), async () => {
    const { campaign, before, organisation } = first;
    const now = leversNamed(await dialler.findCampaign(campaign.id), before);
    if (areSame(now, before)) return { campaign, levers: before, changed: false };
    // A crash may have left the last write undone, or it may have been done without a line to say so.
    if (!areSame(now, last.after) && !areSame(now, last.before)) throw changedSince(campaign.name, now, last.after);
    const change = { campaign, organisation, purpose: 'rollback' as const, before: now, after: before };
    return { campaign, levers: await writeLevers(dialler, change, path, world.nowMs), changed: true };
  });
}

const changedSince = (name: string, now: JournalLevers, written: JournalLevers): Failure =>
  new Failure(
    `the campaign ${name} has ${JSON.stringify(now)}, and the journal set ${JSON.stringify(written)}: somebody has changed it since`,
    { code: 'GCF-CHANGED', exitCode: 5, hint: 'look at the campaign; what is there was not touched' },
  );
