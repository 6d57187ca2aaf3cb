import * as z from 'zod/mini';
import type { AgentSkill } from '../../series/routing-records.ts';

/** A skill of a user, in the API's words. */
export const userSkill = z.object({
  id: z.string(),
  name: z.nullish(z.string()),
  proficiency: z.number().check(z.minimum(0), z.maximum(5)),
  state: z.nullish(z.string()),
});

/** In order of id, without skills that have been deleted: no contact asks for them any more. */
export const skillsOf = (skills: readonly z.infer<typeof userSkill>[]): AgentSkill[] =>
  skills
    .filter(({ state }) => state !== 'deleted')
    .map(({ id, name, proficiency }) => ({ skillId: id, skillName: name ?? id, proficiency }))
    .sort((a, b) => (a.skillId < b.skillId ? -1 : 1));
