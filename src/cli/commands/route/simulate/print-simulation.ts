import type { Effect } from '../../../../routing/skill-move.ts';
import { renderTable, type TableCell, type TableColumn } from '../../../terminal/table.ts';
import { tableLook } from '../../../terminal/table-look.ts';
import type { World } from '../../../world.ts';
import type { SimulationOptions } from '../options.ts';
import type { RoutingPlanFile } from '../plan-file.ts';
import type { ErlangBeside } from './simulation-json.ts';

type PlanTables = Pick<RoutingPlanFile, 'moves' | 'impact'>;

/** Moves and what they do to every queue, for people: percent, and points of percent with their intervals. */
export function simulationText(
  { moves, impact }: PlanTables,
  erlang: ErlangBeside | undefined,
  options: SimulationOptions,
  world: World,
): string {
  const look = tableLook(world.stdout, options, world.env);
  const tables = [
    renderTable(MOVE_COLUMNS, moves.map(moveCells), look),
    renderTable(
      QUEUE_COLUMNS,
      impact.map((queue, i) => queueCells(queue, erlang, i)),
      look,
    ),
  ];
  return tables.join('\n');
}

/** `+1.2 ± 0.3`: points of percent. */
export const points = ({ difference, lower, upper }: Effect): string =>
  `${difference >= 0 ? '+' : ''}${(100 * difference).toFixed(2)} ± ${(50 * (upper - lower)).toFixed(2)}`;

const MOVE_COLUMNS: readonly TableColumn[] = [
  { heading: 'agent' },
  { heading: 'skill' },
  { heading: 'from', digits: 1 },
  { heading: 'to', digits: 1 },
  { heading: 'why' },
];

const moveCells = (move: RoutingPlanFile['moves'][number]): TableCell[] => [
  move.agent.name,
  move.skill.name,
  move.proficiencyBefore ?? undefined,
  move.proficiencyAfter ?? undefined,
  move.why,
];

const QUEUE_COLUMNS: readonly TableColumn[] = [
  { heading: 'queue' },
  { heading: 'in time %', digits: 1 },
  { heading: 'after %', digits: 1 },
  { heading: 'points' },
  { heading: 'abandoned points' },
  { heading: 'wait s', digits: 1 },
  { heading: 'after s', digits: 1 },
  { heading: 'occupied %', digits: 1 },
  { heading: 'after %', digits: 1 },
  { heading: 'by Erlang %', digits: 1 },
];

function queueCells(row: RoutingPlanFile['impact'][number], erlang: ErlangBeside | undefined, i: number): TableCell[] {
  const { queue, serviceLevel, abandonment, asaSeconds, occupancy } = row;
  const formula = erlang?.after[i];
  return [
    queue.name,
    percent(serviceLevel.before),
    percent(serviceLevel.after),
    serviceLevel.effect === null ? undefined : points(serviceLevel.effect),
    abandonment.effect === null ? undefined : points(abandonment.effect),
    asaSeconds.before ?? undefined,
    asaSeconds.after ?? undefined,
    percent(occupancy.before),
    percent(occupancy.after),
    formula === undefined || 'invalid' in formula ? undefined : 100 * formula.serviceLevel,
  ];
}

const percent = (fraction: number | null): number | undefined => (fraction === null ? undefined : 100 * fraction);
