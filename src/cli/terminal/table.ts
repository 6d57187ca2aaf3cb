import Table from 'cli-table3';
import type { Colors } from './colors.ts';
import { printable } from './printable.ts';

/** A column of numbers has `digits`, the decimals that are shown, and stands to the right; one of words has none. */
export interface TableColumn {
  readonly heading: string;
  readonly digits?: number;
}

/** Missing values (undefined, NaN) stay empty. */
export type TableCell = string | number | undefined;

interface TableLook {
  readonly colors: Colors;
  /** Width of the terminal in characters; absent where there is none, and nothing is cut then. */
  readonly width?: number;
}

const GAP = 2;
const NARROWEST_WORDS = 8;
const NO_LINES = Object.fromEntries(
  ['top', 'bottom', 'left', 'right'].flatMap((side) =>
    ['', '-mid', '-left', '-right'].map((end) => [`${side}${end}`, '']),
  ),
);

/** Rows under their headings, without lines; ends with a line break. Words are cut with `…` where the terminal is too narrow. */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly TableCell[])[],
  { colors, width }: TableLook,
): string {
  const heading = columns.map((column) => colors.bold(printable(column.heading)));
  const body = rows.map((row) => columns.map(({ digits }, index) => cellText(row[index], digits)));
  const widths = width === undefined ? [] : fittingWidths(columns, [heading, ...body], width);
  const table = emptyTable(columns, widths);
  table.push(heading, ...body);
  return table
    .toString()
    .split('\n')
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

function cellText(cell: TableCell, digits: number | undefined): string {
  if (cell === undefined || Number.isNaN(cell)) return '';
  if (typeof cell === 'string') return printable(cell);
  return digits === undefined ? String(cell) : cell.toFixed(digits);
}

function emptyTable(columns: readonly TableColumn[], colWidths: readonly number[]): Table.Table {
  return new Table({
    chars: { ...NO_LINES, mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '', middle: ' '.repeat(GAP) },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: columns.map(({ digits }) => (digits === undefined ? 'left' : 'right')),
    colWidths: [...colWidths],
  });
}

/** The width that each column needs, then less for the widest columns of words until the table fits. */
function fittingWidths(
  columns: readonly TableColumn[],
  lines: readonly (readonly string[])[],
  width: number,
): readonly number[] {
  const widths = columns.map((_, index) => neededWidth(lines.map((line) => line[index] ?? '')));
  let excess = widths.reduce((sum, each) => sum + each, GAP * (widths.length - 1)) - width;
  while (excess > 0) {
    const wide = widestWords(columns, widths);
    if (wide === undefined) break;
    widths[wide] = (widths[wide] ?? 0) - 1;
    excess--;
  }
  return widths;
}

function widestWords(columns: readonly TableColumn[], widths: readonly number[]): number | undefined {
  let widest: number | undefined;
  for (const [index, width] of widths.entries()) {
    const best = widest === undefined ? NARROWEST_WORDS : (widths[widest] ?? 0);
    if (columns[index]?.digits === undefined && width > best) widest = index;
  }
  return widest;
}

/** Of the widest text, in columns of a terminal, where some characters take two; measured as the table itself will measure. */
function neededWidth(texts: readonly string[]): number {
  const table = emptyTable([{ heading: '' }], []);
  table.push(...texts.map((text) => [text]));
  return table.width;
}
