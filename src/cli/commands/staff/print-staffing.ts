import type { StaffingResult, StaffingRow } from '../../../export/staffing-result.ts';
import { localTime } from '../../../series/iso-instant.ts';
import { seriesName } from '../../../series/series-key.ts';
import { colorsFor } from '../../terminal/colors.ts';
import { renderTable, type TableCell, type TableColumn } from '../../terminal/table.ts';
import type { World } from '../../world.ts';
import type { StaffOptions } from './options.ts';

const ROWS_SHOWN = 31;

interface Column extends TableColumn {
  readonly cell: (row: StaffingRow) => TableCell;
}

/** The staffing for people: a table in local time, and what holds for all of it. */
export function staffingText(result: StaffingResult, timeZone: string, options: StaffOptions, world: World): string {
  const { rows } = result;
  const colors = colorsFor({ noColorFlag: !options.color, env: world.env, isTTY: world.stdout.isTTY === true });
  const width = world.stdout.isTTY === true ? world.stdout.columns : undefined;
  const columns = columnsOf(result, timeZone);
  const cells = rows.slice(0, ROWS_SHOWN).map((row) => columns.map(({ cell }) => cell(row)));
  const table = renderTable(columns, cells, { colors, ...(width === undefined ? {} : { width }) });
  const hidden = rows.length - ROWS_SHOWN;
  const more = hidden > 0 ? `... and ${hidden} more intervals\n` : '';
  return `${headingOf(result, timeZone, options)}\n\n${table}${more}${unstableNote(rows)}`;
}

function columnsOf({ hasSeveralSeries, risk, model, rows }: StaffingResult, timeZone: string): readonly Column[] {
  const isDated = rows.some(({ start }) => start !== undefined);
  return [
    ...(hasSeveralSeries ? [{ heading: 'series', cell: ({ key }: StaffingRow) => seriesName(key) }] : []),
    ...(isDated ? [{ heading: 'start', cell: ({ start }: StaffingRow) => startText(start, timeZone) }] : []),
    { heading: 'volume', digits: 2, cell: ({ volume }) => volume },
    { heading: 'AHT s', digits: 0, cell: ({ ahtSeconds }) => ahtSeconds },
    { heading: 'agents', digits: 0, cell: ({ agents }) => agents },
    { heading: 'heads', digits: 0, cell: ({ scheduledHeads }) => scheduledHeads },
    { heading: 'service level %', digits: 1, cell: ({ serviceLevel }) => percent(serviceLevel) },
    ...(risk === 'expected'
      ? [
          {
            heading: 'expected %',
            digits: 1,
            cell: ({ expectedServiceLevel }: StaffingRow) => percent(expectedServiceLevel),
          },
        ]
      : []),
    { heading: 'ASA s', digits: 1, cell: ({ asaSeconds, stable }) => (stable ? asaSeconds : 'unstable') },
    { heading: 'occupancy %', digits: 1, cell: ({ occupancy }) => percent(occupancy) },
    ...(model === 'erlang-a'
      ? [{ heading: 'abandoned %', digits: 1, cell: ({ abandonment }: StaffingRow) => percent(abandonment) }]
      : []),
  ];
}

const startText = (start: number | undefined, timeZone: string): TableCell =>
  start === undefined ? undefined : localTime(timeZone, start);

const percent = (fraction: number | undefined): number | undefined =>
  fraction === undefined ? undefined : 100 * fraction;

const shownPercent = (fraction: number): string => `${Number((100 * fraction).toPrecision(6))} %`;

function headingOf({ model, target, risk, rows }: StaffingResult, timeZone: string, { agents }: StaffOptions): string {
  const { serviceLevel, withinSeconds, maxAsaSeconds, maxOccupancy, maxAbandonment } = target;
  const asked = [
    serviceLevel === undefined ? [] : [`${shownPercent(serviceLevel)} within ${withinSeconds} s`],
    maxAsaSeconds === undefined ? [] : [`ASA at most ${maxAsaSeconds} s`],
    maxOccupancy === undefined ? [] : [`occupancy at most ${shownPercent(maxOccupancy)}`],
    maxAbandonment === undefined ? [] : [`abandonment at most ${shownPercent(maxAbandonment)}`],
    risk === 'mean' ? [] : [risk === 'expected' ? 'in expectation' : `at ${risk} of the volume`],
  ].flat();
  const by = model === 'erlang-c' ? 'Erlang C' : 'Erlang A';
  const zone = rows.some(({ start }) => start !== undefined) ? ` (${timeZone})` : '';
  const goal = asked.length === 0 ? '' : `: ${agents === undefined ? '' : 'target '}${asked.join(', ')}`;
  if (agents === undefined) return `Staffing by ${by}${goal}${zone}`;
  return `What ${agents} ${agents === 1 ? 'agent reaches' : 'agents reach'} by ${by}${goal}${zone}`;
}

function unstableNote(rows: readonly StaffingRow[]): string {
  const unstable = rows.filter(({ stable }) => !stable).length;
  if (unstable === 0) return '';
  const where = rows.length === 1 ? 'Unstable' : `Unstable in ${unstable} of ${rows.length} intervals`;
  return `${where}: more work arrives than the agents can do, so the queue grows without end\n`;
}
