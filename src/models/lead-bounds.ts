import { tailQuantile } from '../numeric/tail-quantile.ts';

/** Errors (value less forecast) that forecasts so many seasons ahead made in the past, and the slot of the season of each. */
export interface PastErrors {
  readonly slots: Uint32Array;
  readonly errors: Float64Array;
}

/** What bounds of forecasts are learned from. */
export interface ErrorHistory {
  /** Errors of forecasts up to 1, 2, ... seasons ahead; the first has some. */
  readonly bySeasonsAhead: readonly PastErrors[];
  /** Size of a usual value in each slot of the season, not negative. */
  readonly usualSizes: Float64Array;
}

/** How far below (not positive) and above (not negative) a forecast its bounds lie. */
interface Distances {
  readonly below: number;
  readonly above: number;
}

// Quantiles of fewer say too little about a longer lead; for the shortest, what there is must do.
const ENOUGH_ERRORS = 20;

// Observations that the spread of all slots is worth beside those of one.
const SHARED_OBSERVATIONS = 4;

/**
 * Distances of the bounds of a central interval from the forecast of a slot so many seasons ahead (from 1). They are quantiles
 * of past errors at that lead, of all slots together but each in units of its own spread: busy hours err more than quiet ones.
 * Bounds never come closer as the lead grows; beyond the longest past lead they widen with the root of the seasons, as errors
 * of a level that walks at random do. RangeError without errors.
 */
export function boundsByLead(
  { bySeasonsAhead, usualSizes }: ErrorHistory,
  levelFraction: number,
): (slot: number, seasonsAhead: number) => Distances {
  if (bySeasonsAhead[0].errors.length === 0)
    throw new RangeError('no value of the history shows how far off a forecast of it would have been');
  const spreads = slotSpreads(bySeasonsAhead[0], usualSizes);
  const scaled: Distances[] = [];
  for (const past of bySeasonsAhead.filter(({ errors }, i) => i === 0 || errors.length >= ENOUGH_ERRORS)) {
    const { below, above } = scaledDistances(past, spreads, levelFraction);
    const nearer = scaled.at(-1) ?? { below: 0, above: 0 };
    scaled.push({ below: Math.min(nearer.below, below), above: Math.max(nearer.above, above) });
  }
  return (slot, seasonsAhead) => {
    const known = Math.min(seasonsAhead, scaled.length);
    const factor = spreads[slot] * Math.sqrt(seasonsAhead / known);
    return { below: factor * scaled[known - 1].below, above: factor * scaled[known - 1].above };
  };
}

/**
 * Root mean square error of each slot, drawn towards what all errors together give for a slot of that size when the variance
 * of a count is in proportion to it.
 */
export function slotSpreads({ slots, errors }: PastErrors, usualSizes: Float64Array): Float64Array {
  const squares = new Float64Array(usualSizes.length);
  const counts = new Uint32Array(usualSizes.length);
  let size = 0;
  for (let i = 0; i < errors.length; i++) {
    squares[slots[i]] += errors[i] * errors[i];
    counts[slots[i]]++;
    size += usualSizes[slots[i]];
  }
  const dispersion = size === 0 ? 0 : squares.reduce((sum, square) => sum + square, 0) / size;
  return squares.map((square, slot) =>
    Math.sqrt((square + SHARED_OBSERVATIONS * dispersion * usualSizes[slot]) / (counts[slot] + SHARED_OBSERVATIONS)),
  );
}

function scaledDistances({ slots, errors }: PastErrors, spreads: Float64Array, levelFraction: number): Distances {
  // A slot without spread had no error.
  const scaled = errors.map((error, i) => (error === 0 ? 0 : error / spreads[slots[i]])).sort();
  return {
    below: Math.min(0, tailQuantile(scaled, (1 - levelFraction) / 2)),
    above: Math.max(0, tailQuantile(scaled, (1 + levelFraction) / 2)),
  };
}
