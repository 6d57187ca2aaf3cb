import type { PredictionInterval } from '../../series/forecast.ts';

/**
 * A prediction interval carried along when its point moves: as far below and above the new point as it was around the old one,
 * then cut at 0, so 0 <= lower <= point <= upper. The widths stay, although reconciling lowers the variance in theory: the
 * narrower intervals of the theory take the estimated covariance for the true one and hold too rarely.
 *
 * `interval` and `from` best come from before any clamping at 0, which hides a width. `to` is not negative.
 */
export function movedInterval(interval: PredictionInterval, from: Float64Array, to: Float64Array): PredictionInterval {
  return {
    levelFraction: interval.levelFraction,
    lower: to.map((point, i) => Math.min(point, Math.max(0, point - (from[i] - interval.lower[i])))),
    upper: to.map((point, i) => Math.max(point, point + (interval.upper[i] - from[i]))),
  };
}
