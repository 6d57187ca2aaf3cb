import { printable } from '../../../terminal/printable.ts';
import { renderTable } from '../../../terminal/table.ts';
import { tableLook } from '../../../terminal/table-look.ts';
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
export function outcomesText(outcomes: readonly AgentOutcome[], options: GlobalOptions, world: World): string {
  const kinds = Object.keys(WORDS) as AgentOutcome['outcome'][];
  const counts = kinds
    .map((kind) => ({ kind, agents: count(outcomes, kind) }))
    .filter(({ agents }) => agents > 0)
    .map(({ kind, agents }) => `${agents} ${WORDS[kind]}`);
  const open = outcomes.filter(({ outcome }) => outcome !== 'updated' && outcome !== 'unchanged');
  const table = renderTable(
    [{ heading: 'agent' }, { heading: 'outcome' }, { heading: 'why' }],
    open.map(({ agent, outcome, reason }) => [printable(agent.name), WORDS[outcome], reason]),
    tableLook(world.stdout, options, world.env),
  );
  return `Agents: ${counts.join(', ')}\n${open.length === 0 ? '' : `\n${table}\n`}`;
}
