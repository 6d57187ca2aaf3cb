import { isSameProficiency, type Proficiencies, type WantedSkills } from './skill-difference.ts';

/**
 * How far an agent is on the way of a plan: as it was made, as it wants him, with some of its skills written, or, with the skills that
 * tell so, in a way that only somebody else can have brought about.
 */
export type PlanState =
  | { readonly state: 'before' | 'after' | 'between' }
  | { readonly state: 'changed'; readonly skillIds: readonly string[] };

/**
 * Where an agent with the skills `now` stands, when a plan found him with `before`, all of his skills, and wants `wanted` of some.
 * Who is as the plan wants him is done, whatever became of his other skills.
 */
export function planState(now: Proficiencies, before: Proficiencies, wanted: WantedSkills): PlanState {
  const isAsWanted = (id: string) => isSameProficiency(now.get(id), wanted.get(id));
  const isAsBefore = (id: string) => isSameProficiency(now.get(id), before.get(id));
  const touched = [...wanted.keys()];
  if (touched.every(isAsWanted)) return { state: 'after' };
  const known = new Set([...before.keys(), ...now.keys(), ...touched]);
  const skillIds = [...known].filter((id) => !isAsBefore(id) && !(wanted.has(id) && isAsWanted(id)));
  if (skillIds.length > 0) return { state: 'changed', skillIds };
  return { state: touched.every(isAsBefore) ? 'before' : 'between' };
}
