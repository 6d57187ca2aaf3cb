import { tailQuantile } from '../../../numeric/tail-quantile.ts';
import { leadScale } from '../lead-scale.ts';

/** Errors of forecasts in the past, relative to the forecast: (value - forecast) / (forecast + a small count). */
export interface RelativeErrors {
  readonly errors: Float64Array;
  /** Slot of the week of each. */
  readonly slots: Uint32Array;
  readonly weeksAhead: Uint32Array;
}

// Inner errors are a little small, since calendar effects and weights were chosen with them: 9 % tails hold 80 %.
const TAIL_SHARE = 0.9;
// Errors that the spread of all slots is worth beside those of one.
const SHARED_ERRORS = 8;
// How much a slot's own quantiles may count beside those of all.
const OWN_SHARE = 0.5;

/**
 * Bounds of a central interval as relative errors of a slot so many weeks ahead: quantiles of past errors of all slots, each in
 * units of its slot's and its lead's spread, blended with the slot's own. RangeError without errors.
 */
export function errorBounds(
  { errors, slots, weeksAhead }: RelativeErrors,
  season: number,
  levelFraction: number,
): (slot: number, weeksAhead: number) => { readonly lower: number; readonly upper: number } {
  if (errors.length === 0)
    throw new RangeError('no value of the history shows how far off a forecast of it would have been');
  const slotSpread = slotSpreads(errors, slots, season);
  const ofSlot = errors.map((error, i) => (error === 0 ? 0 : error / slotSpread[slots[i]]));
  const spreadAhead = leadScale({ sizes: ofSlot.map(Math.abs), weeksAhead });
  const scaled = ofSlot.map((error, i) => (error === 0 ? 0 : error / spreadAhead(weeksAhead[i])));
  const tail = (TAIL_SHARE * (1 - levelFraction)) / 2;
  const all = scaled.slice().sort();
  const bySlot = Array.from({ length: season }, (_, slot) => {
    const own = scaled.filter((_, i) => slots[i] === slot).sort();
    return {
      lower: Math.min(0, blended(all, own, tail)),
      upper: Math.max(0, blended(all, own, 1 - tail)),
    };
  });
  return (slot, week) => {
    const spread = slotSpread[slot] * spreadAhead(week);
    return { lower: spread * bySlot[slot].lower, upper: spread * bySlot[slot].upper };
  };
}

function blended(all: Float64Array, own: Float64Array, probability: number): number {
  const ofAll = tailQuantile(all, probability);
  if (own.length === 0) return ofAll;
  const share = (OWN_SHARE * own.length) / (own.length + SHARED_ERRORS);
  return (1 - share) * ofAll + share * tailQuantile(own, probability);
}

/** Mean size of the errors of each slot, drawn towards that of all. */
function slotSpreads(errors: Float64Array, slots: Uint32Array, season: number): Float64Array {
  const sums = new Float64Array(season);
  const counts = new Uint32Array(season);
  for (const [i, error] of errors.entries()) {
    sums[slots[i]] += Math.abs(error);
    counts[slots[i]]++;
  }
  const mean = sums.reduce((sum, each) => sum + each, 0) / errors.length;
  return sums.map((sum, slot) => (sum + SHARED_ERRORS * mean) / (counts[slot] + SHARED_ERRORS));
}
