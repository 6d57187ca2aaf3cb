import { stringify } from 'csv-stringify/sync';

/** One cell: undefined is missing and stays empty. Numbers are written as JavaScript writes them. */
export type Cell = string | number | undefined;

/**
 * Rows as CSV text (RFC 4180 with line feeds), under a header unless it goes on an earlier text. Text that a spreadsheet
 * would run as a formula is written with a leading apostrophe; numbers are left alone.
 */
export function csvText(header: readonly string[] | undefined, rows: Iterable<readonly Cell[]>): string {
  const texts: string[] = [];
  let some: (readonly Cell[])[] = header === undefined ? [] : [header];
  for (const row of rows) {
    some.push(row);
    if (some.length < ROWS_AT_ONCE) continue;
    texts.push(stringify(some, ESCAPE));
    some = [];
  }
  texts.push(stringify(some, ESCAPE));
  return texts.join('');
}

const ESCAPE = { escape_formulas: true };

/** The cells of a hundred thousand rows at once keep the garbage collector busier than all the rest. */
const ROWS_AT_ONCE = 2000;
