import * as z from 'zod/mini';
import { usageFailure } from '../../errors.ts';
import type { AgentSkill } from '../../series/routing-records.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Client } from '../client.ts';
import { refusalBehind } from '../outcome.ts';
import type { SkillSetting } from '../routing.ts';

/** Proficiency is from 0 to 5 in the pipeline, a score from 0 to 1 in the contract. */
const MOST_PROFICIENCY = 5;

const skill = z.looseObject({ score: z.number().check(z.gte(0), z.lte(1)), order: z.nullish(z.number()) });

/** A routing profile with every field that it came with: an update has to give back all of them. */
const routingProfile = z.looseObject({ skills: z.nullish(z.record(z.string(), skill)) });

type RoutingProfile = z.infer<typeof routingProfile>;
type ProfileSkills = NonNullable<RoutingProfile['skills']>;

/** The skills of an agent in order of id, named by their ids, since the contract names none; undefined without a profile. */
export async function profileSkills(client: Client, agentId: string): Promise<AgentSkill[] | undefined> {
  const profile = await readProfile(client, agentId);
  if (profile === undefined) return undefined;
  return Object.entries(profile.skills ?? {})
    .map(([skillId, { score }]) => ({ skillId, skillName: skillId, proficiency: proficiencyOf(score) }))
    .sort((a, b) => (a.skillId < b.skillId ? -1 : 1));
}

/**
 * Adds skills or changes their proficiency. The contract only knows to replace a profile, so it is read immediately before and
 * put back with everything else unchanged; what is already so is not written. New skills come last in order.
 */
export async function setProfileSkills(
  client: Client,
  agentId: string,
  settings: readonly SkillSetting[],
): Promise<void> {
  const impossible = settings.find(({ proficiency }) => !(proficiency >= 0 && proficiency <= MOST_PROFICIENCY));
  if (impossible !== undefined)
    throw new RangeError(`proficiency is ${impossible.proficiency}, it has to be from 0 to 5`);
  await changeSkills(client, agentId, (skills) => {
    const changed = settings.filter(({ skillId, proficiency }) => {
      const before = skills[skillId];
      return before === undefined || proficiencyOf(before.score) !== proficiency;
    });
    return changed.length === 0 ? skills : withSettings(skills, changed);
  });
}

function withSettings(skills: ProfileSkills, settings: readonly SkillSetting[]): ProfileSkills {
  const after = { ...skills };
  for (const { skillId, proficiency } of settings) {
    const place = after[skillId] ?? { order: nextOrder(after) };
    after[skillId] = { ...place, score: Number((proficiency / MOST_PROFICIENCY).toPrecision(12)) };
  }
  return after;
}

/** Takes a skill away as `setProfileSkills` sets one; nothing is written when the agent does not have it. */
export const removeProfileSkill = (client: Client, agentId: string, skillId: string): Promise<void> =>
  changeSkills(client, agentId, (skills) => {
    if (!Object.hasOwn(skills, skillId)) return skills;
    const { [skillId]: _, ...others } = skills;
    return others;
  });

async function changeSkills(
  client: Client,
  agentId: string,
  changed: (skills: ProfileSkills) => ProfileSkills,
): Promise<void> {
  const profile = await readProfile(client, agentId);
  if (profile === undefined)
    throw usageFailure(`the agent ${agentId} has no routing profile`, 'check the id, or leave the agent out');
  const before = profile.skills ?? {};
  const after = changed(before);
  if (after === before) return;
  await client.change({ ...aboutProfile(agentId), method: 'PUT', body: { ...writable(profile), skills: after } });
}

const READ_ONLY = ['id', 'selfUri'];

const writable = (profile: RoutingProfile): object =>
  Object.fromEntries(Object.entries(profile).filter(([field]) => !READ_ONLY.includes(field)));

const nextOrder = (skills: ProfileSkills): number =>
  Math.max(-1, ...Object.values(skills).map(({ order }) => order ?? -1)) + 1;

const proficiencyOf = (score: number): number => Number((score * MOST_PROFICIENCY).toPrecision(12));

const aboutProfile = (agentId: string): Pick<ApiRequest, 'what' | 'path'> => ({
  what: `the routing profile of the agent ${agentId}`,
  path: `/api/v2/routing/users/${encodeURIComponent(agentId)}/routingprofile`,
});

async function readProfile(client: Client, agentId: string): Promise<RoutingProfile | undefined> {
  try {
    return await client.ask({ ...aboutProfile(agentId), method: 'GET' }, routingProfile);
  } catch (error) {
    if (refusalBehind(error)?.status === 404) return undefined;
    throw error;
  }
}
