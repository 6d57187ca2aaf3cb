import type { Ratio } from './pooled-ratio.ts';
import { type ScoredPoints, sumOver } from './scored-points.ts';

/** Weighted absolute percentage error, a fraction: sum of |actual - forecast| over sum of actual. */
export const wape = (points: Pick<ScoredPoints, 'actual' | 'point'>): Ratio => ({
  numerator: sumOver(points, (i) => Math.abs(points.actual[i] - points.point[i])),
  denominator: sumOver(points, (i) => points.actual[i]),
});
