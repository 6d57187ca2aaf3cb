import { weightedMedians } from '../../../numeric/weighted-median.ts';
import { weekBack } from './week-levels.ts';

/** Half-lives, in weeks, with which shapes forget, each about a third of the next: from a pattern that just changed to a half-year. */
export const SHAPE_HALF_LIVES = [3, 8, 26];

/**
 * The shape of the week at an origin, in the unit of the values at level 1, for each half-life of `SHAPE_HALF_LIVES`: the median
 * of value over level of the week, weighted by that level and by age. `origin` is whole weeks before the end of the values.
 */
export function weeklyShapes(
  values: Float64Array,
  season: number,
  levels: Float64Array,
  origin: number,
): readonly Float64Array[] {
  const shapes = SHAPE_HALF_LIVES.map(() => new Float64Array(season));
  const originWeek = weekBack(origin - 1, values.length, season);
  for (let slot = 0; slot < season; slot++) {
    const places: number[] = [];
    for (let place = slot; place < origin; place += season)
      if (values[place] / levels[weekBack(place, values.length, season)] < Number.POSITIVE_INFINITY) places.push(place);
    const weeks = places.map((place) => weekBack(place, values.length, season));
    const ratios = Float64Array.from(places, (place, i) => values[place] / levels[weeks[i]]);
    const weightings = SHAPE_HALF_LIVES.map((halfLife) =>
      Float64Array.from(weeks, (week) => levels[week] * 0.5 ** ((week - originWeek) / halfLife)),
    );
    for (const [k, shape] of weightedMedians(ratios, weightings).entries()) shapes[k][slot] = shape;
  }
  return shapes;
}
