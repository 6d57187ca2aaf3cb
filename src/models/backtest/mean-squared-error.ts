import type { Ratio } from './pooled-ratio.ts';
import { type ScoredPoints, sumOver } from './scored-points.ts';

/** Mean squared error; its root is in the unit of the values. */
export const meanSquaredError = (points: Pick<ScoredPoints, 'actual' | 'point'>): Ratio => ({
  numerator: sumOver(points, (i) => (points.actual[i] - points.point[i]) ** 2),
  denominator: points.actual.length,
});
