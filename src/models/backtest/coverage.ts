import type { Ratio } from './pooled-ratio.ts';
import { type ScoredPoints, sumOver } from './scored-points.ts';

/** Fraction of the values that lie within their bounds, which belong to them. */
export const coverage = (points: Omit<ScoredPoints, 'point'>): Ratio => ({
  numerator: sumOver(points, (i) => Number(points.lower[i] <= points.actual[i] && points.actual[i] <= points.upper[i])),
  denominator: points.actual.length,
});
