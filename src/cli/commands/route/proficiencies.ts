import type { Proficiencies } from '../../../routing/skill-difference.ts';
import type { AgentSkill } from '../../../series/routing-records.ts';

/** The skills of an agent by id. */
export const proficienciesOf = (skills: readonly AgentSkill[]): Proficiencies =>
  new Map(skills.map(({ skillId, proficiency }) => [skillId, proficiency]));
