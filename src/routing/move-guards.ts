import { isSameProficiency, type Proficiencies } from './skill-difference.ts';
import type { QueueEffect, SkillMove } from './skill-move.ts';

/** A move that cannot be made, and why in words that follow the names of agent and skill. */
export interface Contradiction<Move extends SkillMove> {
  readonly move: Move;
  readonly why: string;
}

/**
 * The first move that contradicts another one, or the skills that its agent has: one agent and skill twice, adding what he has, removing
 * or changing what he lacks, a change that changes nothing, an agent of whom nothing is known. `skillsOf` gives an agent's skills, or
 * undefined for one who is not known.
 */
export function contradictionIn<Move extends SkillMove>(
  moves: readonly Move[],
  skillsOf: (agentId: string) => Proficiencies | undefined,
): Contradiction<Move> | undefined {
  const seen = new Set<string>();
  for (const move of moves) {
    const pair = JSON.stringify([move.agentId, move.skillId]);
    const why = seen.has(pair)
      ? 'two moves for the same agent and skill'
      : contradictionOf(move, skillsOf(move.agentId));
    if (why !== undefined) return { move, why };
    seen.add(pair);
  }
  return undefined;
}

function contradictionOf(
  { skillId, proficiencyBefore, proficiencyAfter }: SkillMove,
  skills: Proficiencies | undefined,
): string | undefined {
  if (skills === undefined) return 'nothing is known of the agent';
  const has = skills.get(skillId);
  if (proficiencyBefore === undefined && has !== undefined) return `the agent has the skill already, at ${has}`;
  if (proficiencyBefore !== undefined && has === undefined) return 'the agent lacks the skill';
  if (!isSameProficiency(has, proficiencyBefore))
    return `the agent has the skill at ${has}, not at ${proficiencyBefore}`;
  if (!isSameProficiency(proficiencyBefore, proficiencyAfter)) return undefined;
  return has === undefined ? 'the agent lacks the skill' : `the agent has the skill already, at ${has}`;
}

/** How much may be changed at once. */
export interface MoveLimits {
  readonly mostMoves: number;
  readonly mostMovesPerAgent: number;
}

/** Which limit moves are above, in words with both numbers; undefined when they keep them. */
export function exceededLimit(
  moves: readonly SkillMove[],
  { mostMoves, mostMovesPerAgent }: MoveLimits,
): string | undefined {
  if (moves.length > mostMoves) return `${moves.length} moves, and at most ${mostMoves} may be made at once`;
  const perAgent = new Map<string, number>();
  for (const { agentId } of moves) perAgent.set(agentId, (perAgent.get(agentId) ?? 0) + 1);
  const most = Math.max(0, ...perAgent.values());
  if (most <= mostMovesPerAgent) return undefined;
  return `${most} moves for one agent, and at most ${mostMovesPerAgent} may be made at once`;
}

/**
 * The queue whose service level is predicted to fall most, when that is by more than `mostLossFraction`; undefined when none is. A queue
 * for which nothing was measured says nothing.
 */
export function unbearableLoss<Queue extends Pick<QueueEffect, 'serviceLevel'>>(
  effects: readonly Queue[],
  mostLossFraction: number,
): { readonly queue: Queue; readonly lossFraction: number } | undefined {
  return effects
    .flatMap((queue) => {
      const { effect } = queue.serviceLevel;
      return effect === undefined || -effect.difference <= mostLossFraction
        ? []
        : [{ queue, lossFraction: -effect.difference }];
    })
    .sort((a, b) => b.lossFraction - a.lossFraction)
    .at(0);
}
