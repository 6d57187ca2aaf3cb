import { Failure } from '../../../../../src/errors.ts';
import type { Routing } from '../../../../../src/genesys/routing.ts';

/** Agents with their skills by id, in memory. */
export type Agents = Map<string, Map<string, number>>;

/** What happens at a call, by its number from 0: it is refused before its effect, lost after it, or the process dies before or after. */
export type Trouble = 'refused' | 'lost' | 'death-before' | 'death-after';

/** What ends a run as a kill would: no failure that anybody handles. */
export const DEATH = new RangeError('the process died');

type SkillRouting = Pick<Routing, 'agentSkills' | 'setSkills' | 'removeSkill'>;

/** The routing of an organisation in memory, whose writes meet with trouble. `calls` are the writes that were asked for. */
export function scriptedRouting(
  agents: Agents,
  troubles: ReadonlyMap<number, Trouble> = new Map(),
): { routing: Routing; calls: string[] } {
  const calls: string[] = [];
  const write = async (call: string, agentId: string, change: (skills: Map<string, number>) => void) => {
    const trouble = troubles.get(calls.length);
    calls.push(call);
    if (trouble === 'death-before') throw DEATH;
    if (trouble === 'refused') throw refused();
    const skills = agents.get(agentId);
    if (skills === undefined) throw refused();
    change(skills);
    if (trouble === 'death-after') throw DEATH;
    if (trouble === 'lost') throw refused();
  };
  const skillRouting: SkillRouting = {
    agentSkills: async (agentId) => {
      const skills = agents.get(agentId);
      return skills && [...skills].map(([skillId, proficiency]) => ({ skillId, skillName: skillId, proficiency }));
    },
    setSkills: (agentId, settings) =>
      write(`set ${agentId} ${settings.length}`, agentId, (skills) => {
        if (settings.length > 50) throw new RangeError('more than 50 at a time');
        for (const { skillId, proficiency } of settings) skills.set(skillId, proficiency);
      }),
    removeSkill: (agentId, skillId) =>
      write(`remove ${agentId} ${skillId}`, agentId, (skills) => skills.delete(skillId)),
  };
  const unasked = () => {
    throw new Error('not asked for');
  };
  const routing = { ...skillRouting, setup: unasked, demand: unasked, work: unasked, presence: unasked };
  return { routing, calls };
}

const refused = () => new Failure('the service refused', { code: 'GCF-SERVICE', exitCode: 4 });
