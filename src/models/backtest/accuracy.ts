import type { Accuracy } from '../../series/accuracy.ts';
import { bias } from './bias.ts';
import { coverage } from './coverage.ts';
import { mase } from './mase.ts';
import { meanSquaredError } from './mean-squared-error.ts';
import { pooled, quotient, type Ratio } from './pooled-ratio.ts';
import type { ScoredPoints } from './scored-points.ts';
import { wape } from './wape.ts';
import { winkler } from './winkler.ts';

const MEASURES = ['wape', 'mase', 'meanSquaredError', 'bias', 'coverage', 'winkler'] as const;

/** All measures of some forecasts, in the form in which they can be pooled with others. */
export type AccuracyRatios = Readonly<Record<(typeof MEASURES)[number], Ratio>>;

/** The measures of forecasts from one history, in which the seasonal naive forecast has the mean error `naiveError`. */
export const accuracyRatios = (points: ScoredPoints, naiveError: number, levelFraction: number): AccuracyRatios => ({
  wape: wape(points),
  mase: mase(points, naiveError),
  meanSquaredError: meanSquaredError(points),
  bias: bias(points),
  coverage: coverage(points),
  winkler: winkler(points, levelFraction),
});

/** The measures of all parts together. */
export function pooledAccuracy(parts: readonly AccuracyRatios[]): Accuracy {
  const of = (measure: (typeof MEASURES)[number]) => quotient(pooled(parts.map((part) => part[measure])));
  const squared = of('meanSquaredError');
  return {
    wape: of('wape'),
    mase: of('mase'),
    rmse: squared === undefined ? undefined : Math.sqrt(squared),
    bias: of('bias'),
    coverage: of('coverage'),
    winkler: of('winkler'),
  };
}
