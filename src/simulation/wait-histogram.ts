// Bins as floating point has them: each doubling of the wait has 32, from 1/16 of a second to 2^22 seconds, 48 days.
const MANTISSA_BITS = 5;
const LEAST_EXPONENT = -4;
const GREATEST_EXPONENT = 22;
const BINS_PER_DOUBLING = 2 ** MANTISSA_BITS;
const SHIFT = 23 - MANTISSA_BITS;
const LEAST_SECONDS = 2 ** LEAST_EXPONENT;
const BIN_OF_LEAST = (127 + LEAST_EXPONENT) << MANTISSA_BITS;
const BINS = 1 + (GREATEST_EXPONENT - LEAST_EXPONENT) * BINS_PER_DOUBLING;

/** How many waits lay where. Bin 0: below 1/16 of a second; then 32 bins a doubling; the last holds all that is longer. */
export type WaitHistogram = Float64Array;

export const emptyWaitHistogram = (): WaitHistogram => new Float64Array(BINS);

const single = new Float32Array(1);
const bits = new Int32Array(single.buffer);

export function countWait(histogram: WaitHistogram, seconds: number): void {
  if (seconds < LEAST_SECONDS) {
    histogram[0]++;
    return;
  }
  single[0] = seconds;
  histogram[Math.min(1 + (bits[0] >> SHIFT) - BIN_OF_LEAST, BINS - 1)]++;
}

/**
 * The wait in seconds that a fraction of all contacts (strictly between 0 and 1) does not exceed, whether the wait ended by an
 * answer or by giving up: interpolated within a bin, so right to 3 %; 0 stands for less than 1/16 of a second. Undefined without
 * contacts.
 */
export function waitQuantileSeconds(histogram: WaitHistogram, fraction: number): number | undefined {
  if (!(fraction > 0 && fraction < 1))
    throw new RangeError(`the fraction of a quantile must lie between 0 and 1, not ${fraction}`);
  const total = histogram.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  let below = 0;
  let bin = 0;
  while (below + histogram[bin] < fraction * total) below += histogram[bin++];
  if (bin === 0) return 0;
  const low = lowerEdgeSeconds(bin);
  return low + ((fraction * total - below) / histogram[bin]) * (lowerEdgeSeconds(bin + 1) - low);
}

function lowerEdgeSeconds(bin: number): number {
  const doubling = Math.floor((bin - 1) / BINS_PER_DOUBLING);
  return LEAST_SECONDS * 2 ** doubling * (1 + ((bin - 1) % BINS_PER_DOUBLING) / BINS_PER_DOUBLING);
}
