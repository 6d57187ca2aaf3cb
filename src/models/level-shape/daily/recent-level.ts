import { weightedMedians } from '../../../numeric/weighted-median.ts';

/** Half-lives, in weeks, with which levels forget. */
export const LEVEL_HALF_LIVES = [0.5, 1, 1.5, 2, 5];

// Days older than that have weights below a thousandth for the slowest level.
const WEEKS = 10 * Math.max(...LEVEL_HALF_LIVES);

/** The level at an origin for each half-life of `LEVEL_HALF_LIVES`: the median of value over shape, weighted by shape and age. */
export function recentLevels(values: Float64Array, season: number, shape: Float64Array, origin: number): number[] {
  const places: number[] = [];
  for (let place = Math.max(0, origin - WEEKS * season); place < origin; place++)
    if (values[place] / shape[place % season] < Number.POSITIVE_INFINITY) places.push(place);
  const ratios = Float64Array.from(places, (place) => values[place] / shape[place % season]);
  const weightings = LEVEL_HALF_LIVES.map((halfLife) =>
    Float64Array.from(places, (place) => shape[place % season] * 0.5 ** ((origin - 1 - place) / (season * halfLife))),
  );
  return weightedMedians(ratios, weightings);
}
