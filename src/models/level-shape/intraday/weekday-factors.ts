import type { DaySums } from './day-sums.ts';

/** Half-lives in weeks with which factors of weekdays forget. */
export const WEEKDAY_HALF_LIVES = [0.5, 2, Number.POSITIVE_INFINITY];

/** The factor of each of seven weekdays against the days around it, for each half-life of `WEEKDAY_HALF_LIVES`; 1 where none is known. */
export const weekdayFactors = (days: DaySums): Float64Array[] =>
  WEEKDAY_HALF_LIVES.map((halfLifeWeeks) => {
    const sums = new Float64Array(7);
    const bases = new Float64Array(7);
    for (const [day, weekday] of days.weekdays.entries()) {
      const base = days.bases[day] * days.localRatios[day];
      if (!(base > 0)) continue;
      const weight = days.ordinary[day] * 2 ** (-days.ages[day] / (7 * halfLifeWeeks));
      sums[weekday] += weight * days.sums[day];
      bases[weekday] += weight * base;
    }
    return sums.map((sum, weekday) => (bases[weekday] === 0 ? 1 : sum / bases[weekday]));
  });
