import { stringify } from 'csv-stringify/sync';

/** One cell: undefined is missing and stays empty. Numbers are written as JavaScript writes them. */
export type Cell = string | number | undefined;

/**
 * Rows as CSV text (RFC 4180 with line feeds), under a header unless it goes on an earlier text. Text that a spreadsheet
 * would run as a formula is written with a leading apostrophe; numbers are left alone.
 */
export function csvText(header: readonly string[] | undefined, rows: Iterable<readonly Cell[]>): string {
  return stringify(header === undefined ? [...rows] : [header, ...rows], { escape_formulas: true });
}
