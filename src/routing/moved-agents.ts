import type { Centre, CentreAgent } from './centre.ts';
import type { SkillMove } from './skill-move.ts';

/**
 * The agents of a centre after moves. RangeError when moves contradict the centre or each other: an agent who is not in it, one
 * skill of one agent twice, a proficiency before that is not his, a change that is none, a proficiency that is none.
 */
export function movedAgents({ agents }: Centre, moves: readonly SkillMove[]): CentreAgent[] {
  const byAgent = new Map<string, SkillMove[]>();
  for (const move of moves) byAgent.set(move.agentId, [...(byAgent.get(move.agentId) ?? []), move]);
  for (const agentId of byAgent.keys())
    if (!agents.some(({ id }) => id === agentId))
      throw new RangeError(
        `${agentId} is in no queue with contacts or was never on queue: nothing he learns would show`,
      );
  return agents.map((agent) => {
    const own = byAgent.get(agent.id);
    return own === undefined ? agent : { ...agent, proficiencies: movedProficiencies(agent, own) };
  });
}

function movedProficiencies(agent: CentreAgent, moves: readonly SkillMove[]): Record<string, number> {
  const proficiencies = { ...agent.proficiencies };
  const seen = new Set<string>();
  for (const move of moves) {
    const { skillId, proficiencyBefore, proficiencyAfter } = move;
    if (seen.has(skillId)) throw new RangeError(`two moves change skill ${skillId} of ${agent.name}`);
    seen.add(skillId);
    const held = Object.hasOwn(proficiencies, skillId) ? proficiencies[skillId] : undefined;
    if (held !== proficiencyBefore)
      throw new RangeError(
        `${agent.name} ${held === undefined ? `does not have skill ${skillId}` : `has skill ${skillId} at ${held}`}, not ${proficiencyBefore ?? 'without it'}`,
      );
    if (proficiencyBefore === proficiencyAfter)
      throw new RangeError(
        `a move changes nothing: ${agent.name} ${held === undefined ? 'does not have skill' : 'already has skill'} ${skillId}`,
      );
    if (proficiencyAfter === undefined) {
      delete proficiencies[skillId];
      continue;
    }
    if (!(proficiencyAfter >= 0 && proficiencyAfter <= 5))
      throw new RangeError(`a proficiency must be from 0 to 5, not ${proficiencyAfter}`);
    proficiencies[skillId] = proficiencyAfter;
  }
  return proficiencies;
}
