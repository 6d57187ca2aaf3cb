import { insertRising } from '../numeric/insert-rising.ts';

const WEEKS_EITHER_SIDE = 5;

/** The most values that there are around a place. */
export const MOST_WEEKS_AROUND = 2 * WEEKS_EITHER_SIDE;

/**
 * Writes the known values of the same slot in the five weeks on either side of a place in rising order, that of the place itself left out,
 * and says how many they are. `season` is how many places a week has; `into` has room for `MOST_WEEKS_AROUND`.
 */
export function sortWeeksAround(values: Float64Array, place: number, season: number, into: Float64Array): number {
  const last = Math.min(values.length - 1, place + WEEKS_EITHER_SIDE * season);
  let known = 0;
  for (let other = place - WEEKS_EITHER_SIDE * season; other <= last; other += season) {
    if (other < 0 || other === place || Number.isNaN(values[other])) continue;
    insertRising(into, known++, values[other]);
  }
  return known;
}
