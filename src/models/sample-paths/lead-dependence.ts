/** How alike errors of forecasts are that lie some intervals apart: a mixture of parts, each of which fades at its own pace. */
export interface LeadDependence {
  /** Shares of the variance, not negative, that add up to at most 1; the rest is each interval's own. */
  readonly parts: readonly { readonly share: number; readonly halfLifeIntervals: number }[];
}

// What is beyond the longest of them is taken for lasting.
const HALF_LIVES = [1, 4, 16, 64, 256, 1024, Number.POSITIVE_INFINITY];
const SWEEPS = 500;

/**
 * The mixture of exponentially fading correlations that comes closest to those that past errors had, by least squares over all pairs of
 * leads: `correlations` by distance in intervals, from 0, NaN where no pair tells, `pairs` how many pairs of leads lie so far apart. Parts
 * are not negative, so any set of leads has a covariance, however far it reaches.
 */
export function fitLeadDependence(correlations: Float64Array, pairs: Float64Array): LeadDependence {
  const known = [...correlations.keys()].filter((distance) => distance > 0 && !Number.isNaN(correlations[distance]));
  const halfLives = HALF_LIVES.filter((halfLife) => halfLife <= correlations.length || !Number.isFinite(halfLife));
  const columns = halfLives.map((halfLife) => Float64Array.from(known, (distance) => 2 ** (-distance / halfLife)));
  const weights = Float64Array.from(known, (distance) => pairs[distance]);
  const rest = Float64Array.from(known, (distance) => correlations[distance]);
  const squares = columns.map((column) => column.reduce((sum, each, i) => sum + weights[i] * each * each, 0));
  const shares = new Float64Array(halfLives.length);
  for (let sweep = 0; sweep < SWEEPS && known.length > 0; sweep++)
    for (const [k, column] of columns.entries()) {
      const gradient = column.reduce((sum, each, i) => sum + weights[i] * each * rest[i], 0);
      const before = shares[k];
      shares[k] = Math.max(0, before + gradient / squares[k]);
      const moved = shares[k] - before;
      if (moved !== 0) for (let i = 0; i < rest.length; i++) rest[i] -= moved * column[i];
    }
  const sum = shares.reduce((all, share) => all + share, 0);
  const scale = Math.max(1, sum);
  return {
    parts: halfLives.flatMap((halfLifeIntervals, k) =>
      shares[k] > 0 ? [{ share: shares[k] / scale, halfLifeIntervals }] : [],
    ),
  };
}
