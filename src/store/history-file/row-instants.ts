import type { Failure } from '../../errors.ts';
import { type EpochSeconds, instantOfWall, instantsOfWall } from '../../series/time-zone.ts';
import { lineFailure } from './history-line.ts';
import type { RowColumns } from './history-rows.ts';
import { timeText } from './history-time.ts';

/** Rows of a history file, and the instants at which their intervals start. */
export interface InstantRows extends RowColumns {
  readonly instants: readonly EpochSeconds[];
}

/** One of these rows. */
export interface InstantRow {
  readonly line: number;
  readonly seconds: number;
  readonly value: number;
  readonly instant: EpochSeconds;
}

export const rowAt = ({ lines, seconds, values, instants }: InstantRows, i: number): InstantRow => ({
  line: lines[i] ?? Number.NaN,
  seconds: seconds[i] ?? Number.NaN,
  value: values[i] ?? Number.NaN,
  instant: instants[i] ?? Number.NaN,
});

/** What had to be put right, in rows. */
export interface Repairs {
  unsorted: number;
  repeated: number;
  skipped: number;
  ambiguous: number;
}

/** How times of a file become instants. */
export interface RowClock {
  readonly timeZone: string;
  readonly areInstants: boolean;
  /** Whether steps are shorter than a day, so that two rows may show the same wall time when clocks go back. */
  readonly isSubDaily: boolean;
}

/**
 * The rows of one key in order of time, one per instant, counting what was put right in `repairs`. Wall times that occur
 * twice go to the earlier and then the later instant in the order of the file; skipped ones are dropped when nothing
 * happened, else moved to the change of clocks. A row that repeats another is dropped; one that contradicts another is a
 * failure with exit code 2.
 */
export function instantRows(rows: RowColumns, clock: RowClock, repairs: Repairs): InstantRows {
  const isNewestFirst = (rows.seconds[0] ?? 0) > (rows.seconds.at(-1) ?? 0);
  const placed = placedRows(isNewestFirst ? reversed(rows) : rows, clock, repairs);
  const late = countLate(placed.instants);
  repairs.unsorted += isNewestFirst ? rows.lines.length : late;
  return withoutRepeats(late === 0 ? placed : inOrderOfTime(placed), clock, repairs);
}

const reversed = ({ lines, seconds, values }: RowColumns): RowColumns => ({
  lines: lines.toReversed(),
  seconds: seconds.toReversed(),
  values: values.toReversed(),
});

function countLate(instants: readonly EpochSeconds[]): number {
  let late = 0;
  for (let i = 1; i < instants.length; i++) if ((instants[i] ?? 0) < (instants[i - 1] ?? 0)) late++;
  return late;
}

function inOrderOfTime(rows: InstantRows): InstantRows {
  const { instants } = rows;
  const order = [...instants.keys()].sort((a, b) => (instants[a] ?? 0) - (instants[b] ?? 0));
  return rowsAt(rows, order);
}

function withoutRepeats(sorted: InstantRows, clock: RowClock, repairs: Repairs): InstantRows {
  const { instants, values } = sorted;
  const kept: number[] = [];
  for (let i = 0; i < instants.length; i++) {
    if (i === 0 || instants[i - 1] !== instants[i]) kept.push(i);
    else if (!Object.is(values[i - 1], values[i])) throw contradiction(rowAt(sorted, i - 1), rowAt(sorted, i), clock);
    else repairs.repeated++;
  }
  return kept.length === instants.length ? sorted : rowsAt(sorted, kept);
}

/** The rows at these places, in this order. */
function rowsAt({ lines, seconds, values, instants }: InstantRows, places: readonly number[]): InstantRows {
  const taken = (column: readonly number[]) => places.map((i) => column[i] ?? Number.NaN);
  return { lines: taken(lines), seconds: taken(seconds), values: taken(values), instants: taken(instants) };
}

function placedRows(rows: RowColumns, clock: RowClock, repairs: Repairs): InstantRows {
  const { timeZone, areInstants, isSubDaily } = clock;
  if (areInstants || timeZone === 'UTC') return { ...rows, instants: rows.seconds };
  if (!isSubDaily) return { ...rows, instants: rows.seconds.map((wall) => instantOfWall(timeZone, wall)) };
  const seen = new Set<number>();
  const placed: InstantRow[] = [];
  for (const [i, wall] of rows.seconds.entries()) {
    const value = rows.values[i] ?? Number.NaN;
    const instants = instantsOfWall(timeZone, wall);
    const [earlier = instantOfWall(timeZone, wall), later = earlier] = instants;
    if (instants.length === 0) repairs.skipped++;
    if (instants.length === 0 && !(Math.abs(value) > 0)) continue;
    if (instants.length === 2) repairs.ambiguous++;
    const isSecond = instants.length === 2 && seen.has(wall);
    if (instants.length === 2) seen.add(wall);
    placed.push({ line: rows.lines[i] ?? Number.NaN, seconds: wall, value, instant: isSecond ? later : earlier });
  }
  return columnsOf(placed);
}

const columnsOf = (rows: readonly InstantRow[]): InstantRows => ({
  lines: rows.map(({ line }) => line),
  seconds: rows.map(({ seconds }) => seconds),
  values: rows.map(({ value }) => value),
  instants: rows.map(({ instant }) => instant),
});

function contradiction(earlier: InstantRow, row: InstantRow, clock: RowClock): Failure {
  const [one, other] = earlier.line < row.line ? [earlier, row] : [row, earlier];
  const skipped = [one, other].find(({ seconds }) => isSkipped(seconds, clock));
  if (skipped !== undefined) {
    return lineFailure(
      skipped.line,
      `${timeText({ seconds: skipped.seconds, isInstant: false })} does not exist in ${clock.timeZone}, where clocks went forward`,
      'give the zone of the times with --time-zone (UTC if it has no summer time), or write them with an offset',
    );
  }
  return lineFailure(
    other.line,
    `it gives ${valueText(other)} for the interval of line ${one.line}, which gives ${valueText(one)}`,
    'keep one of the lines, or name the column that tells them apart: --columns key=<column>',
  );
}

const isSkipped = (seconds: number, { areInstants, isSubDaily, timeZone }: RowClock): boolean =>
  !areInstants && isSubDaily && instantsOfWall(timeZone, seconds).length === 0;

const valueText = ({ value }: InstantRow): string => (Number.isNaN(value) ? 'nothing' : String(value));
