import { MOST_WEEKS_AROUND, sortWeeksAround } from '../../weeks-around.ts';
import { type LogRatios, robustSpread } from '../calendar/log-ratios.ts';
import type { DailyHistory } from './daily-history.ts';

const LEAST_NEIGHBOURS = 3;
// Of an ordinary day: a slot that is that quiet has ratios of noise.
const QUIET_SHARE = 0.1;

/** ln((y + c) / (e + c)) with e the median of the same slot in the five weeks on either side, and c the `smallCount`. */
export function logRatios({ values, season, smallCount, ordinary }: DailyHistory): LogRatios {
  const neighbours = new Float64Array(MOST_WEEKS_AROUND);
  const ratios = values.map((value, place) => {
    if (Number.isNaN(value)) return Number.NaN;
    const known = sortWeeksAround(values, place, season, neighbours);
    const usual = (neighbours[(known - 1) >> 1] + neighbours[known >> 1]) / 2;
    if (known < LEAST_NEIGHBOURS || usual < QUIET_SHARE * ordinary) return Number.NaN;
    return Math.log((value + smallCount) / (usual + smallCount));
  });
  return { values: ratios, spread: robustSpread(ratios) };
}
