import type { Ratio } from './pooled-ratio.ts';
import { type ScoredPoints, sumOver } from './scored-points.ts';

/**
 * Sum of |actual - forecast| over that of the seasonal naive forecast of the same intervals; the skill is 1 less this ratio. A
 * naive value of NaN, of a slot without history, leaves it undefined. Hyndman and Athanasopoulos, Forecasting: Principles and
 * Practice, section 5.9.
 */
export const errorAgainstNaive = (points: Pick<ScoredPoints, 'actual' | 'point'>, naive: Float64Array): Ratio => ({
  numerator: sumOver(points, (i) => Math.abs(points.actual[i] - points.point[i])),
  denominator: sumOver(points, (i) => Math.abs(points.actual[i] - naive[i])),
});
