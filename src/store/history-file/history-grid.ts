import type { Failure } from '../../errors.ts';
import {
  type CalendarStep,
  floorToStep,
  gridOf,
  isSubDaily,
  nominalDays,
  stepsBetween,
} from '../../series/calendar-step.ts';
import { DAY_SECONDS, startOfDay } from '../../series/time-zone.ts';
import { lineFailure } from './history-line.ts';
import { timeText } from './history-time.ts';
import { type InstantRow, type InstantRows, rowAt } from './row-instants.ts';

/** Half-hours of two centuries. */
const MOST_INTERVALS = 4_000_000;

/** The calendar on which a history lies. */
export interface HistoryCalendar {
  readonly step: CalendarStep;
  readonly timeZone: string;
  /** How the file wrote its times, for messages. */
  readonly areInstants: boolean;
}

/** The starts of all intervals from the first row of any key to the last. Fails with exit code 2, naming the line, when they cannot be a grid. */
export function historyGrid(keys: readonly InstantRows[], calendar: HistoryCalendar): Float64Array {
  const { step, timeZone } = calendar;
  const { first, last } = outermost(keys);
  const anchor = isSubDaily(step) ? floorToStep(first.instant, step, timeZone) : startOfDay(timeZone, first.instant);
  if (anchor !== first.instant) throw offGrid(first, calendar);
  if ((last.instant - first.instant) / (nominalDays(step) * DAY_SECONDS) > MOST_INTERVALS)
    throw tooFar(first, last, calendar);
  return gridOf(first.instant, step, timeZone, stepsBetween(first.instant, last.instant, step, timeZone) + 1);
}

/** For each row the index of its interval. Fails with exit code 2 for a row between two of them. */
export function indexesOnGrid(rows: InstantRows, grid: Float64Array, calendar: HistoryCalendar): number[] {
  let index = 0;
  return rows.instants.map((instant, i) => {
    while ((grid[index] ?? instant) < instant) index++;
    if (grid[index] !== instant) throw offGrid(rowAt(rows, i), calendar);
    return index;
  });
}

/** Rows of a key are in order of time, so its first and its last are its outermost. */
function outermost(keys: readonly InstantRows[]): { first: InstantRow; last: InstantRow } {
  const [some] = keys;
  if (some === undefined) throw new RangeError('no rows');
  let first = rowAt(some, 0);
  let last = first;
  for (const rows of keys) {
    const [earliest, latest] = [rowAt(rows, 0), rowAt(rows, rows.instants.length - 1)];
    if (earliest.instant < first.instant) first = earliest;
    if (latest.instant > last.instant) last = latest;
  }
  return { first, last };
}

function offGrid(row: InstantRow, { step, timeZone, areInstants }: HistoryCalendar): Failure {
  const time = timeText({ seconds: row.seconds, isInstant: areInstants });
  const isOfOtherZone = areInstants && !isSubDaily(step);
  return lineFailure(
    row.line,
    `${time} does not start an interval of ${step.iso} in ${timeZone}`,
    isOfOtherZone
      ? 'give the zone in which the days were cut with --time-zone, or write dates without times'
      : 'correct the line, or give the step with --granularity and the zone with --time-zone',
  );
}

function tooFar(first: InstantRow, last: InstantRow, { step, areInstants }: HistoryCalendar): Failure {
  const [from, to] = [first, last].map(({ seconds }) => timeText({ seconds, isInstant: areInstants }));
  return lineFailure(
    last.line,
    `${to} lies more than ${MOST_INTERVALS} intervals of ${step.iso} after ${from} in line ${first.line}`,
    'correct the time that is wrong, or sum the rows up per interval first',
  );
}
