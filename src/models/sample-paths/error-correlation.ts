/** How errors of forecasts go together, by the distance between the intervals that they are of. */
export interface ErrorCorrelation {
  /** From 0; NaN where no pair of errors tells. Around 0, not around their mean: a level that is off is off for all. */
  readonly byDistance: Float64Array;
  /** How many pairs of leads lie so far apart. */
  readonly pairs: Float64Array;
}

// In standard deviations: beyond, an error tells of a special day, not of how errors go together.
const CLIP = 3;

/** The correlation of scaled errors: for each past forecast a list of `leads`, NaN where nothing is known. */
export function errorCorrelation(scaledErrors: readonly Float64Array[], leads: number): ErrorCorrelation {
  const products = new Float64Array(leads);
  const squares = new Float64Array(leads);
  for (const errors of scaledErrors) {
    const known = Uint32Array.from(errors.keys()).filter((lead) => !Number.isNaN(errors[lead]));
    const clipped = errors.map((error) => Math.max(-CLIP, Math.min(CLIP, error)));
    for (let k = 0; k < known.length; k++) {
      const error = clipped[known[k]];
      for (let other = 0; other <= k; other++) {
        const distance = known[k] - known[other];
        const before = clipped[known[other]];
        products[distance] += error * before;
        squares[distance] += (error * error + before * before) / 2;
      }
    }
  }
  return {
    byDistance: products.map((product, distance) => product / squares[distance]),
    pairs: products.map((_, distance) => leads - distance),
  };
}
