import { median } from '../numeric/median.ts';
import type { Centre, CentreAgent } from './centre.ts';
import { type EligibilityOf, eligibilityIn } from './eligibility.ts';
import { movedAgents } from './moved-agents.ts';
import type { SkillMove } from './skill-move.ts';

/** A move that could be made. */
export interface Candidate {
  readonly move: SkillMove;
  /** The same for moves of agents who are alike but for their hours. */
  readonly kind: string;
}

/** Which moves may be thought of. */
export interface MoveScope {
  /** All when absent. */
  readonly agentIds?: readonly string[];
  /** All when absent. */
  readonly skillIds?: readonly string[];
  readonly mostMovesPerAgent: number;
}

/** A skill that nobody has yet is learned to this proficiency. */
const UNKNOWN_PROFICIENCY = 3;
const BEST = 5;
const LEAST = 1;

/**
 * All single moves that change what some contact finds, after those that are accepted: a skill that contacts ask for added at the median
 * proficiency of those who have it, taken away, or set to 5 or 1 where the highest proficiency is asked first. Of agents whom no
 * contact can tell apart and whose hours are the same, only the first.
 */
export function candidateMoves(centre: Centre, accepted: readonly SkillMove[], scope: MoveScope): Candidate[] {
  const agents = movedAgents(centre, accepted);
  const eligibilityOf = eligibilityIn(centre);
  const skills = askedSkills(centre, scope);
  const learned = new Map(skills.map((skillId) => [skillId, usualProficiency(agents, skillId)]));
  const seen = new Set<string>();
  return agents.flatMap((agent) => {
    const done = accepted.filter(({ agentId }) => agentId === agent.id);
    if (done.length >= scope.mostMovesPerAgent || scope.agentIds?.includes(agent.id) === false) return [];
    if (!agent.present.includes(1)) return [];
    const likeness = `${eligibilityOf(agent).signature} ${agent.pace}`;
    return skills
      .filter((skillId) => !done.some((move) => move.skillId === skillId))
      .flatMap((skillId) => movesOf(agent, skillId, learned.get(skillId) ?? UNKNOWN_PROFICIENCY))
      .filter((move) => hasEffect(agent, move, eligibilityOf))
      .map((move) => ({ move, kind: JSON.stringify([likeness, move.skillId, move.proficiencyAfter ?? null]) }))
      .filter(({ kind }) => {
        const key = `${kind} ${agent.present.join('')}`;
        if (seen.has(key)) return false;
        seen.add(key);
        return true;
      });
  });
}

const askedSkills = ({ contactTypes }: Centre, { skillIds }: MoveScope): string[] =>
  [...new Set(contactTypes.flatMap((type) => type.skillIds))]
    .filter((skillId) => skillIds?.includes(skillId) !== false)
    .sort();

function usualProficiency(agents: readonly CentreAgent[], skillId: string): number {
  const held = agents.flatMap(({ proficiencies }) =>
    Object.hasOwn(proficiencies, skillId) ? [proficiencies[skillId]] : [],
  );
  return held.length === 0 ? UNKNOWN_PROFICIENCY : Math.round(median(held));
}

function movesOf({ id, proficiencies }: CentreAgent, skillId: string, learned: number): SkillMove[] {
  const held = Object.hasOwn(proficiencies, skillId) ? proficiencies[skillId] : undefined;
  const after = held === undefined ? [learned] : [undefined, BEST, LEAST].filter((one) => one !== held);
  return after.map((proficiencyAfter) => ({
    agentId: id,
    skillId,
    proficiencyBefore: held,
    proficiencyAfter,
  }));
}

function hasEffect(
  agent: CentreAgent,
  { skillId, proficiencyAfter }: SkillMove,
  eligibilityOf: EligibilityOf,
): boolean {
  const { [skillId]: _, ...others } = agent.proficiencies;
  const proficiencies = proficiencyAfter === undefined ? others : { ...others, [skillId]: proficiencyAfter };
  return eligibilityOf({ ...agent, proficiencies }).signature !== eligibilityOf(agent).signature;
}
