import { median } from '../../../numeric/median.ts';
import { type LogRatios, robustSpread } from '../calendar/log-ratios.ts';
import type { DailyHistory } from './daily-history.ts';

const WEEKS_EITHER_SIDE = 5;
const LEAST_NEIGHBOURS = 3;
// Of an ordinary day: a slot that is that quiet has ratios of noise.
const QUIET_SHARE = 0.1;

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

function neighboursOf(place: number, values: Float64Array, season: number): number[] {
  const neighbours: number[] = [];
  for (let week = -WEEKS_EITHER_SIDE; week <= WEEKS_EITHER_SIDE; week++) {
    const value = values[place + week * season];
    if (week !== 0 && value !== undefined && !Number.isNaN(value)) neighbours.push(value);
  }
  return neighbours;
}
