import { join } from 'node:path';
import { Failure, usageFailure } from '../../../../errors.ts';
import { makeFolder } from '../../../../export/make-folder.ts';
import type { Routing } from '../../../../genesys/routing.ts';
import { planState } from '../../../../routing/plan-state.ts';
import type { Proficiencies } from '../../../../routing/skill-difference.ts';
import type { JournalSkills } from '../../../../store/skill-journal.ts';
import { withWriterLock } from '../../../../store/writer-lock.ts';
import type { World } from '../../../world.ts';
import type { Reporting } from '../../log.ts';
import type { OpenRouting } from '../open-routing.ts';
import { proficienciesOf } from '../proficiencies.ts';
import { type AgentOutcome, failed } from './agent-outcome.ts';
import { requireOwn } from './require-applicable.ts';
import { firstWrites, type SkillWrite } from './route-journals.ts';
import { touched, writeSkills } from './write-skills.ts';

/**
 * Gives the agents of a journal the skills back that it has touched, as they were before its first write; other skills stay. Each touched
 * skill must be what it was or what the journal set: an agent with others is refused and stays as he is. One writer per organisation.
 */
export async function restoreAgents(
  journal: string,
  { routing, journals: folder }: Pick<OpenRouting, 'routing' | 'journals'>,
  world: Pick<World, 'signal' | 'nowMs'>,
  { progress }: Pick<Reporting, 'progress'>,
): Promise<AgentOutcome[]> {
  const writes = [...firstWrites(journal).values()];
  const [first] = writes;
  if (first === undefined)
    throw usageFailure(`${journal} has no whole line: nothing was changed by it`, 'there is nothing to undo');
  const journals = requireOwn(folder, first, 'journal');
  makeFolder(journals, '--home');
  return withWriterLock(
    join(journals, 'route.lock'),
    async () => {
      progress.phase('restoring skills', writes.length);
      const outcomes: AgentOutcome[] = [];
      for (const write of writes) {
        world.signal.throwIfAborted();
        outcomes.push(await restore(write, routing, journal, world.nowMs));
        progress.advance();
      }
      return outcomes;
    },
    'is changing skills',
  );
}

async function restore(
  { agent, organisation, before, after }: SkillWrite,
  routing: Routing,
  journal: string,
  nowMs: () => number,
): Promise<AgentOutcome> {
  const skills = await routing.agentSkills(agent.id);
  if (skills === undefined) return { agent, outcome: 'left', reason: 'there is no such agent any more' };
  const now = touched(before, proficienciesOf(skills));
  const { state } = planState(heldOf(now), heldOf(before), wantedOf(after));
  if (state === 'before') return { agent, outcome: 'unchanged' };
  if (state === 'changed') return failed(agent, changedSince(agent.name, now, after));
  const change = { agent, organisation, purpose: 'rollback' as const, before: now, after: before };
  const failure = await writeSkills(routing, change, journal, nowMs);
  return failure === undefined ? { agent, outcome: 'updated' } : failed(agent, failure);
}

const heldOf = (skills: JournalSkills): Proficiencies =>
  new Map(skills.flatMap(({ skill, proficiency }) => (proficiency === null ? [] : [[skill.id, proficiency]])));

const wantedOf = (skills: JournalSkills): ReadonlyMap<string, number | undefined> =>
  new Map(skills.map(({ skill, proficiency }) => [skill.id, proficiency ?? undefined]));

const changedSince = (name: string, now: JournalSkills, written: JournalSkills): Failure =>
  new Failure(
    `${name} has ${skillText(now)}, and the journal set ${skillText(written)}: somebody has changed it since`,
    { code: 'GCF-CHANGED', exitCode: 5, hint: 'look at the agent; what is there was not touched' },
  );

const skillText = (skills: JournalSkills): string =>
  skills.map(({ skill, proficiency }) => `${proficiency === null ? 'no' : proficiency} ${skill.name}`).join(', ');
