import { normalQuantile } from '../numeric/normal.ts';
import { checkOpenFraction } from './demand.ts';

/** The number of contacts that an interval exceeds with probability 1 - `fraction`. */
export interface ArrivalQuantile {
  /** Strictly between 0 and 1. */
  readonly fraction: number;
  /** 0 or more. */
  readonly contactsPerInterval: number;
}

/** A possible number of contacts and its probability. */
export interface ArrivalScenario {
  readonly contactsPerInterval: number;
  readonly probability: number;
}

/**
 * The distribution that a forecast tells by its point and the bounds of its interval at a level: the point is the median, each
 * side is half a normal distribution through its bound.
 */
export function quantilesOfInterval(
  point: number,
  lower: number,
  upper: number,
  levelFraction: number,
): readonly ArrivalQuantile[] {
  checkOpenFraction('level', levelFraction);
  return [
    { fraction: (1 - levelFraction) / 2, contactsPerInterval: lower },
    { fraction: 0.5, contactsPerInterval: point },
    { fraction: (1 + levelFraction) / 2, contactsPerInterval: upper },
  ];
}

/**
 * Any quantile from the known ones, at least two in increasing order: linear in the normal score between them, and beyond
 * them with the slope of the nearest two; never below 0. Exact for a normal distribution.
 */
export function arrivalsAt(known: readonly ArrivalQuantile[], fraction: number): number {
  checkOpenFraction('quantile', fraction);
  return arrivalsAtScore(scored(known), normalQuantile(fraction));
}

// Scores -5 to 5 leave out a probability of 6e-7. The trapezoidal rule is exact to rounding for smooth functions of a normal
// variable at this spacing, and to 0.001 where Erlang C turns unstable.
const LAST_SCORE = 5;
const SCORE_STEP = 1 / 8;

/** The distribution as scenarios whose probabilities add up to 1. */
export function arrivalScenarios(known: readonly ArrivalQuantile[]): readonly ArrivalScenario[] {
  const points = scored(known);
  const count = (2 * LAST_SCORE) / SCORE_STEP + 1;
  const scores = Array.from({ length: count }, (_, i) => i * SCORE_STEP - LAST_SCORE);
  const densities = scores.map((score) => Math.exp((-score * score) / 2));
  const total = densities.reduce((sum, density) => sum + density, 0);
  return scores.map((score, i) => ({
    contactsPerInterval: arrivalsAtScore(points, score),
    probability: densities[i] / total,
  }));
}

interface ScoredArrivals {
  readonly score: number;
  readonly contactsPerInterval: number;
}

function scored(known: readonly ArrivalQuantile[]): readonly ScoredArrivals[] {
  if (known.length < 2) throw new RangeError(`a distribution needs at least two quantiles: ${known.length}`);
  const points = known.map(({ fraction, contactsPerInterval }) => ({
    score: normalQuantile(fraction),
    contactsPerInterval,
  }));
  for (const [i, { score, contactsPerInterval }] of points.entries()) {
    if (!(contactsPerInterval >= 0 && contactsPerInterval < Number.POSITIVE_INFINITY))
      throw new RangeError(`contacts per interval must be 0 or more: ${contactsPerInterval}`);
    const before = points[i - 1];
    if (before !== undefined && !(score > before.score && contactsPerInterval >= before.contactsPerInterval))
      throw new RangeError('quantiles must be in increasing order and must not cross');
  }
  return points;
}

function arrivalsAtScore(points: readonly ScoredArrivals[], score: number): number {
  let i = 1;
  while (i < points.length - 1 && score > points[i].score) i++;
  const [left, right] = [points[i - 1], points[i]];
  const slope = (right.contactsPerInterval - left.contactsPerInterval) / (right.score - left.score);
  return Math.max(0, left.contactsPerInterval + slope * (score - left.score));
}
