import { DAY_SECONDS } from '../../series/time-zone.ts';
import type { Seasonality } from './seasonality.ts';

/** Rows at even distances, in whole seconds. */
export interface EvenGrid {
  readonly start: number;
  readonly step: number;
  readonly rows: number;
}

/** One harmonic: angle 2 pi `number` d / period, the period in whole seconds. */
interface Harmonic {
  readonly number: number;
  readonly period: number;
}

/** The grid of the rows when they lie at even distances, else undefined. */
export function evenGridOf(wallSeconds: Float64Array): EvenGrid | undefined {
  const step = wallSeconds[1] - wallSeconds[0];
  for (let i = 2; i < wallSeconds.length; i++) if (wallSeconds[i] - wallSeconds[i - 1] !== step) return undefined;
  return { start: wallSeconds[0], step, rows: wallSeconds.length };
}

/**
 * Inner products of all Fourier columns on an even grid, K x K in the order of `fourierColumns`, without going through the
 * rows: a product of two sines or cosines is a sum of two cosines or sines, and these are geometric sums. It is faster than
 * summing by two orders of magnitude, and more exact.
 */
export function fourierProducts(grid: EvenGrid, seasonalities: readonly Seasonality[]): Float64Array {
  const harmonics = seasonalities.flatMap(({ periodDays, order }) =>
    Array.from({ length: order }, (_, n): Harmonic => ({ number: n + 1, period: periodDays * DAY_SECONDS })),
  );
  const size = 2 * harmonics.length;
  const products = new Float64Array(size * size);
  const put = (row: number, column: number, value: number) => {
    products[row * size + column] = value;
    products[column * size + row] = value;
  };
  for (const [i, a] of harmonics.entries()) {
    for (let j = 0; j <= i; j++) {
      const sum = angleSums(grid, a, harmonics[j], 1);
      const difference = angleSums(grid, a, harmonics[j], -1);
      put(2 * i, 2 * j, (difference.cosines - sum.cosines) / 2);
      put(2 * i + 1, 2 * j + 1, (difference.cosines + sum.cosines) / 2);
      put(2 * i, 2 * j + 1, (sum.sines + difference.sines) / 2);
      if (j < i) put(2 * i + 1, 2 * j, (sum.sines - difference.sines) / 2);
    }
  }
  return products;
}

/**
 * Sums of sine and cosine of the angle a + b (or a - b) over the rows. With u half the turn from row to row,
 * sum e^(i x) = e^(i middle) sin(N u) / sin(u), middle the mean of the first and last angle.
 * The turn is a fraction over a common denominator, in whole numbers that doubles hold, so that two harmonics that all but
 * coincide on the grid keep the digits of their difference.
 */
function angleSums(grid: EvenGrid, a: Harmonic, b: Harmonic, sign: 1 | -1): { sines: number; cosines: number } {
  const numerator = a.number * b.period + sign * b.number * a.period;
  const turn = fractionOf(numerator, grid.step, a.period * b.period);
  const first = fractionOf(a.number, grid.start, a.period) + sign * fractionOf(b.number, grid.start, b.period);
  const middle = 2 * Math.PI * (first + ((grid.rows - 1) * turn) / 2);
  const size = turn === 0 ? grid.rows : Math.sin(Math.PI * grid.rows * turn) / Math.sin(Math.PI * turn);
  return { sines: size * Math.sin(middle), cosines: size * Math.cos(middle) };
}

/** number x seconds / period less its whole turns, between -1/2 and 1/2; exact but for one division. */
function fractionOf(number: number, seconds: number, period: number): number {
  const rest = (number * (seconds % period)) % period;
  if (Math.abs(rest) <= period / 2) return rest / period;
  return (rest - Math.sign(rest) * period) / period;
}
