/** Skills of an agent by id, with their proficiency from 0 to 5. */
export type Proficiencies = ReadonlyMap<string, number>;

/** What some of an agent's skills are to be, by id: undefined takes one away. Skills that are not named stay as they are. */
export type WantedSkills = ReadonlyMap<string, number | undefined>;

/** The fewest writes that make an agent's skills what is wanted. */
export interface SkillDifference {
  /** To be added, or to get another proficiency. */
  readonly settings: readonly { readonly skillId: string; readonly proficiency: number }[];
  /** Ids to be taken away. */
  readonly removals: readonly string[];
}

/** The service keeps numbers in single precision. */
const TOLERANCE = 1e-6;

/** Whether an agent is as good at a skill in both; undefined is without it, which is not proficiency 0. */
export function isSameProficiency(one: number | undefined, other: number | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return Math.abs(one - other) <= TOLERANCE * Math.max(1, Math.abs(other));
}

/** What has to be written so that `now` becomes what is `wanted`, in the order of `wanted`; nothing for a skill that is so already. */
export function skillDifference(now: Proficiencies, wanted: WantedSkills): SkillDifference {
  const differing = [...wanted].filter(([id, proficiency]) => !isSameProficiency(now.get(id), proficiency));
  return {
    settings: differing.flatMap(([skillId, proficiency]) =>
      proficiency === undefined ? [] : [{ skillId, proficiency }],
    ),
    removals: differing.filter(([, proficiency]) => proficiency === undefined).map(([id]) => id),
  };
}
