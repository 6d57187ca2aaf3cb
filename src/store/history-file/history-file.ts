import type { Readable } from 'node:stream';
import { dataFailure } from '../../errors.ts';
import { type CalendarStep, isSubDaily } from '../../series/calendar-step.ts';
import type { KeyedSeries } from '../../series/series.ts';
import { compareSeriesKeys } from '../../series/series-key.ts';
import { startOfDay, type WallSeconds, wallMidnight, wallSecondsAt } from '../../series/time-zone.ts';
import { readText } from '../bounded-input.ts';
import { historyGrid, indexesOnGrid } from './history-grid.ts';
import { type HistoryRows, type RowQuestion, readRows } from './history-rows.ts';
import { inferStep } from './history-step.ts';
import { sumBySeries } from './history-sums.ts';
import { instantRows, type Repairs } from './row-instants.ts';

/** What is wanted from a history file. */
export interface HistoryQuestion extends RowQuestion {
  /** Days are cut in this zone; times without an offset are what a clock on the wall showed there. */
  readonly timeZone: string;
  /** Inferred from the times when absent. */
  readonly step?: CalendarStep;
}

/** The series of a history file, all on one grid that ends with the file, and what was put right or should be known. */
export interface HistoryFile {
  readonly series: readonly KeyedSeries[];
  readonly warnings: readonly string[];
}

/**
 * History from a CSV file, or from `stdin` when `source` is `-`. Gaps and empty cells are missing (NaN), explicit zeros are
 * zero. Fails with exit code 2, naming the line, for a file that cannot be read as such a history, and with 5 when it has
 * no rows or only one time.
 */
export async function readHistoryFile(
  source: string,
  question: HistoryQuestion,
  stdin: () => Readable,
): Promise<HistoryFile> {
  const read = await readRows(await readText(source, stdin), question);
  const { timeZone, metric } = question;
  const step = question.step ?? inferStep(wallTimes(read, timeZone));
  const clock = { timeZone, areInstants: read.areInstants, isSubDaily: isSubDaily(step) };
  const repairs: Repairs = { unsorted: 0, repeated: 0, skipped: 0, ambiguous: 0 };
  const keys = read.keys
    .map((key) => ({ ...key, rows: instantRows(key.rows, clock, repairs) }))
    .filter(({ rows }) => rows.instants.length > 0);
  if (keys.length === 0) throw dataFailure('the history file has no rows', 'give 60 days of history or more');
  const calendar = { step, timeZone, areInstants: read.areInstants };
  const grid = historyGrid(
    keys.map(({ rows }) => rows),
    calendar,
  );
  const placed = keys.map(({ rows, ...key }) => ({
    ...key,
    indexes: indexesOnGrid(rows, grid, calendar),
    values: rows.values,
  }));
  const sums = sumBySeries(placed, grid.length);
  const unit = metric === 'handleSeconds' ? 'seconds' : 'contacts';
  const series = sums.map(({ key, firstIndex, values }) => {
    const start = grid[firstIndex] ?? Number.NaN;
    return { key, series: { start, step, timeZone, unit, values, closed: new Uint8Array(values.length) } };
  });
  const partial = sums.reduce((count, { partialIntervals }) => count + partialIntervals, 0);
  return {
    series: series.sort((a, b) => compareSeriesKeys(a.key, b.key)),
    warnings: [...read.notes, ...repairNotes(repairs, timeZone), ...partialNotes(partial)],
  };
}

/** What a clock on the wall shows, as a calendar means it: the start of a day is midnight even where midnight is skipped. */
function wallTimes({ keys, areInstants }: HistoryRows, timeZone: string): WallSeconds[] {
  const times = keys.flatMap(({ rows }) => rows.seconds);
  if (!areInstants) return times;
  return times.map((instant) => {
    const wall = wallSecondsAt(timeZone, instant);
    return startOfDay(timeZone, instant) === instant ? wallMidnight(wall) : wall;
  });
}

function repairNotes({ unsorted, repeated, skipped, ambiguous }: Repairs, timeZone: string): string[] {
  const notes = [
    [unsorted, `rows that were not in order of time were sorted: ${unsorted}`],
    [repeated, `rows that repeat an earlier one were dropped: ${repeated}`],
    [
      skipped,
      `rows at a time that clocks in ${timeZone} skipped: ${skipped}; zeros and blanks among them were dropped`,
    ],
    [
      ambiguous,
      `rows at a time that clocks in ${timeZone} showed twice: ${ambiguous}; the first of two is the earlier one`,
    ],
  ] as const;
  return notes.filter(([count]) => count > 0).map(([, note]) => note);
}

const partialNotes = (intervals: number): string[] =>
  intervals === 0 ? [] : [`intervals in which some of the summed series have no row, and add nothing: ${intervals}`];
