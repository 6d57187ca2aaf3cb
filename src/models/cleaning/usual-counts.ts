import type { SeasonalGrid } from '../seasonal-grid.ts';

const WEEKS_EITHER_SIDE = 5;
// Of fewer the middle half is a single value, which tells nothing of what is usual.
const LEAST_NEIGHBOURS = 3;

/** What the places of a grid usually have. */
export interface UsualCounts {
  /** Mean of the middle half of the same slot in the five weeks on either side; NaN where fewer than three of them are known. */
  readonly means: Float64Array;
  /** How many weeks each is the mean of. */
  readonly weeks: Uint8Array;
}

/** What each place would have if it were like the same time of the week around it, itself left out. */
export function usualCounts({ values, season }: Pick<SeasonalGrid, 'values' | 'season'>): UsualCounts {
  const means = new Float64Array(values.length).fill(Number.NaN);
  const weeks = new Uint8Array(values.length);
  const sorted = new Float64Array(2 * WEEKS_EITHER_SIDE);
  const reach = WEEKS_EITHER_SIDE * season;
  for (let place = 0; place < values.length; place++) {
    let known = 0;
    const last = Math.min(values.length - 1, place + reach);
    for (let other = place - reach; other <= last; other += season) {
      if (other < 0 || other === place || Number.isNaN(values[other])) continue;
      let at = known++;
      for (; at > 0 && sorted[at - 1] > values[other]; at--) sorted[at] = sorted[at - 1];
      sorted[at] = values[other];
    }
    weeks[place] = known;
    if (known >= LEAST_NEIGHBOURS) means[place] = middleMean(sorted, known);
  }
  return { means, weeks };
}

function middleMean(sorted: Float64Array, known: number): number {
  const cut = known >> 2;
  let sum = 0;
  for (let k = cut; k < known - cut; k++) sum += sorted[k];
  return sum / (known - 2 * cut);
}
