/**
 * Whole numbers, each the value rounded down or up, whose sum is the rounded sum of the values (largest remainder method;
 * of equal remainders the earlier is rounded up).
 */
export function largestRemainder(values: readonly number[]): number[] {
  const rounded = values.map(Math.floor);
  const missing = Math.round(sum(values)) - sum(rounded);
  const remainder = (i: number) => (values[i] ?? 0) - (rounded[i] ?? 0);
  const byRemainder = values.map((_, i) => i).sort((a, b) => remainder(b) - remainder(a) || a - b);
  for (const i of byRemainder.slice(0, missing)) rounded[i] = (rounded[i] ?? 0) + 1;
  return rounded;
}

/** Rounded to hundredths by `round`, one of `Math.round`, `Math.floor` and `Math.ceil`. */
export function hundredths(value: number, round: (value: number) => number): number {
  // 0.29 * 100 is 28.999999999999996: digits beyond what a double holds must not decide the direction.
  return round(Number((value * 100).toPrecision(15))) / 100;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
