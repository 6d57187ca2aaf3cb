import type { Failure } from '../errors.ts';
import { type EpochSeconds, instantOfWall, instantsOfWall } from '../series/time-zone.ts';
import { lineFailure } from './history-line.ts';
import type { HistoryRow } from './history-rows.ts';
import { timeText } from './history-time.ts';

/** A row of a history file at the instant when its interval starts. */
export interface InstantRow extends HistoryRow {
  readonly instant: EpochSeconds;
}

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
export function instantRows(rows: readonly HistoryRow[], clock: RowClock, repairs: Repairs): InstantRow[] {
  const isNewestFirst = (rows[0]?.seconds ?? 0) > (rows.at(-1)?.seconds ?? 0);
  const placed = placedRows(isNewestFirst ? rows.toReversed() : rows, clock, repairs);
  const late = placed.filter((row, i) => row.instant < (placed[i - 1]?.instant ?? row.instant)).length;
  repairs.unsorted += isNewestFirst ? rows.length : late;
  const sorted = late === 0 ? placed : placed.toSorted((a, b) => a.instant - b.instant);
  return sorted.filter((row, i) => {
    const earlier = sorted[i - 1];
    if (earlier?.instant !== row.instant) return true;
    if (!Object.is(earlier.value, row.value)) throw contradiction(earlier, row, clock);
    repairs.repeated++;
    return false;
  });
}

function placedRows(rows: readonly HistoryRow[], clock: RowClock, repairs: Repairs): InstantRow[] {
  const { timeZone, areInstants, isSubDaily } = clock;
  if (areInstants) return rows.map((row) => ({ ...row, instant: row.seconds }));
  if (!isSubDaily) return rows.map((row) => ({ ...row, instant: instantOfWall(timeZone, row.seconds) }));
  const seen = new Set<number>();
  return rows.flatMap((row) => {
    const instants = instantsOfWall(timeZone, row.seconds);
    const [earlier = instantOfWall(timeZone, row.seconds), later = earlier] = instants;
    if (instants.length === 0) repairs.skipped++;
    if (instants.length === 0 && !(Math.abs(row.value) > 0)) return [];
    if (instants.length === 2) repairs.ambiguous++;
    const isSecond = instants.length === 2 && seen.has(row.seconds);
    if (instants.length === 2) seen.add(row.seconds);
    return [{ ...row, instant: isSecond ? later : earlier }];
  });
}

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
