import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { Observations } from '../../src/models/prophet/design.ts';

/** Where a reference case took its series from; operations apply in the order of the fields. */
export interface SeriesPointer {
  readonly file: string;
  readonly id?: string;
  readonly split?: string;
  readonly from?: string;
  readonly to?: string;
  /** Times of day, both included. */
  readonly between?: readonly [string, string];
  readonly sum_per?: 'P1D' | 'PT30M';
  readonly every?: number;
  readonly first?: number;
  readonly last?: number;
  readonly train_rows?: number;
  readonly checksum: {
    readonly rows: number;
    readonly missing: number;
    readonly sum: number;
    readonly sum_squares: number;
  };
}

export interface ObservedRow {
  ds: string;
  y: number;
}

/** Seconds since 1970 of a zone-free time such as `2024-03-10` or `2024-03-10T23:45:00`. */
export const wallSecondsOf = (ds: string): number => Date.parse(ds.length > 10 ? `${ds}Z` : `${ds}T00:00:00Z`) / 1000;

/** Reads the series of a reference case and checks that it is the one the peer saw. Missing values are NaN. */
export function readReferenceSeries(dataFolder: string, pointer: SeriesPointer): ObservedRow[] {
  const rows = readSeriesRows(dataFolder, pointer);
  verify(rows, pointer);
  return rows;
}

/** The rows of a series, in the order of the file. Missing values are NaN. */
export function readSeriesRows(dataFolder: string, pointer: Omit<SeriesPointer, 'checksum'>): ObservedRow[] {
  const bytes = readFileSync(`${dataFolder}/${basename(pointer.file)}`);
  const all: Record<string, string>[] = parse(pointer.file.endsWith('.gz') ? gunzipSync(bytes) : bytes, {
    columns: true,
  });
  let rows: ObservedRow[] = all
    .filter((row) => pointer.id === undefined || row['id'] === pointer.id)
    .filter((row) => pointer.split === undefined || row['split'] === pointer.split)
    .map((row) => ({ ds: row['ds'].replace(/Z$/, ''), y: row['y'] === '' ? Number.NaN : Number(row['y']) }))
    .filter(({ ds }) => ds >= (pointer.from ?? ds) && ds <= (pointer.to ?? ds));
  const { between, sum_per } = pointer;
  if (between !== undefined) rows = rows.filter(({ ds }) => ds.slice(11) >= between[0] && ds.slice(11) <= between[1]);
  if (sum_per !== undefined) rows = sumPer(rows, sum_per);
  if (pointer.every !== undefined) rows = rows.filter((_, i) => i % (pointer.every ?? 1) === 0);
  return rows.slice(0, pointer.first ?? rows.length).slice(-(pointer.last ?? rows.length));
}

/** What Prophet trains on: rows with a value, sorted by time. */
export function trainingRows(rows: readonly ObservedRow[]): Observations {
  const seen = rows
    .filter((row) => !Number.isNaN(row.y))
    .map((row) => ({ wall: wallSecondsOf(row.ds), y: row.y }))
    .sort((a, b) => a.wall - b.wall);
  return { wallSeconds: Float64Array.from(seen, (row) => row.wall), values: Float64Array.from(seen, (row) => row.y) };
}

function sumPer(rows: readonly ObservedRow[], step: 'P1D' | 'PT30M'): ObservedRow[] {
  const startOf = (ds: string) =>
    step === 'P1D' ? ds.slice(0, 10) : `${ds.slice(0, 14)}${ds.slice(14, 16) < '30' ? '00' : '30'}:00`;
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(startOf(row.ds), (sums.get(startOf(row.ds)) ?? 0) + row.y);
  return [...sums].map(([ds, y]) => ({ ds, y }));
}

function verify(rows: readonly ObservedRow[], { checksum, file }: SeriesPointer): void {
  const seen = rows.map((row) => row.y).filter((y) => !Number.isNaN(y));
  const sum = seen.reduce((a, b) => a + b, 0);
  const squares = seen.reduce((a, b) => a + b * b, 0);
  const near = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.abs(b);
  if (
    rows.length !== checksum.rows ||
    rows.length - seen.length !== checksum.missing ||
    !near(sum, checksum.sum) ||
    !near(squares, checksum.sum_squares)
  ) {
    throw new Error(`${file} is not the series that the peer saw`);
  }
}
