import { median } from '../../numeric/median.ts';

const NORMAL_OVER_MEDIAN_DEVIATION = 1.4826;
// Smaller counts are too coarse for a median distance to measure their spread.
const LEAST_EXPECTED = 5;
// With fewer blocks a spread is hardly known.
const LEAST_BLOCKS = 20;

/**
 * Variance over mean of sums of counts around what is usual, by their median distance, at least 1 as of Poisson counts. `blocks` gives
 * each place the number of its block, rising; those that expect too little count for nothing. Undefined where too few are left.
 */
export function dispersionOfBlocks(values: Float64Array, usual: Float64Array, blocks: Uint32Array): number | undefined {
  const distances: number[] = [];
  const close = (sum: number, expected: number): void => {
    if (expected >= LEAST_EXPECTED) distances.push(Math.abs(sum - expected) / Math.sqrt(expected));
  };
  let sum = 0;
  let expected = 0;
  for (let place = 0; place < values.length; place++) {
    if (place > 0 && blocks[place] !== blocks[place - 1]) {
      close(sum, expected);
      [sum, expected] = [0, 0];
    }
    if (!(usual[place] >= 0) || Number.isNaN(values[place])) continue;
    sum += values[place];
    expected += usual[place];
  }
  close(sum, expected);
  if (distances.length < LEAST_BLOCKS) return undefined;
  return Math.max(1, (NORMAL_OVER_MEDIAN_DEVIATION * median(distances)) ** 2);
}
