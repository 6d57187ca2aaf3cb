import type { Ratio } from './pooled-ratio.ts';
import { type ScoredPoints, sumOver } from './scored-points.ts';

/**
 * Mean Winkler (interval) score, in the unit of the values, less is better: the width of the bounds, and for a value outside
 * of them 2 / (1 - level) times how far. Gneiting and Raftery, Journal of the American Statistical Association 102 (2007)
 * 359-378, section 6.2.
 */
export function winkler(points: Omit<ScoredPoints, 'point'>, levelFraction: number): Ratio {
  const penalty = 2 / (1 - levelFraction);
  return {
    numerator: sumOver(points, (i) => {
      const { actual, lower, upper } = points;
      return upper[i] - lower[i] + penalty * Math.max(0, lower[i] - actual[i], actual[i] - upper[i]);
    }),
    denominator: points.actual.length,
  };
}
