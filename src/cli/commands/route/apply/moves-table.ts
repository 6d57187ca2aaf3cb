import { colorsFor } from '../../../terminal/colors.ts';
import { renderTable } from '../../../terminal/table.ts';
import type { World } from '../../../world.ts';
import type { GlobalOptions } from '../../global-options.ts';
import type { RoutingPlanFile } from '../plan-file.ts';

/** The moves of a plan for people, as a table on stderr's terminal. */
export function movesTable({ moves }: RoutingPlanFile, { color }: GlobalOptions, { env, stderr }: World): string {
  const isTTY = stderr.isTTY === true;
  const width = isTTY ? stderr.columns : undefined;
  return renderTable(
    [{ heading: 'agent' }, { heading: 'skill' }, { heading: 'before' }, { heading: 'after' }, { heading: 'why' }],
    moves.map(({ agent, skill, proficiencyBefore, proficiencyAfter, why }) => [
      agent.name,
      skill.name,
      levelText(proficiencyBefore),
      levelText(proficiencyAfter),
      why,
    ]),
    { colors: colorsFor({ noColorFlag: !color, env, isTTY }), ...(width === undefined ? {} : { width }) },
  );
}

const levelText = (proficiency: number | null): string => (proficiency === null ? 'none' : `${proficiency}`);
