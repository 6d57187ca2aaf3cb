import { Failure } from '../../errors.ts';
import type { AgentSkill } from '../../series/routing-records.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Client } from '../client.ts';
import { mayHaveActed, refusalBehind } from '../outcome.ts';
import { pages } from '../pages.ts';
import type { SkillSetting } from '../routing.ts';
import { extendedFailure } from '../service-failure.ts';
import { skillsOf, userSkill } from './user-skill.ts';

const PAGE_SIZE = 50;
/** The most that the service takes at once. */
const MOST_SETTINGS = 50;
/** Writes in conflict or without an answer before it is given up. */
const MOST_TRIES = 4;

/** An agent's skills at the API, with what a refused question needs to be explained. */
export const aboutSkills = (agentId: string): Pick<ApiRequest, 'what' | 'path'> & { method: 'GET' } => ({
  what: `the skills of the agent ${agentId}`,
  method: 'GET',
  path: `/api/v2/users/${encodeURIComponent(agentId)}/routingskills`,
});

/** The skills of an agent now, in order of id; undefined when there is no such agent, or none that is visible. */
export async function agentSkills(client: Client, agentId: string): Promise<AgentSkill[] | undefined> {
  const skills: Parameters<typeof skillsOf>[0][number][] = [];
  try {
    const request = { ...aboutSkills(agentId), query: { pageSize: PAGE_SIZE } };
    for await (const skill of pages(client, request, userSkill)) skills.push(skill);
  } catch (error) {
    if (refusalBehind(error)?.status !== 404) throw error;
    return undefined;
  }
  return skillsOf(skills);
}

/**
 * Adds skills or changes their proficiency and leaves all others alone (PATCH; a PUT would take away what it does not list). A
 * write whose answer was lost is followed by a reading: done is done, undone is tried again. Throws a Failure with exit code 5
 * when agent or skill are no longer there, RangeError for more than 50 settings or a proficiency outside of 0 to 5.
 */
export async function setSkills(client: Client, agentId: string, settings: readonly SkillSetting[]): Promise<void> {
  requirePossible(settings);
  if (settings.length === 0) return;
  const request: ApiRequest = {
    ...aboutSkills(agentId),
    method: 'PATCH',
    path: `${aboutSkills(agentId).path}/bulk`,
    body: settings.map(({ skillId, proficiency }) => ({ id: skillId, proficiency })),
    permission: 'routing:skill:assign',
  };
  const isDone = (skills: readonly AgentSkill[]): boolean =>
    settings.every((wanted) =>
      skills.some(({ skillId, proficiency }) => skillId === wanted.skillId && isSame(proficiency, wanted.proficiency)),
    );
  await writeUntil(client, agentId, request, isDone);
}

/** Takes a skill away. That the agent has it no longer, or is no longer there himself, is no failure. */
export async function removeSkill(client: Client, agentId: string, skillId: string): Promise<void> {
  const request: ApiRequest = {
    ...aboutSkills(agentId),
    method: 'DELETE',
    path: `${aboutSkills(agentId).path}/${encodeURIComponent(skillId)}`,
    permission: 'routing:skill:assign',
  };
  try {
    await writeUntil(client, agentId, request, (skills) => skills.every((one) => one.skillId !== skillId));
  } catch (error) {
    if (refusalBehind(error)?.status !== 404) throw error;
  }
}

/** Writes until it is answered, or a reading shows that it is done. */
async function writeUntil(
  client: Client,
  agentId: string,
  request: ApiRequest,
  isDone: (skills: readonly AgentSkill[]) => boolean,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    const trouble = await troubleOf(client.change(request));
    if (trouble === undefined) return;
    if (!mayHaveActed(trouble) && refusalBehind(trouble)?.status !== 409) throw explained(trouble, agentId);
    // An agent who has left has no skills: nothing is to be taken away, and the next write says that he is gone.
    if (isDone((await readAfter(client, agentId)) ?? [])) return;
    if (tries === MOST_TRIES) throw withoutEffect(trouble);
  }
}

async function troubleOf(work: Promise<void>): Promise<unknown> {
  const [result] = await Promise.allSettled([work]);
  return result.status === 'rejected' ? result.reason : undefined;
}

/** A reading that fails must not hide that the write before it may be in effect. */
async function readAfter(client: Client, agentId: string): Promise<AgentSkill[] | undefined> {
  try {
    return await agentSkills(client, agentId);
  } catch (error) {
    throw error instanceof Failure ? extendedFailure(error, '; its skills may have been changed or not') : error;
  }
}

const withoutEffect = (trouble: unknown): unknown =>
  trouble instanceof Failure ? extendedFailure(trouble, '; a reading after it shows that it had no effect') : trouble;

/** The paths are part of the published contract, so what is not found is the agent or the skill. */
function explained(trouble: unknown, agentId: string): unknown {
  if (!(trouble instanceof Failure) || refusalBehind(trouble)?.status !== 404) return trouble;
  return new Failure(`the agent ${agentId} or the skill is no longer there`, {
    code: 'GCF-GONE',
    exitCode: 5,
    hint: 'Make a new plan: it reads who is there now.',
    cause: trouble,
  });
}

/** Numbers may have been stored in single precision. */
const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * Math.max(a, b);

function requirePossible(settings: readonly SkillSetting[]): void {
  if (settings.length > MOST_SETTINGS) {
    throw new RangeError(`${settings.length} skills are to be set at once, it has to be at most ${MOST_SETTINGS}`);
  }
  const wrong = settings.find(({ proficiency }) => !(proficiency >= 0 && proficiency <= 5));
  if (wrong !== undefined) throw new RangeError(`a proficiency is ${wrong.proficiency}, it has to be from 0 to 5`);
}
