import type { Proficiencies, WantedSkills } from '../../../../routing/skill-difference.ts';
import type { Named } from '../named-ids.ts';
import type { RoutingPlanFile } from '../plan-file.ts';

/** What a plan wants of one agent. */
export interface PlannedAgent {
  readonly agent: Named;
  /** All of his skills when the plan was made. */
  readonly before: Proficiencies;
  /** Those that are to be changed. */
  readonly wanted: WantedSkills;
  readonly skillNames: ReadonlyMap<string, string>;
}

/** The agents whom the moves of a plan concern, in the plan's order. */
export function plannedAgents({ agents, moves }: RoutingPlanFile): PlannedAgent[] {
  return agents
    .map(({ id, name, skillsBefore }) => {
      const own = moves.filter(({ agent }) => agent.id === id);
      const named = [...skillsBefore, ...own.map(({ skill }) => skill)];
      return {
        agent: { id, name },
        before: new Map(skillsBefore.map((skill) => [skill.id, skill.proficiency])),
        wanted: new Map(own.map(({ skill, proficiencyAfter }) => [skill.id, proficiencyAfter ?? undefined])),
        skillNames: new Map(named.map((skill) => [skill.id, skill.name])),
      };
    })
    .filter(({ wanted }) => wanted.size > 0);
}
