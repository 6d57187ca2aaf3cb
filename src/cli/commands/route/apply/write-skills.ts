import { Failure } from '../../../../errors.ts';
import type { Routing } from '../../../../genesys/routing.ts';
import { isSameProficiency, type Proficiencies, skillDifference } from '../../../../routing/skill-difference.ts';
import { appendToSkillJournal, type JournalSkills } from '../../../../store/skill-journal.ts';
import type { Named } from '../named-ids.ts';
import { proficienciesOf } from '../proficiencies.ts';

/** The most that the service sets at a time. */
const SETTINGS_AT_ONCE = 50;

/** A change of some skills of an agent, as it is to happen and to be journalled; both sides have the same skills. */
export interface SkillChange {
  readonly agent: Named;
  readonly organisation: string;
  readonly purpose: 'apply' | 'rollback';
  readonly before: JournalSkills;
  readonly after: JournalSkills;
}

/**
 * Changes skills of an agent with a line in the journal before and after: before the service is asked, the line is on the disk. Skills
 * are added before others are taken away, so that he is never without both. Gives the failure when the service did not do it; throws
 * when the journal could not be written, or the run is to stop.
 */
export async function writeSkills(
  routing: Routing,
  change: SkillChange,
  journal: string,
  nowMs: () => number,
): Promise<Failure | undefined> {
  const at = () => new Date(nowMs()).toISOString();
  const { agent } = change;
  appendToSkillJournal(journal, { event: 'writing', at: at(), ...change });
  const [result] = await Promise.allSettled([written(routing, change)]);
  if (result.status === 'fulfilled') {
    appendToSkillJournal(journal, { event: 'written', at: at(), agentId: agent.id, readBack: result.value });
    return isSame(result.value, change.after) ? undefined : otherThanWritten(agent, journal);
  }
  const reason: unknown = result.reason;
  const message = reason instanceof Error ? reason.message : 'the run was stopped';
  appendToSkillJournal(journal, { event: 'failed', at: at(), agentId: agent.id, message });
  if (reason instanceof Failure) return reason;
  throw reason;
}

/** The touched skills as read afterwards: what the service says that it did is not yet what is there. */
async function written(routing: Routing, change: SkillChange): Promise<JournalSkills> {
  await write(routing, change);
  const skills = await routing.agentSkills(change.agent.id);
  if (skills === undefined) throw leftMeanwhile(change.agent);
  return touched(change.after, proficienciesOf(skills));
}

async function write(routing: Routing, { agent, before, after }: SkillChange): Promise<void> {
  const now = new Map(
    before.flatMap(({ skill, proficiency }) => (proficiency === null ? [] : [[skill.id, proficiency]])),
  );
  const wanted = new Map(after.map(({ skill, proficiency }) => [skill.id, proficiency ?? undefined]));
  const { settings, removals } = skillDifference(now, wanted);
  for (let i = 0; i < settings.length; i += SETTINGS_AT_ONCE)
    await routing.setSkills(agent.id, settings.slice(i, i + SETTINGS_AT_ONCE));
  for (const skillId of removals) await routing.removeSkill(agent.id, skillId);
}

/** The same skills as in `named`, as an agent has them. */
export const touched = (named: JournalSkills, now: Proficiencies): JournalSkills =>
  named.map(({ skill }) => ({ skill, proficiency: now.get(skill.id) ?? null }));

const isSame = (one: JournalSkills, other: JournalSkills): boolean =>
  one.every(({ proficiency }, i) => isSameProficiency(proficiency ?? undefined, other[i]?.proficiency ?? undefined));

const leftMeanwhile = ({ name }: Named): Failure =>
  new Failure(`${name} is no longer there after the write`, {
    code: 'GCF-READ-BACK',
    exitCode: 6,
    hint: 'look whether the agent has left the organisation',
  });

const otherThanWritten = ({ name }: Named, journal: string): Failure =>
  new Failure(`${name} has other skills than were written`, {
    code: 'GCF-READ-BACK',
    exitCode: 6,
    hint: `look at the agent; gcforecast route rollback --journal ${journal} sets back what was there before`,
  });
