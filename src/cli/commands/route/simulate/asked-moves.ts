import { usageFailure } from '../../../../errors.ts';
import { contradictionIn } from '../../../../routing/move-guards.ts';
import type { SkillMove } from '../../../../routing/skill-move.ts';
import { namedIds } from '../named-ids.ts';
import { proficienciesOf } from '../proficiencies.ts';
import type { SimulatedOrganisation } from './typical-week.ts';

const DEFAULT_PROFICIENCY = 3;

/**
 * The moves that `--move` words: `+Ann Lee:Billing`, `+Ann Lee:Billing=4`, `-Ann Lee:Billing`. Fails with exit code 2 when one is none,
 * names nobody or nothing, more than one agent or skill, or contradicts the organisation or another.
 */
export function askedMoves(texts: readonly string[], { setup, centre }: SimulatedOrganisation): SkillMove[] {
  const moves = texts.map((text) => askedMove(text, setup));
  requirePossible(moves, setup);
  const absent = setup.agents.find(
    ({ id }) => moves.some(({ agentId }) => agentId === id) && !centre.agents.some((agent) => agent.id === id),
  );
  if (absent === undefined) return moves;
  throw usageFailure(
    `${absent.name} is in no queue with contacts or was never on queue: nothing he learns would show`,
    SEE_SKILLS,
  );
}

const SEE_SKILLS = 'look at the agent’s queues and skills with gcforecast route measure';

function requirePossible(moves: readonly SkillMove[], { agents, skills }: SimulatedOrganisation['setup']): void {
  const held = new Map(agents.map((agent) => [agent.id, proficienciesOf(agent.skills)]));
  const contradiction = contradictionIn(moves, (agentId) => held.get(agentId));
  if (contradiction === undefined) return;
  const { agentId, skillId } = contradiction.move;
  const agent = agents.find(({ id }) => id === agentId)?.name ?? agentId;
  const skill = skills.find(({ id }) => id === skillId)?.name ?? skillId;
  throw usageFailure(`the move of ${agent} and ${skill} is not possible: ${contradiction.why}`, SEE_SKILLS);
}

function askedMove(text: string, setup: SimulatedOrganisation['setup']): SkillMove {
  const match = /^([+-])(.+):([^:=]+)(?:=([0-5](?:\.\d+)?))?$/.exec(text.trim());
  if (match === null || (match[1] === '-' && match[4] !== undefined))
    throw usageFailure(
      `'${text}' is no change of a skill`,
      'write +<agent>:<skill>, +<agent>:<skill>=4 or -<agent>:<skill>',
    );
  const [, sign, who, what, level] = match;
  const agentId = only(text, namedIds([who.trim()], setup.agents, 'agents'));
  const skillId = only(text, namedIds([what.trim()], setup.skills, 'skills'));
  const agent = setup.agents.find(({ id }) => id === agentId);
  const held = agent?.skills.find((skill) => skill.skillId === skillId)?.proficiency;
  const after = level === undefined ? (held ?? DEFAULT_PROFICIENCY) : Number(level);
  return { agentId, skillId, proficiencyBefore: held, proficiencyAfter: sign === '-' ? undefined : after };
}

function only(text: string, ids: ReadonlySet<string> | undefined): string {
  const [id, ...more] = ids ?? [];
  if (more.length === 0) return id;
  throw usageFailure(`'${text}' names ${more.length + 1} at once`, 'give the id instead of the name');
}
