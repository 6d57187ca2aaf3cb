import { hasRootsInside } from '../../numeric/schur-cohn.ts';
import type { EtsParameters } from './recursion.ts';

// A root on the unit circle, up to rounding, still counts as inside.
const SLACK = 1e-10;

/**
 * Whether the weight of a value of long ago fades, for a form with an additive season, or with a multiplicative one near its states:
 * whether the characteristic polynomial has no root outside the unit circle. Hyndman, Akram and Archibald, The admissible parameter
 * space for exponential smoothing models, Annals of the Institute of Statistical Mathematics 60 (2008) 407-426. Without a season,
 * the bounds of the search are enough.
 */
export const isStable = (parameters: EtsParameters, hasTrend: boolean, period: number): boolean =>
  hasRootsInside(characteristic(parameters, hasTrend, period).map((c, power) => c * (1 + SLACK) ** -power));

/** Coefficients from the highest power on, which has 1. */
function characteristic({ alpha, beta, gamma, phi }: EtsParameters, hasTrend: boolean, period: number): Float64Array {
  const slots = period - 1;
  // Without a trend the root 1 of the redundant level is divided out.
  if (!hasTrend) return Float64Array.of(1, ...Array<number>(slots).fill(alpha), alpha + gamma - 1);
  // The authors write the slope undamped: theirs is phi times ours.
  const rise = phi * beta;
  return Float64Array.of(
    1,
    alpha + rise - phi,
    ...Array<number>(slots - 1).fill(alpha + rise - alpha * phi),
    alpha + rise - alpha * phi + gamma - 1,
    phi * (1 - alpha - gamma),
  );
}
