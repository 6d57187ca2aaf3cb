import type { Readable } from 'node:stream';
import * as z from 'zod/mini';
import { type Failure, usageFailure } from '../errors.ts';
import { isoInstant } from '../series/iso-instant.ts';
import type { SeriesKey } from '../series/records.ts';
import { seriesName } from '../series/series-key.ts';
import { isTimeZone } from '../series/time-zone.ts';
import { readText } from './bounded-input.ts';

const SCHEMA = 'gcforecast/forecast@1';
const MAKE_AGAIN = 'make the forecast again: gcforecast forecast --granularity PT30M --output forecast.json';

const instant = z.pipe(
  z.iso.datetime({ offset: true, error: 'is no instant such as 2026-01-05T13:30:00Z' }),
  z.transform((text) => Date.parse(text) / 1000),
);

const contacts = z.number('is no number').check(z.minimum(0, 'is negative: a forecast made with --raw cannot be used'));

const interval = z
  .object({
    start: instant,
    end: instant,
    /** Contacts in the interval. */
    forecast: contacts,
    lower: z.optional(contacts),
    upper: z.optional(contacts),
    ahtSeconds: z.optional(z.number('is no number').check(z.positive('is not above 0'))),
  })
  .check(
    z.refine(({ start, end }) => end > start, 'does not end after its start'),
    z.refine(
      ({ lower, forecast, upper }) => (lower ?? forecast) <= forecast && forecast <= (upper ?? forecast),
      'has bounds that do not enclose its volume',
    ),
  );

/** One interval of a forecast: instants in seconds since 1970, contacts, and seconds of handle time when known. */
export type ForecastInterval = z.infer<typeof interval>;

const text = z.string('is no text');

const document = z.object({
  timeZone: text.check(z.refine(isTimeZone, 'is no IANA time zone')),
  intervalWidth: z.number('is no number').check(z.gt(0, 'is not above 0'), z.lt(1, 'is not below 1')),
  series: z
    .array(
      z.object({
        key: z.object({
          queueId: z.optional(text),
          queueName: z.optional(text),
          mediaType: z.optional(text),
        }),
        metric: z.enum(['offered', 'answered'], 'does not count contacts to handle: offered or answered does'),
        points: z.array(interval, 'is no list').check(z.minLength(1, 'is empty')),
      }),
      'is no list',
    )
    .check(z.minLength(1, 'is empty')),
  failed: z.optional(z.array(z.object({ message: text }))),
});

/** One series of a forecast. */
export interface VolumeForecastSeries {
  readonly key: SeriesKey;
  /** At least one. */
  readonly intervals: readonly ForecastInterval[];
}

/** A forecast of contacts, as far as it is known. */
export interface VolumeForecast {
  /** At least one. */
  readonly series: readonly VolumeForecastSeries[];
  /** Absent where a file does not tell, as a CSV. */
  readonly timeZone?: string;
  /** Probability that the bounds hold; absent likewise. */
  readonly intervalWidthFraction?: number;
  /** Why series that were asked for are not there. */
  readonly failures: readonly string[];
}

/**
 * The forecast in a file that `gcforecast forecast` has written, as JSON or CSV, told apart by how it begins; `-` is
 * standard input. Fails with exit code 2, naming the place, for a file that is none.
 */
export async function readForecastFile(path: string, stdin: () => Readable): Promise<VolumeForecast> {
  const content = await readText(path, stdin);
  const name = path === '-' ? 'standard input' : path;
  const isJson = content.trimStart().startsWith('{');
  const file = isJson ? forecastOfJson(content, name) : await forecastOfCsv(content, name);
  for (const one of file.series) requireOrder(one, name);
  return file;
}

/** Two forecasts put into one file would double the contacts. */
function requireOrder({ key, intervals }: VolumeForecastSeries, name: string): void {
  const late = intervals.find(({ start }, i) => start < (intervals[i - 1]?.end ?? start));
  if (late === undefined) return;
  throw usageFailure(
    `${name} is no forecast: ${seriesName(key)} has an interval at ${isoInstant(late.start)} that starts before the one above it ends`,
    MAKE_AGAIN,
  );
}

function forecastOfJson(content: string, name: string): VolumeForecast {
  const value = jsonValue(content, name);
  const named = z.object({ schema: z.string() }).safeParse(value);
  const schema = named.success ? named.data.schema : undefined;
  if (schema !== SCHEMA) {
    const found = schema === undefined ? 'names no schema' : `holds ${schema}`;
    throw usageFailure(`${name} is no forecast: it ${found} instead of ${SCHEMA}`, MAKE_AGAIN);
  }
  const parsed = document.safeParse(value);
  if (!parsed.success) throw noForecast(name, parsed.error.issues[0]);
  const { timeZone, intervalWidth, series, failed } = parsed.data;
  return {
    series: series.map(({ key, points }) => ({ key: withoutMissing(key), intervals: points })),
    timeZone,
    intervalWidthFraction: intervalWidth,
    failures: (failed ?? []).map(({ message }) => message),
  };
}

function jsonValue(content: string, name: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw usageFailure(`${name} is no forecast: it is not whole as JSON`, MAKE_AGAIN, error);
  }
}

/** Where a CSV has the fields of an interval. */
const COLUMNS = {
  start: 'interval_start',
  end: 'interval_end',
  forecast: 'forecasted_volume',
  lower: 'confidence_lower',
  upper: 'confidence_upper',
  ahtSeconds: 'forecasted_aht_seconds',
} as const;

const REQUIRED_COLUMNS = [COLUMNS.start, COLUMNS.end, COLUMNS.forecast];

type Line = Readonly<Record<string, string | undefined>>;

async function forecastOfCsv(content: string, name: string): Promise<VolumeForecast> {
  const lines = await csvLines(content, name);
  const [first] = lines;
  if (first === undefined) throw usageFailure(`${name} is no forecast: it has no rows`, MAKE_AGAIN);
  const lacking = REQUIRED_COLUMNS.find((column) => first.cells[column] === undefined);
  if (lacking !== undefined) throw usageFailure(`${name} is no forecast: it has no column ${lacking}`, MAKE_AGAIN);
  const series = new Map<string, { key: SeriesKey; intervals: ForecastInterval[] }>();
  for (const { cells, line } of lines) {
    const key = keyOf(cells);
    const id = JSON.stringify(key);
    const parsed = interval.safeParse(pointOf(cells));
    if (!parsed.success) {
      const [{ path, message }] = parsed.error.issues;
      throw noForecast(`${name}, line ${line}`, { path: path.map(columnOf), message });
    }
    const known = series.get(id) ?? { key, intervals: [] };
    known.intervals.push(parsed.data);
    series.set(id, known);
  }
  return { series: [...series.values()], failures: [] };
}

async function csvLines(content: string, name: string): Promise<{ cells: Line; line: number }[]> {
  // Takes 20 ms to load, and a forecast in JSON does not need it.
  const { CsvError, parse } = await import('csv-parse/sync');
  const lines: { cells: Line; line: number }[] = [];
  try {
    parse(content, {
      columns: true,
      delimiter: delimiterOf(content),
      trim: true,
      skip_empty_lines: true,
      on_record: (cells: Line, { lines: line }) => {
        lines.push({ cells, line });
        return null;
      },
    });
    return lines;
  } catch (error) {
    if (error instanceof CsvError) throw usageFailure(`${name} is no forecast: ${error.message}`, MAKE_AGAIN, error);
    throw error;
  }
}

/** Spreadsheets of some countries put semicolons. */
const delimiterOf = (content: string): string => (/^[^,\r\n]*;/.test(content) ? ';' : ',');

const keyOf = (cells: Line): SeriesKey =>
  withoutMissing({
    queueId: cells['queue_id'],
    queueName: cells['queue_name'],
    mediaType: cells['media_type'],
  });

/** An empty cell is a field that the series does not have. */
function withoutMissing(key: { [field in keyof SeriesKey]?: string | undefined }): SeriesKey {
  return Object.fromEntries(Object.entries(key).filter(([, value]) => value !== undefined && value !== ''));
}

const pointOf = (cells: Line) => ({
  start: cells[COLUMNS.start],
  end: cells[COLUMNS.end],
  forecast: numberOf(cells[COLUMNS.forecast]),
  lower: numberOf(cells[COLUMNS.lower]),
  upper: numberOf(cells[COLUMNS.upper]),
  ahtSeconds: numberOf(cells[COLUMNS.ahtSeconds]),
});

const columnOf = (field: PropertyKey): PropertyKey =>
  Object.entries(COLUMNS).find(([name]) => name === field)?.[1] ?? field;

/** NaN for what is no number, which the schema refuses; an empty cell is missing, and not 0. */
const numberOf = (cell: string | undefined): number | undefined =>
  cell === undefined || cell === '' ? undefined : Number(cell);

function noForecast(place: string, { path, message }: { path: readonly PropertyKey[]; message: string }): Failure {
  const field = path.length === 0 ? 'the interval' : path.join('.');
  return usageFailure(`${place} is no forecast of contacts: ${field} ${message}`, MAKE_AGAIN);
}
