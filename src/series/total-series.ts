import type { Series } from './series.ts';

/**
 * The sum of series on one grid that end together, as long as the longest of them. Before a series starts it adds nothing,
 * since there was no queue then; from there on a missing value makes the sum missing.
 */
export function totalSeries(parts: readonly Series[]): Series {
  const longest = parts.reduce((a, b) => (b.values.length > a.values.length ? b : a));
  const values = totalValues(parts.map((part) => part.values));
  return { ...longest, values, closed: new Uint8Array(values.length) };
}

/** The sum of arrays that end together, as long as the longest of them. */
export function totalValues(parts: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(Math.max(...parts.map(({ length }) => length)));
  for (const part of parts) {
    const offset = sum.length - part.length;
    for (const [i, value] of part.entries()) sum[offset + i] += value;
  }
  return sum;
}
