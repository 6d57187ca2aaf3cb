import { renderTable } from '../../../terminal/table.ts';
import { tableLook } from '../../../terminal/table-look.ts';
import type { World } from '../../../world.ts';
import type { GlobalOptions } from '../../global-options.ts';
import type { RoutingPlanFile } from '../plan-file.ts';

/** The moves of a plan for people, as a table on stderr's terminal. */
export function movesTable({ moves }: RoutingPlanFile, options: GlobalOptions, { env, stderr }: World): string {
  return renderTable(
    [{ heading: 'agent' }, { heading: 'skill' }, { heading: 'before' }, { heading: 'after' }, { heading: 'why' }],
    moves.map(({ agent, skill, proficiencyBefore, proficiencyAfter, why }) => [
      agent.name,
      skill.name,
      levelText(proficiencyBefore),
      levelText(proficiencyAfter),
      why,
    ]),
    tableLook(stderr, options, env),
  );
}

const levelText = (proficiency: number | null): string => (proficiency === null ? 'none' : `${proficiency}`);
