import type { StaffingResult, StaffingRow } from '../../../export/staffing-result.ts';
import { renderTable } from '../../terminal/table.ts';
import { tableLook } from '../../terminal/table-look.ts';
import type { World } from '../../world.ts';
import { agentsChart } from './agents-chart.ts';
import type { StaffOptions } from './options.ts';
import { intervalTable, seriesTable } from './staffing-tables.ts';

/** The staffing for people: on a terminal a chart, then a table in local time, and what holds for all of it. */
export function staffingText(result: StaffingResult, timeZone: string, options: StaffOptions, world: World): string {
  const look = tableLook(world.stdout, options, world.env);
  const { colors, width } = look;
  const { columns, rows, more } = result.hasSeveralSeries ? seriesTable(result) : intervalTable(result, timeZone);
  const table = renderTable(columns, rows, look);
  const chart = width === undefined ? '' : agentsChart(result.rows, timeZone, width, world, colors);
  const notes = `${more}${patienceNote(result)}${simulationNote(result)}${unstableNote(result.rows)}`;
  return `${headingOf(result, timeZone, options)}\n\n${chart === '' ? '' : `${chart}\n`}${table}${notes}`;
}

function headingOf(result: StaffingResult, timeZone: string, { agents }: StaffOptions): string {
  const zone = result.rows.some(({ start }) => start !== undefined) ? ` (${timeZone})` : '';
  const asked = goals(result);
  const goal = asked.length === 0 ? '' : `: ${agents === undefined ? '' : 'target '}${asked.join(', ')}`;
  const by = METHODS[result.model];
  if (agents === undefined) return `Staffing by ${by}${goal}${zone}`;
  return `What ${agents} ${agents === 1 ? 'agent reaches' : 'agents reach'} by ${by}${goal}${zone}`;
}

const METHODS = {
  'erlang-c': 'Erlang C',
  'erlang-a': 'Erlang A',
  workload: 'the workload method, which plans work and knows no waits',
} as const;

function goals({ target, risk, concurrency, dueSeconds }: StaffingResult): string[] {
  const { serviceLevel, withinSeconds, maxAsaSeconds, maxOccupancy, maxAbandonment } = target;
  return [
    serviceLevel === undefined ? [] : [`${shownPercent(serviceLevel)} within ${withinSeconds} s`],
    dueSeconds === undefined ? [] : [`finished within ${dueSeconds / 3600} h`],
    concurrency === undefined ? [] : [`${concurrency} contacts at a time`],
    maxAsaSeconds === undefined ? [] : [`ASA at most ${maxAsaSeconds} s`],
    maxOccupancy === undefined ? [] : [`occupancy at most ${shownPercent(maxOccupancy)}`],
    maxAbandonment === undefined ? [] : [`abandonment at most ${shownPercent(maxAbandonment)}`],
    risk === 'mean' ? [] : [risk === 'expected' ? 'in expectation' : `at ${risk} of the volume`],
  ].flat();
}

const shownPercent = (fraction: number): string => `${Number((100 * fraction).toPrecision(6))} %`;

function patienceNote({ patienceFrom, patienceSeconds }: StaffingResult): string {
  if (patienceFrom === undefined || patienceSeconds === undefined) return '';
  const { contacts, abandoned, medianSeconds } = patienceFrom;
  const half =
    medianSeconds === undefined
      ? 'fewer than half gave up, however long they waited'
      : `half have given up by ${medianSeconds.toFixed(0)} s, where exponential patience says ${(patienceSeconds * Math.LN2).toFixed(0)} s`;
  return `Mean patience ${patienceSeconds.toFixed(0)} s, from ${contacts} contacts of which ${abandoned} gave up; ${half}\n`;
}

function simulationNote({ simulation }: StaffingResult): string {
  if (simulation === undefined) return '';
  const { seed, mostReplications } = simulation;
  return `Simulated: service level with 95 % interval, each day played up to ${mostReplications} times, seed ${seed}\n`;
}

function unstableNote(rows: readonly StaffingRow[]): string {
  const unstable = rows.filter(({ stable }) => !stable).length;
  if (unstable === 0) return '';
  const where = rows.length === 1 ? 'Unstable' : `Unstable in ${unstable} of ${rows.length} intervals`;
  return `${where}: more work arrives than the agents can do, so the queue grows without end\n`;
}
