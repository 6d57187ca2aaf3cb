/** A size of errors and how many weeks ahead, from 1, of each. */
interface SizedErrors {
  readonly sizes: Float64Array;
  readonly weeksAhead: Uint32Array;
}

/**
 * How much larger errors are so many weeks ahead than on average: their mean size by week, never falling; beyond the longest week
 * seen it grows with the root of the weeks, as errors of a level that walks at random do.
 */
export function leadScale({ sizes, weeksAhead }: SizedErrors): (weeksAhead: number) => number {
  const longest = weeksAhead.reduce((most, week) => Math.max(most, week), 0);
  const sums = new Float64Array(longest);
  const counts = new Uint32Array(longest);
  for (let i = 0; i < sizes.length; i++) {
    sums[weeksAhead[i] - 1] += sizes[i];
    counts[weeksAhead[i] - 1]++;
  }
  const mean = sums.reduce((sum, each) => sum + each, 0) / sizes.length;
  const scales: number[] = [];
  for (const [i, sum] of sums.entries()) {
    const scale = counts[i] === 0 || mean === 0 ? 0 : sum / counts[i] / mean;
    scales.push(Math.max(scales.at(-1) ?? 0, scale));
  }
  return (week) => scales[Math.min(week, longest) - 1] * Math.sqrt(Math.max(1, week / longest));
}
