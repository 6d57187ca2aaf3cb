import { median } from '../../../numeric/weighted-median.ts';
import type { DailyHistory } from './daily-history.ts';

/** How far each day is from its usual size. */
export interface LogRatios {
  /** ln of value over usual value; NaN where either is not known, or the slot is too quiet to tell. */
  readonly values: Float64Array;
  /** Robust standard deviation of them all. */
  readonly spread: number;
}

const WEEKS_EITHER_SIDE = 5;
const LEAST_NEIGHBOURS = 3;
// Of an ordinary day: a slot that is that quiet has ratios of noise.
const QUIET_SHARE = 0.1;
const NORMAL_OVER_MEDIAN_DEVIATION = 1.4826;
const LEAST_SPREAD = 0.02;

/** ln((y + c) / (e + c)) with e the median of the same slot in the five weeks on either side, and c the `smallCount`. */
export function logRatios({ values, season, smallCount, ordinary }: DailyHistory): LogRatios {
  const ratios = values.map((value, place) => {
    if (Number.isNaN(value)) return Number.NaN;
    const neighbours = neighboursOf(place, values, season);
    const usual = median(neighbours);
    if (neighbours.length < LEAST_NEIGHBOURS || usual < QUIET_SHARE * ordinary) return Number.NaN;
    return Math.log((value + smallCount) / (usual + smallCount));
  });
  return { values: ratios, spread: robustSpread(ratios) };
}

/** Median absolute value of what is known, as the standard deviation of a normal distribution around 0, but not below 0.02. */
export function robustSpread(ratios: Iterable<number>): number {
  const sizes = [...ratios].filter((ratio) => !Number.isNaN(ratio)).map(Math.abs);
  return sizes.length === 0 ? LEAST_SPREAD : Math.max(LEAST_SPREAD, NORMAL_OVER_MEDIAN_DEVIATION * median(sizes));
}

function neighboursOf(place: number, values: Float64Array, season: number): number[] {
  const neighbours: number[] = [];
  for (let week = -WEEKS_EITHER_SIDE; week <= WEEKS_EITHER_SIDE; week++) {
    const value = values[place + week * season];
    if (week !== 0 && value !== undefined && !Number.isNaN(value)) neighbours.push(value);
  }
  return neighbours;
}
