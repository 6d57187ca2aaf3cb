import type { Routing } from '../../../genesys/routing.ts';
import type { Proficiencies } from '../../../routing/skill-difference.ts';

/** The skills of an agent now, by id; undefined when there is no such agent. */
export async function readAgent(routing: Routing, agentId: string): Promise<Proficiencies | undefined> {
  const skills = await routing.agentSkills(agentId);
  return skills === undefined ? undefined : new Map(skills.map((one) => [one.skillId, one.proficiency]));
}
