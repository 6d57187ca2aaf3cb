import type { Ratio } from './pooled-ratio.ts';
import { type ScoredPoints, sumOver } from './scored-points.ts';

/** By what fraction of what came too much was forecast: sum of forecast - actual over sum of actual. Negative is too little. */
export const bias = (points: Pick<ScoredPoints, 'actual' | 'point'>): Ratio => ({
  numerator: sumOver(points, (i) => points.point[i] - points.actual[i]),
  denominator: sumOver(points, (i) => points.actual[i]),
});
