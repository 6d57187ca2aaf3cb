import { lineFailure } from './history-line.ts';

/** Reads the numbers of one file, since the way a file writes decimals shows only over several lines. */
export interface NumberReader {
  /** The value of a cell; NaN when it is missing. Fails with exit code 2 for what is no number. */
  read(cell: string, line: number): number;
  /** The first line with a decimal comma, when there is one. */
  decimalCommaLine(): number | undefined;
}

const WHOLE = /^[+-]?\d+$/;
const POINT = /^[+-]?(?:\d+\.\d*|\.\d+|\d+(?=[eE]))(?:[eE][+-]?\d+)?$/;
const COMMA = /^[+-]?\d+,\d+$/;
/** `1,234` is twelve hundred to some and a bit more than one to others. */
const THOUSANDS_OR_DECIMALS = /^[+-]?[1-9]\d{0,2},\d{3}$/;
const MISSING = new Set(['', 'na', 'n/a', 'nan', 'null']);

/** A reader that takes blank, `NA`, `NaN` and `null` for missing and refuses negative numbers unless they are allowed. */
export function numberReader(allowNegative: boolean): NumberReader {
  let commaLine: number | undefined;
  let pointLine: number | undefined;
  const noteDecimals = (cell: string, line: number): void => {
    if (POINT.test(cell) && cell.includes('.')) pointLine ??= line;
    if (COMMA.test(cell)) commaLine ??= line;
    if (pointLine === undefined || commaLine === undefined) return;
    const other = line === commaLine ? pointLine : commaLine;
    throw lineFailure(line, `${cell} and line ${other} write decimals differently`, 'write decimals with a point');
  };
  return {
    read(cell, line) {
      if (WHOLE.test(cell)) return checked(Number(cell), cell, line, allowNegative);
      if (MISSING.has(cell.toLowerCase())) return Number.NaN;
      noteDecimals(cell, line);
      return checked(parseDecimal(cell, line), cell, line, allowNegative);
    },
    decimalCommaLine: () => commaLine,
  };
}

function parseDecimal(cell: string, line: number): number {
  if (POINT.test(cell)) return Number(cell);
  if (THOUSANDS_OR_DECIMALS.test(cell)) {
    throw lineFailure(
      line,
      `${cell} can be read in two ways`,
      'write numbers without separators, decimals with a point',
    );
  }
  if (COMMA.test(cell)) return Number(cell.replace(',', '.'));
  throw lineFailure(line, `"${cell}" is not a number`, 'write a number with a decimal point, or leave the cell empty');
}

function checked(value: number, cell: string, line: number, allowNegative: boolean): number {
  if (!Number.isFinite(value)) throw lineFailure(line, `${cell} is too large`, 'correct the line');
  if (value < 0 && !allowNegative) {
    throw lineFailure(
      line,
      `${cell} is negative, which no volume is`,
      'correct the line, leave the cell empty, or allow it with --raw',
    );
  }
  // Not -0, which would be printed as such.
  return value === 0 ? 0 : value;
}
