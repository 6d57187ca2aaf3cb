import type { AgentGroup, ContactType, Queue, Ring } from './scenario.ts';

/** An agent group that may take a contact. */
interface Server {
  readonly group: number;
  /** Groups of higher rank are asked first; among equals the longest idle agent. */
  readonly rank: number;
}

/** The groups that may take a contact of one type once it is in one ring, ranks falling. */
export interface RingServers {
  readonly groups: Int32Array;
  readonly ranks: Float64Array;
}

/** Who may take the contacts of one type. */
export interface TypeRouting {
  /** Wait after which each ring is entered, in seconds; the first is 0. */
  readonly ringStarts: Float64Array;
  readonly rings: readonly RingServers[];
}

/** What one agent group may take: contact types, and the wait in seconds from which on it may. */
export interface GroupRouting {
  readonly types: Int32Array;
  readonly fromWaitSeconds: Float64Array;
}

export function typeRouting(type: ContactType, queue: Queue, groups: readonly AgentGroup[]): TypeRouting {
  const requested = requestedByRing(type.skills, queue.rings);
  const ringStarts = new Float64Array(requested.length);
  for (let ring = 1; ring < requested.length; ring++)
    ringStarts[ring] = ringStarts[ring - 1] + queue.rings[ring - 1].waitSeconds;
  return { ringStarts, rings: requested.map((skills) => ringServers(skills, queue, groups)) };
}

/** What each of `many` groups may take, found in one pass over those who may take what. */
export function groupRoutings(many: number, types: readonly TypeRouting[]): GroupRouting[] {
  const taken = Array.from({ length: many }, () => new Map<number, number>());
  types.forEach(({ ringStarts, rings }, type) => {
    rings.forEach(({ groups }, ring) => {
      for (const group of groups) if (!taken[group].has(type)) taken[group].set(type, ringStarts[ring]);
    });
  });
  return taken.map((waits) => ({
    types: Int32Array.from(waits.keys()),
    fromWaitSeconds: Float64Array.from(waits.values()),
  }));
}

function requestedByRing(skills: readonly string[], rings: readonly Ring[]): (readonly string[])[] {
  const requested = [skills];
  for (const { dropSkills } of rings)
    requested.push(requested[requested.length - 1].filter((skill) => !dropSkills.includes(skill)));
  return requested;
}

function ringServers(skills: readonly string[], queue: Queue, groups: readonly AgentGroup[]): RingServers {
  const servers: Server[] = [];
  groups.forEach((agents, group) => {
    const rank = rankOf(agents, skills, queue);
    if (rank !== undefined) servers.push({ group, rank });
  });
  servers.sort((a, b) => b.rank - a.rank);
  return {
    groups: Int32Array.from(servers, ({ group }) => group),
    ranks: Float64Array.from(servers, ({ rank }) => rank),
  };
}

/** Undefined for a group that may not take the contact. Most lack a skill, which is told sooner than that they serve another queue. */
function rankOf(
  { queues, proficiencies }: AgentGroup,
  skills: readonly string[],
  { name, skillEvaluation }: Queue,
): number | undefined {
  if (skillEvaluation !== 'disregard-skills' && !skills.every((skill) => Object.hasOwn(proficiencies, skill)))
    return undefined;
  if (!queues.includes(name)) return undefined;
  return skillEvaluation === 'best-available' ? mean(skills.map((skill) => proficiencies[skill])) : 0;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
