import type { StaffingResult, StaffingRow } from '../../../export/staffing-result.ts';
import { localTime } from '../../../series/iso-instant.ts';
import { seriesName } from '../../../series/series-key.ts';
import type { TableCell, TableColumn } from '../../terminal/table.ts';
import { bySeries } from './by-series.ts';

/** A day by the half hour. */
const ROWS_SHOWN = 48;

/** A table and what is said below it. */
interface Table {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly TableCell[])[];
  readonly more: string;
}

interface Column<Row> extends TableColumn {
  readonly cell: (row: Row) => TableCell;
}

/** The intervals of one series, in local time. */
export function intervalTable(result: StaffingResult, timeZone: string): Table {
  const { rows } = result;
  const columns = [...identity(result, timeZone), ...agentColumns, ...levelColumns(result)];
  const hidden = rows.length - ROWS_SHOWN;
  return {
    columns,
    rows: rows.slice(0, ROWS_SHOWN).map((row) => columns.map(({ cell }) => cell(row))),
    more: hidden > 0 ? `... and ${hidden} more intervals\n` : '',
  };
}

const identity = ({ rows }: StaffingResult, timeZone: string): Column<StaffingRow>[] =>
  rows.some(({ start }) => start !== undefined)
    ? [{ heading: 'start', cell: ({ start }) => (start === undefined ? undefined : localTime(timeZone, start)) }]
    : [];

const agentColumns: readonly Column<StaffingRow>[] = [
  { heading: 'volume', digits: 2, cell: ({ volume }) => volume },
  { heading: 'AHT s', digits: 0, cell: ({ ahtSeconds }) => ahtSeconds },
  { heading: 'agents', digits: 0, cell: ({ agents }) => agents },
  { heading: 'heads', digits: 0, cell: ({ scheduledHeads }) => scheduledHeads },
];

function levelColumns({ risk, model, simulation }: StaffingResult): Column<StaffingRow>[] {
  const occupancy: Column<StaffingRow> = { heading: 'occupancy %', digits: 1, cell: (row) => percent(row.occupancy) };
  if (model === 'workload') return [occupancy];
  return [
    { heading: 'service level %', digits: 1, cell: (row) => percent(row.serviceLevel) },
    ...only(risk === 'expected', {
      heading: 'expected %',
      digits: 1,
      cell: (row) => percent(row.expectedServiceLevel),
    }),
    ...only(simulation !== undefined, {
      heading: 'simulated %',
      cell: ({ simulatedServiceLevel, simulatedHalfWidth }) =>
        simulatedServiceLevel === undefined || simulatedHalfWidth === undefined
          ? undefined
          : `${(100 * simulatedServiceLevel).toFixed(1)} ± ${(100 * simulatedHalfWidth).toFixed(1)}`,
    }),
    { heading: 'ASA s', digits: 1, cell: ({ asaSeconds, stable }) => (stable ? asaSeconds : 'unstable') },
    occupancy,
    ...only(model === 'erlang-a', { heading: 'abandoned %', digits: 1, cell: (row) => percent(row.abandonment) }),
  ];
}

const only = (isShown: boolean, column: Column<StaffingRow>): Column<StaffingRow>[] => (isShown ? [column] : []);

/** Several series, each over all of its intervals. */
export function seriesTable({ rows, model }: StaffingResult): Table {
  const columns: Column<readonly StaffingRow[]>[] = [
    { heading: 'series', cell: ([{ key }]) => seriesName(key) },
    { heading: 'volume', digits: 0, cell: (some) => total(some, ({ volume }) => volume) },
    { heading: 'agent hours', digits: 1, cell: (some) => total(some, (row) => row.agents * hoursOf(row)) },
    { heading: 'paid hours', digits: 1, cell: (some) => total(some, (row) => row.scheduledHeads * hoursOf(row)) },
    { heading: 'most agents', digits: 0, cell: (some) => Math.max(...some.map(({ agents }) => agents)) },
    ...(model === 'workload'
      ? []
      : [
          {
            heading: 'service level %',
            digits: 1,
            cell: (some: readonly StaffingRow[]) => percent(overallServiceLevel(some)),
          },
        ]),
  ];
  return { columns, rows: bySeries(rows).map((some) => columns.map(({ cell }) => cell(some))), more: '' };
}

const hoursOf = ({ start, end }: StaffingRow): number =>
  start === undefined || end === undefined ? 0 : (end - start) / 3600;

const total = (rows: readonly StaffingRow[], amountOf: (row: StaffingRow) => number): number =>
  rows.reduce((sum, row) => sum + amountOf(row), 0);

/** What a day's report shows: the share of its contacts, not the mean of its intervals. */
function overallServiceLevel(rows: readonly StaffingRow[]): number | undefined {
  let contacts = 0;
  let inTime = 0;
  for (const { volume, serviceLevel } of rows) {
    if (serviceLevel === undefined) continue;
    contacts += volume;
    inTime += volume * serviceLevel;
  }
  return contacts === 0 ? undefined : inTime / contacts;
}

const percent = (fraction: number | undefined): number | undefined =>
  fraction === undefined ? undefined : 100 * fraction;
