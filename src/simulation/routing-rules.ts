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

export function groupRouting(group: number, types: readonly TypeRouting[]): GroupRouting {
  const taken = types.flatMap(({ ringStarts, rings }, type) => {
    const ring = rings.findIndex(({ groups }) => groups.includes(group));
    return ring < 0 ? [] : [{ type, fromWait: ringStarts[ring] }];
  });
  return {
    types: Int32Array.from(taken, ({ type }) => type),
    fromWaitSeconds: Float64Array.from(taken, ({ fromWait }) => fromWait),
  };
}

function requestedByRing(skills: readonly string[], rings: readonly Ring[]): (readonly string[])[] {
  const requested = [skills];
  for (const { dropSkills } of rings)
    requested.push(requested[requested.length - 1].filter((skill) => !dropSkills.includes(skill)));
  return requested;
}

function ringServers(skills: readonly string[], queue: Queue, groups: readonly AgentGroup[]): RingServers {
  const servers: Server[] = [];
  groups.forEach(({ queues, proficiencies }, group) => {
    if (!queues.includes(queue.name)) return;
    const ratings = skills.map((skill) => (Object.hasOwn(proficiencies, skill) ? proficiencies[skill] : Number.NaN));
    if (queue.skillEvaluation !== 'disregard-skills' && ratings.some(Number.isNaN)) return;
    servers.push({ group, rank: queue.skillEvaluation === 'best-available' ? mean(ratings) : 0 });
  });
  servers.sort((a, b) => b.rank - a.rank);
  return {
    groups: Int32Array.from(servers, ({ group }) => group),
    ranks: Float64Array.from(servers, ({ rank }) => rank),
  };
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
