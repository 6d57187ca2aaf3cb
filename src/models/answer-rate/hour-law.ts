import type { BetaLaw } from '../../numeric/beta-binomial.ts';
import type { Belief } from './day-level.ts';
import { logitNormalMoments } from './logit-normal.ts';

/**
 * The law of the rate that one hour will have: its logit is normal with the mean and variance of `logit`, and beyond that two calls of
 * the hour are correlated by `dispersion`. Mean and variance are exact, by the law of total variance.
 */
export function hourLaw(logit: Belief, dispersion: number): BetaLaw {
  const { mean, variance } = logitNormalMoments(logit);
  const size = sizeOf({ mean, variance: variance + dispersion * (mean * (1 - mean) - variance) });
  return { alpha: mean * size, beta: (1 - mean) * size };
}

/** alpha + beta of the beta law with this mean and variance: as many independent attempts leave a rate as uncertain. */
export const sizeOf = ({ mean, variance }: Belief): number => (mean * (1 - mean)) / variance - 1;
