import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { usageFailure } from '../../../../errors.ts';
import { journalsIn } from '../../../../store/journal-file.ts';
import { readSkillJournal, type SkillJournalLine } from '../../../../store/skill-journal.ts';
import type { RoutingPlanFile } from '../plan-file.ts';

/** What a journal says when it is about to change an agent. */
export type SkillWrite = Extract<SkillJournalLine, { event: 'writing' }>;

/** Where a plan is journalled: all of its runs in one file, so that a run that goes on is undone together with the one before it. */
export function journalOf({ madeAt, moves }: RoutingPlanFile, journals: string): string {
  const what = moves.map(({ agent, skill, proficiencyBefore, proficiencyAfter }) => [
    agent.id,
    skill.id,
    proficiencyBefore,
    proficiencyAfter,
  ]);
  const hash = createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 12);
  return join(journals, `route-${madeAt.replaceAll(/[-:]/g, '')}-${hash}.jsonl`);
}

/** The first write of every agent whom a journal names, by the agent's id; none when there is no such file. */
export function firstWrites(journal: string): ReadonlyMap<string, SkillWrite> {
  const writes = existsSync(journal) ? readSkillJournal(journal).filter((line) => line.event === 'writing') : [];
  return new Map(writes.toReversed().map((line) => [line.agent.id, line]));
}

/** The journal of skills that was written last. Fails with exit code 2 when there is none. */
export function newestJournal(journals: string | undefined): string {
  if (journals === undefined) throw usageFailure('a recording cannot be changed', 'leave out --replay');
  const last = journalsIn(journals, 'route-')
    .flatMap((path) =>
      readSkillJournal(path)
        .slice(-1)
        .map(({ at }) => ({ path, at: Date.parse(at) })),
    )
    .sort((a, b) => a.at - b.at)
    .at(-1);
  if (last !== undefined) return last.path;
  throw usageFailure(
    `there is no journal in ${journals}`,
    'gcforecast route apply leaves one; name another one with --journal',
  );
}
