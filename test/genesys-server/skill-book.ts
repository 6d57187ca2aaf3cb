import type { Centre, GivenSkill } from './centre.ts';

/** A skill of a user as the platform tells it. */
interface UserSkill {
  readonly id: string;
  readonly name: string;
  readonly proficiency: number;
  readonly state: 'active';
}

/** Who can do what on one server, which keeps the changes. */
export interface SkillBook {
  /** In order of name; undefined for an agent who is unknown or has left. */
  skillsOf(agentId: string): UserSkill[] | undefined;
  isSkill(skillId: string): boolean;
  hasLeft(agentId: string): boolean;
  /** Adds the skill to an agent or changes his proficiency. */
  give(agentId: string, skill: GivenSkill): void;
  /** False when he does not have it. */
  take(agentId: string, skillId: string): boolean;
  /** The agent leaves the organisation. */
  leave(agentId: string): void;
  /** An administrator deletes the skill: nobody has it any more. */
  deleteSkill(skillId: string): void;
}

export function skillBook({ routing }: Centre): SkillBook {
  const names = new Map((routing?.skills ?? []).map(({ id, name }) => [id, name]));
  const given = new Map(
    Array.from(routing?.agentSkills ?? [], ([agentId, skills]) => [
      agentId,
      new Map(skills.map(({ skillId, proficiency }) => [skillId, proficiency])),
    ]),
  );
  const gone = new Set<string>();
  const ofAgent = (agentId: string): Map<string, number> => {
    const skills = given.get(agentId);
    if (skills === undefined) throw new Error(`no agent ${agentId}`);
    return skills;
  };
  return {
    skillsOf(agentId) {
      const skills = given.get(agentId);
      if (skills === undefined) return undefined;
      return Array.from(skills, ([id, proficiency]) => ({
        id,
        name: names.get(id) ?? id,
        proficiency,
        state: 'active' as const,
      })).sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    isSkill: (skillId) => names.has(skillId),
    hasLeft: (agentId) => gone.has(agentId),
    give: (agentId, { skillId, proficiency }) => void ofAgent(agentId).set(skillId, proficiency),
    take: (agentId, skillId) => ofAgent(agentId).delete(skillId),
    leave(agentId) {
      given.delete(agentId);
      gone.add(agentId);
    },
    deleteSkill(skillId) {
      names.delete(skillId);
      for (const skills of given.values()) skills.delete(skillId);
    },
  };
}
