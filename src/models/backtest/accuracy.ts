import type { Accuracy } from '../../series/accuracy.ts';
import { bias } from './bias.ts';
import { coverage } from './coverage.ts';
import { mase } from './mase.ts';
import { meanSquaredError } from './mean-squared-error.ts';
import { pooled, quotient, type Ratio } from './pooled-ratio.ts';
import type { ScoredPoints } from './scored-points.ts';
import { errorAgainstNaive } from './skill.ts';
import { wape } from './wape.ts';
import { winkler } from './winkler.ts';

const MEASURES = ['wape', 'mase', 'meanSquaredError', 'bias', 'coverage', 'winkler', 'errorAgainstNaive'] as const;

/** All measures of some forecasts, in the form in which they can be pooled with others. */
export type AccuracyRatios = Readonly<Record<(typeof MEASURES)[number], Ratio>>;

/** The seasonal naive forecast, which others are measured by. */
export interface NaiveReference {
  /** Its mean error within the history, one season ahead. */
  readonly errorInHistory: number;
  /** What it says of the points that are judged; NaN where it says nothing. */
  readonly point: Float64Array;
}

/** The measures of forecasts from one history. */
export const accuracyRatios = (points: ScoredPoints, naive: NaiveReference, levelFraction: number): AccuracyRatios => ({
  wape: wape(points),
  mase: mase(points, naive.errorInHistory),
  meanSquaredError: meanSquaredError(points),
  bias: bias(points),
  coverage: coverage(points),
  winkler: winkler(points, levelFraction),
  errorAgainstNaive: errorAgainstNaive(points, naive.point),
});

/** The measures of all parts together. */
export function pooledAccuracy(parts: readonly AccuracyRatios[]): Accuracy {
  const of = (measure: (typeof MEASURES)[number]) => quotient(pooled(parts.map((part) => part[measure])));
  const squared = of('meanSquaredError');
  const againstNaive = of('errorAgainstNaive');
  return {
    wape: of('wape'),
    skill: againstNaive === undefined ? undefined : 1 - againstNaive,
    mase: of('mase'),
    rmse: squared === undefined ? undefined : Math.sqrt(squared),
    bias: of('bias'),
    coverage: of('coverage'),
    winkler: of('winkler'),
  };
}
