import type { MeasuredSkill, RoutingMeasure } from '../../../../export/routing-measure.ts';
import { localTime } from '../../../../series/iso-instant.ts';
import { renderTable, type TableCell, type TableColumn } from '../../../terminal/table.ts';
import { tableLook } from '../../../terminal/table-look.ts';
import type { World } from '../../../world.ts';
import type { MeasureOptions } from '../options.ts';

/** Beyond this many rows a table is no overview. */
const ROWS_SHOWN = 30;

/** A measure for people: queues, what they were asked for, agents by occupancy, and skills that nobody needed or used. */
export function measureText(measure: RoutingMeasure, options: MeasureOptions, world: World): string {
  const look = tableLook(world.stdout, options, world.env);
  const table = (title: string, columns: readonly TableColumn[], rows: readonly (readonly TableCell[])[]): string => {
    const hidden = rows.length - ROWS_SHOWN;
    const more = hidden > 0 ? `... and ${hidden} more\n` : '';
    return `${title}\n${renderTable(columns, rows.slice(0, ROWS_SHOWN), look)}${more}`;
  };
  const { from, to, timeZone, queues, demand, agents, skills } = measure;
  const idle = skills.filter(({ verdict }) => verdict !== 'used' && verdict !== 'asked-for');
  return [
    `Routing from ${localTime(timeZone, from)} to ${localTime(timeZone, to)} (${timeZone})\n`,
    table('Queues', QUEUE_COLUMNS, queues.map(queueCells)),
    table('Asked for', DEMAND_COLUMNS, demand.map(demandCells)),
    ...(agents.length === 0
      ? []
      : [table('Agents, the busiest first', AGENT_COLUMNS, [...agents].sort(byOccupancy).map(agentCells))]),
    ...(idle.length === 0 ? [] : [table('Skills that were not used', SKILL_COLUMNS, idle.map(skillCells))]),
  ].join('\n');
}

type Row<Table extends 'queues' | 'demand' | 'agents'> = RoutingMeasure[Table][number];

const COUNTS = ['offered', 'abandoned %', 'in time %', 'wait s', 'handle s'];

const QUEUE_COLUMNS: readonly TableColumn[] = [
  { heading: 'queue' },
  { heading: 'media' },
  { heading: 'method' },
  { heading: 'members', digits: 0 },
  ...COUNTS.map((heading, i) => ({ heading, digits: i === 0 ? 0 : 1 })),
];

const countCells = (row: Row<'queues'> | Row<'demand'>): TableCell[] => [
  row.offered,
  percent(row.abandonedFraction),
  percent(row.serviceLevelFraction),
  row.meanWaitSeconds,
  row.ahtSeconds,
];

const queueCells = (row: Row<'queues'>): TableCell[] => [
  row.queueName,
  row.mediaType,
  row.method,
  row.members,
  ...countCells(row),
];

const DEMAND_COLUMNS: readonly TableColumn[] = [
  { heading: 'queue' },
  { heading: 'media' },
  { heading: 'skills' },
  ...QUEUE_COLUMNS.slice(4),
];

const demandCells = (row: Row<'demand'>): TableCell[] => [
  row.queueName,
  row.mediaType,
  row.skillNames.length === 0 ? 'any' : row.skillNames.join(' + '),
  ...countCells(row),
];

const AGENT_COLUMNS: readonly TableColumn[] = [
  { heading: 'agent' },
  { heading: 'queues' },
  { heading: 'on queue h', digits: 1 },
  { heading: 'handled', digits: 0 },
  { heading: 'handle s', digits: 1 },
  { heading: 'occupancy %', digits: 1 },
  { heading: 'unanswered', digits: 0 },
];

const agentCells = (row: Row<'agents'>): TableCell[] => [
  row.agentName,
  row.queueNames.join(', '),
  row.onQueueSeconds / 3600,
  row.handled,
  row.ahtSeconds,
  percent(row.occupancyFraction),
  row.notResponding,
];

/** Whose occupancy is not known comes last. */
const byOccupancy = (a: Row<'agents'>, b: Row<'agents'>): number =>
  (b.occupancyFraction ?? -1) - (a.occupancyFraction ?? -1);

const SKILL_COLUMNS: readonly TableColumn[] = [
  { heading: 'agent' },
  { heading: 'skill' },
  { heading: 'proficiency', digits: 1 },
  { heading: 'why' },
];

const skillCells = (row: MeasuredSkill): TableCell[] => [
  row.agentName,
  row.skillName,
  row.proficiency,
  REASONS[row.verdict]?.(row) ?? row.verdict,
];

const REASONS: Readonly<Record<string, (row: MeasuredSkill) => string>> = {
  absent: () => 'never on queue',
  'no-demand': () => 'nobody asked for it while the agent was on queue',
  'other-queues': ({ offeredAnywhere }) => `${offeredAnywhere.toFixed(0)} asked for it in queues of others`,
  'other-skills': ({ offeredAtHisQueues }) =>
    `${offeredAtHisQueues.toFixed(0)} asked for it with a skill that is lacking`,
  unused: ({ offeredWithinReach }) => `${offeredWithinReach.toFixed(0)} asked for it, others took them`,
};

const percent = (fraction: number | undefined): number | undefined =>
  fraction === undefined ? undefined : 100 * fraction;
