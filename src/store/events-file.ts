import { usageFailure } from '../errors.ts';
import type { CalendarEvent } from '../series/event.ts';
import { DAY_SECONDS } from '../series/time-zone.ts';
import { readText } from './bounded-input.ts';

const HINT = 'give a CSV with one event a row: date,end_date,name,kind,multiplier, of which date and name are needed';

/** The column of each role, by any of these titles; the second ones are those of Prophet's tables and of others. */
const TITLES = {
  date: ['date', 'ds', 'start_date'],
  endDate: ['end_date'],
  name: ['name', 'holiday', 'event'],
  kind: ['kind'],
  multiplier: ['multiplier'],
} as const;

/**
 * Events from a CSV with the columns `date` and `name`, and where there are any `end_date` (the last day, else the first is),
 * `kind` (else the name is one) and `multiplier` (else it is learned). Dates are local days, `2026-11-27`. Fails with exit code 2,
 * naming the line, for a file that is none.
 */
export async function readEventsFile(path: string): Promise<CalendarEvent[]> {
  const content = await readText(path, () => {
    throw usageFailure('--events takes a file, not standard input', HINT);
  });
  const { CsvError, parse } = await import('csv-parse/sync');
  try {
    return eventsOf(parse(content, { trim: true, skip_empty_lines: true, info: true }) as unknown as CsvRow[], path);
  } catch (error) {
    if (error instanceof CsvError) throw noEvents(path, error.message, error);
    throw error;
  }
}

interface CsvRow {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function eventsOf([header, ...rows]: readonly CsvRow[], path: string): CalendarEvent[] {
  const titles = header?.record.map((title) => title.toLowerCase()) ?? [];
  const columnOf = (known: readonly string[]): number => titles.findIndex((title) => known.includes(title));
  for (const needed of [TITLES.date, TITLES.name])
    if (columnOf(needed) < 0) throw noEvents(path, `it has no column ${needed[0]}`);
  if (rows.length === 0) throw noEvents(path, 'it has no rows');
  return rows.map(({ record, info: { lines } }) => {
    const cell = (known: readonly string[]): string => record[columnOf(known)] ?? '';
    const wrong = (what: string) => noEvents(path, `line ${lines} ${what}`);
    const name = cell(TITLES.name);
    if (name === '') throw wrong('has no name');
    const firstDay = dayOf(cell(TITLES.date));
    if (firstDay === undefined) throw wrong(`has the date '${cell(TITLES.date)}', not one like 2026-11-27`);
    const end = cell(TITLES.endDate);
    const lastDay = end === '' ? firstDay : dayOf(end);
    if (lastDay === undefined) throw wrong(`has the end_date '${end}', not one like 2026-11-27`);
    if (lastDay < firstDay) throw wrong(`ends on ${end}, before it starts`);
    const kind = cell(TITLES.kind);
    return { name, kind: kind === '' ? name : kind, firstDay, lastDay, ...factorOf(cell(TITLES.multiplier), wrong) };
  });
}

function factorOf(text: string, wrong: (what: string) => Error): Pick<CalendarEvent, 'factor'> {
  if (text === '') return {};
  const factor = Number(text);
  if (factor >= 0 && factor < Number.POSITIVE_INFINITY) return { factor };
  throw wrong(`has the multiplier '${text}', not a number of 0 or more`);
}

/** The day of a date, counted from 1970-01-01; undefined where there is no such date. */
function dayOf(date: string): number | undefined {
  const milliseconds = Date.parse(`${date}T00:00:00Z`);
  // The 30th of February is read as the 1st of March.
  const isDate = !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(`${date}T`);
  return isDate ? milliseconds / (DAY_SECONDS * 1000) : undefined;
}

const noEvents = (path: string, why: string, cause?: unknown) =>
  usageFailure(`${path} has no events that can be read: ${why}`, HINT, cause);
