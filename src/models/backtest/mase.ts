import type { SeasonalGrid } from '../seasonal-grid.ts';
import type { Ratio } from './pooled-ratio.ts';
import { type ScoredPoints, sumOver } from './scored-points.ts';

/**
 * Mean absolute scaled error: mean of |actual - forecast|, in units of the mean error that the seasonal naive forecast one
 * season ahead makes within the history. Hyndman and Koehler, International Journal of Forecasting 22 (2006) 679-688.
 */
export const mase = (points: Pick<ScoredPoints, 'actual' | 'point'>, naiveError: number): Ratio => ({
  numerator: sumOver(points, (i) => Math.abs(points.actual[i] - points.point[i])) / naiveError,
  denominator: points.actual.length,
});

/** Mean of |value - value one season before| over a history, where both are known. NaN where that is nowhere. */
export function seasonalNaiveError({ values, season }: Pick<SeasonalGrid, 'values' | 'season'>): number {
  let sum = 0;
  let count = 0;
  for (let place = season; place < values.length; place++) {
    const change = Math.abs(values[place] - values[place - season]);
    if (Number.isNaN(change)) continue;
    sum += change;
    count++;
  }
  return sum / count;
}
