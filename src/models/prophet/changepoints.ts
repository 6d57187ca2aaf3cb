/**
 * Rows at which the slope may change: `many` of them, spread evenly over the first `rangeFraction` of `rows` rows, the first
 * row left out. Places depend on row numbers, not on time; halves round to even, as numpy does. Fewer when there are too
 * few rows; none may be left.
 */
export function changepointRows(rows: number, many: number, rangeFraction: number): number[] {
  const considered = Math.floor(rows * rangeFraction);
  const used = many + 1 > considered ? considered - 1 : many;
  return Array.from({ length: Math.max(used, 0) }, (_, j) => roundHalfToEven(((j + 1) * (considered - 1)) / used));
}

function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
