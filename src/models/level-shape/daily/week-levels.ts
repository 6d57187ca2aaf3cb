import { median } from '../../../numeric/median.ts';
import { risingOrder } from '../../../numeric/rising-order.ts';
import { weightedMedian } from '../../../numeric/weighted-median.ts';

/** The week, counted back from 0 at the end of `length` places, in which a place lies. */
export const weekBack = (place: number, length: number, season: number): number =>
  Math.floor((length - 1 - place) / season);

/**
 * The size of each week, counted back from the end, in units of an ordinary one: the factor of the ordinary day of each slot (its
 * median) that is nearest to the week's days in sum of distances. NaN where nothing is known.
 */
export function weekLevels(values: Float64Array, season: number): Float64Array {
  const ordinary = Float64Array.from({ length: season }, (_, slot) =>
    median(values.filter((value, place) => place % season === slot && !Number.isNaN(value))),
  );
  return new Float64Array(Math.ceil(values.length / season)).map((_, week) => {
    const end = values.length - week * season;
    const start = Math.max(0, end - season);
    const places = Array.from({ length: end - start }, (_, i) => start + i);
    const known = places.filter((place) => ordinary[place % season] > 0 && !Number.isNaN(values[place]));
    const weights = Float64Array.from(known, (place) => ordinary[place % season]);
    const ratios = weights.map((weight, i) => values[known[i]] / weight);
    return weightedMedian(ratios, weights, risingOrder(ratios));
  });
}
