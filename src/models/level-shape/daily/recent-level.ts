import { risingOrder } from '../../../numeric/rising-order.ts';
import { weightedMedian } from '../../../numeric/weighted-median.ts';
import { decay } from './decay.ts';

/** Half-lives, in weeks, with which levels forget. */
export const LEVEL_HALF_LIVES = [0.5, 1, 1.5, 2, 5];

// Days older than that are less than a hundredth of the weight even of the slowest level.
const WEEKS = 7 * Math.max(...LEVEL_HALF_LIVES);

/** The level at an origin, a count of places, for each half-life of `LEVEL_HALF_LIVES`: the median of value over shape, weighted by shape and age. */
export function recentLevels(values: Float64Array, season: number): (shape: Float64Array, origin: number) => number[] {
  const decays = LEVEL_HALF_LIVES.map((halfLife) => decay(halfLife * season, WEEKS * season));
  return (shape, origin) => {
    const first = Math.max(0, origin - WEEKS * season);
    const ratios = new Float64Array(origin - first);
    const places = new Uint32Array(origin - first);
    let known = 0;
    for (let place = first; place < origin; place++) {
      if (Number.isNaN(values[place]) || !(shape[place % season] > 0)) continue;
      ratios[known] = values[place] / shape[place % season];
      places[known++] = place;
    }
    const used = ratios.subarray(0, known);
    const order = risingOrder(used);
    const weights = new Float64Array(known);
    return decays.map((byAge) => {
      for (let i = 0; i < known; i++) weights[i] = shape[places[i] % season] * byAge[origin - 1 - places[i]];
      return weightedMedian(used, weights, order);
    });
  };
}
