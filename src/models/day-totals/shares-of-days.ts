import type { SeasonalGrid } from '../seasonal-grid.ts';

// Of a slot: enough for a mean, and recent enough to follow a shape that changes.
const WEEKS = 8;

/**
 * The share of its day's contacts that each slot of the week has: its mean over its last eight values, over the sum of those of its
 * weekday. A slot that was never observed is as usual as the others of its weekday, and a weekday without contacts is even.
 */
export function sharesOfDays(
  { values, season }: Pick<SeasonalGrid, 'values' | 'season'>,
  weekdayOfSlot: Uint8Array,
): Float64Array {
  const means = Float64Array.from({ length: season }, (_, slot) => meanOfLast(values, slot, season));
  const shares = new Float64Array(season);
  for (const weekday of new Set(weekdayOfSlot)) {
    const slots = [...weekdayOfSlot.keys()].filter((slot) => weekdayOfSlot[slot] === weekday);
    const usual = mean(slots.map((slot) => means[slot]).filter((each) => !Number.isNaN(each)));
    const filled = slots.map((slot) => (Number.isNaN(means[slot]) ? usual : means[slot]));
    const total = filled.reduce((sum, each) => sum + each, 0);
    for (const [i, slot] of slots.entries()) shares[slot] = total > 0 ? filled[i] / total : 1 / slots.length;
  }
  return shares;
}

function meanOfLast(values: Float64Array, slot: number, season: number): number {
  const last: number[] = [];
  const rows = Math.ceil((values.length - slot) / season);
  for (let row = rows - 1; row >= 0 && last.length < WEEKS; row--) {
    const value = values[row * season + slot];
    if (!Number.isNaN(value)) last.push(value);
  }
  return mean(last);
}

/** NaN of none. */
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
