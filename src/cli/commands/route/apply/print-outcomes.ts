import { colorsFor } from '../../../terminal/colors.ts';
import { printable } from '../../../terminal/printable.ts';
import { renderTable } from '../../../terminal/table.ts';
import type { World } from '../../../world.ts';
import type { GlobalOptions } from '../../global-options.ts';
import { type AgentOutcome, count } from './agent-outcome.ts';

const WORDS: Readonly<Record<AgentOutcome['outcome'], string>> = {
  updated: 'updated',
  unchanged: 'as wanted already',
  refused: 'refused',
  failed: 'failed',
  left: 'left the organisation',
  'not-tried': 'not tried',
};

/** For people: how many agents had which outcome, and a table of those that need somebody's attention. */
export function outcomesText(outcomes: readonly AgentOutcome[], { color }: GlobalOptions, world: World): string {
  const isTTY = world.stdout.isTTY === true;
  const colors = colorsFor({ noColorFlag: !color, env: world.env, isTTY });
  const width = isTTY ? world.stdout.columns : undefined;
  const kinds = Object.keys(WORDS) as AgentOutcome['outcome'][];
  const counts = kinds
    .map((kind) => ({ kind, agents: count(outcomes, kind) }))
    .filter(({ agents }) => agents > 0)
    .map(({ kind, agents }) => `${agents} ${WORDS[kind]}`);
  const open = outcomes.filter(({ outcome }) => outcome !== 'updated' && outcome !== 'unchanged');
  const table = renderTable(
    [{ heading: 'agent' }, { heading: 'outcome' }, { heading: 'why' }],
    open.map(({ agent, outcome, reason }) => [printable(agent.name), WORDS[outcome], reason]),
    { colors, ...(width === undefined ? {} : { width }) },
  );
  return `Agents: ${counts.join(', ')}\n${open.length === 0 ? '' : `\n${table}\n`}`;
}
