import type { DayCourse } from './day-course.ts';

/** Half-lives in days with which the course of a day so far is remembered; the last one keeps all of it alike. */
export const MEMORIES_DAYS = [1 / 32, 1 / 16, 1 / 8, 1 / 4, Number.POSITIVE_INFINITY];

// Of the day's forecast, added to both sums: a quiet start says little, and nothing at all is no ratio.
const DAY_SHARE = 0.002;

/** ln of what came over what was forecast so far, for each of the memories; 0 where nothing was forecast. */
export function logRatiosSoFar({ forecast, actual, known }: DayCourse, intervalsInDay: number): Float64Array {
  const offset = DAY_SHARE * forecast.reduce((sum, value) => sum + value, 0);
  return Float64Array.from(MEMORIES_DAYS, (halfLifeDays) => {
    let [came, expected] = [offset, offset];
    for (let i = 0; i < known; i++) {
      if (Number.isNaN(actual[i])) continue;
      const weight = 2 ** (-(known - 1 - i) / intervalsInDay / halfLifeDays);
      came += weight * actual[i];
      expected += weight * forecast[i];
    }
    return expected > 0 ? Math.log(came / expected) : 0;
  });
}
