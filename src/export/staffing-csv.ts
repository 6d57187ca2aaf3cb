import { isoInstant } from '../series/iso-instant.ts';
import type { EpochSeconds } from '../series/time-zone.ts';
import { type Cell, csvText } from './csv.ts';
import type { StaffingResult, StaffingRow } from './staffing-result.ts';

type Columns = Readonly<Record<string, (row: StaffingRow) => Cell>>;

const KEY_COLUMNS: Columns = {
  queue_id: ({ key }) => key.queueId,
  queue_name: ({ key }) => key.queueName,
  media_type: ({ key }) => key.mediaType,
};

const columnsWith = (textOf: (instant: EpochSeconds | undefined) => Cell): Columns => ({
  start: ({ start }) => textOf(start),
  end: ({ end }) => textOf(end),
  volume: ({ volume }) => volume,
  aht_seconds: ({ ahtSeconds }) => ahtSeconds,
  erlangs: ({ erlangs }) => erlangs,
  agents: ({ agents }) => agents,
  scheduled_heads: ({ scheduledHeads }) => scheduledHeads,
  service_level: ({ serviceLevel }) => serviceLevel,
  asa_seconds: ({ asaSeconds }) => asaSeconds,
  occupancy: ({ occupancy }) => occupancy,
  abandonment: ({ abandonment }) => abandonment,
  stable: ({ stable }) => String(stable),
});

const RISK_COLUMNS: Columns = { expected_service_level: ({ expectedServiceLevel }) => expectedServiceLevel };

const SIMULATION_COLUMNS: Columns = {
  simulated_service_level: ({ simulatedServiceLevel }) => simulatedServiceLevel,
  simulated_half_width: ({ simulatedHalfWidth }) => simulatedHalfWidth,
};

/**
 * One row per interval, times in UTC, numbers unrounded, empty where a measure is not defined. Key columns come first when
 * there are several series; the expected service level comes last when that is what was staffed for, then that of a simulation.
 */
export function staffingCsv({ rows, hasSeveralSeries, risk, simulation }: StaffingResult): string {
  const columns = [
    ...(hasSeveralSeries ? Object.entries(KEY_COLUMNS).filter(([, cell]) => rows.some(isFilled(cell))) : []),
    ...Object.entries(columnsWith(instantTexts())),
    ...(risk === 'expected' ? Object.entries(RISK_COLUMNS) : []),
    ...(simulation === undefined ? [] : Object.entries(SIMULATION_COLUMNS)),
  ];
  const header = columns.map(([name]) => name);
  return csvText(
    header,
    cellsOf(
      rows,
      columns.map(([, cell]) => cell),
    ),
  );
}

function* cellsOf(rows: readonly StaffingRow[], cells: readonly ((row: StaffingRow) => Cell)[]): Generator<Cell[]> {
  for (const row of rows) yield cells.map((cell) => cell(row));
}

const isFilled = (cell: (row: StaffingRow) => Cell) => (row: StaffingRow) => cell(row) !== undefined;

/** The series of a staffing mostly share their intervals: each is worded once. */
function instantTexts(): (instant: EpochSeconds | undefined) => Cell {
  const texts = new Map<EpochSeconds, string>();
  return (instant) => {
    if (instant === undefined) return undefined;
    const known = texts.get(instant);
    if (known !== undefined) return known;
    const text = isoInstant(instant);
    texts.set(instant, text);
    return text;
  };
}
