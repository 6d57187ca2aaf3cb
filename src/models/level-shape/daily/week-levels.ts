import { median, weightedMedians } from '../../../numeric/weighted-median.ts';

/** Volumes of whole weeks that are counted back from the end of the values: index 0 is the last one. */
export interface WeekLevels {
  /** Size of each week in units of an ordinary one; NaN where nothing is known. */
  readonly levels: Float64Array;
}

/** The week, counted back from the end of `length` places, in which a place lies. */
export const weekBack = (place: number, length: number, season: number): number =>
  Math.floor((length - 1 - place) / season);

/**
 * The size of each week: the factor of the ordinary day of each slot (its median) that is nearest to the week's days in sum of
 * distances.
 */
export function weekLevels(values: Float64Array, season: number): Float64Array {
  const ordinary = Float64Array.from({ length: season }, (_, slot) =>
    median(values.filter((value, place) => place % season === slot && !Number.isNaN(value))),
  );
  return Float64Array.from({ length: Math.ceil(values.length / season) }, (_, week) => {
    const end = values.length - week * season;
    const places = [...Array(season).keys()].map((i) => end - 1 - i).filter((place) => values[place] >= 0);
    const used = places.filter((place) => ordinary[place % season] > 0);
    const weights = Float64Array.from(used, (place) => ordinary[place % season]);
    const [level] = weightedMedians(
      Float64Array.from(used, (place, i) => values[place] / weights[i]),
      [weights],
    );
    return level;
  });
}
