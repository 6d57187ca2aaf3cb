import stringWidth from 'string-width';
import type { Colors } from './colors.ts';
import { printable } from './printable.ts';

/** A column of numbers has `digits`, the decimals that are shown, and stands to the right; one of words has none. */
export interface TableColumn {
  readonly heading: string;
  readonly digits?: number;
}

/** Missing values (undefined, NaN) stay empty. */
export type TableCell = string | number | undefined;

export interface TableLook {
  readonly colors: Colors;
  /** Width of the terminal in characters; absent where there is none, and nothing is cut then. */
  readonly width?: number;
}

const GAP = '  ';
const NARROWEST_WORDS = 8;

/** Rows under their headings, without lines; ends with a line break. Words are cut with `…` where the terminal is too narrow. */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly TableCell[])[],
  { colors, width }: TableLook,
): string {
  const heading = columns.map((column) => printable(column.heading));
  const body = rows.map((row) => columns.map(({ digits }, index) => cellText(row[index], digits)));
  const needed = columns.map((_, index) => Math.max(...[heading, ...body].map((line) => widthOf(line[index]))));
  const widths = width === undefined ? needed : fittingWidths(columns, needed, width);
  const lineOf = (cells: readonly string[], style: (text: string) => string): string => {
    const padded = cells.map((cell, index) =>
      inColumn(cell, widths[index], columns[index].digits !== undefined, style),
    );
    return `${padded.join(GAP).trimEnd()}\n`;
  };
  return [lineOf(heading, colors.bold), ...body.map((cells) => lineOf(cells, (text) => text))].join('');
}

function cellText(cell: TableCell, digits: number | undefined): string {
  if (cell === undefined || Number.isNaN(cell)) return '';
  if (typeof cell === 'string') return printable(cell);
  return digits === undefined ? String(cell) : cell.toFixed(digits);
}

/** In columns of a terminal, where some characters take two. Most texts are plain ASCII, and quickly told. */
const widthOf = (text: string): number => (/^[ -~]*$/.test(text) ? text.length : stringWidth(text));

function inColumn(text: string, width: number, isNumber: boolean, style: (text: string) => string): string {
  const shown = cutTo(text, width);
  const blank = ' '.repeat(width - widthOf(shown));
  return isNumber ? blank + style(shown) : style(shown) + blank;
}

function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const characters = [...text];
  while (widthOf(characters.join('')) > width - 1) characters.pop();
  return `${characters.join('')}…`;
}

/** The width that each column needs, then less for the widest columns of words until the table fits. */
function fittingWidths(columns: readonly TableColumn[], needed: readonly number[], width: number): readonly number[] {
  const widths = [...needed];
  let excess = widths.reduce((sum, each) => sum + each, GAP.length * (widths.length - 1)) - width;
  while (excess > 0) {
    const wide = widestWords(columns, widths);
    if (wide === undefined) break;
    widths[wide]--;
    excess--;
  }
  return widths;
}

function widestWords(columns: readonly TableColumn[], widths: readonly number[]): number | undefined {
  let widest: number | undefined;
  for (const [index, width] of widths.entries()) {
    const best = widest === undefined ? NARROWEST_WORDS : widths[widest];
    if (columns[index].digits === undefined && width > best) widest = index;
  }
  return widest;
}
