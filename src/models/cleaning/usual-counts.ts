import type { SeasonalGrid } from '../seasonal-grid.ts';
import { MOST_WEEKS_AROUND, sortWeeksAround } from '../weeks-around.ts';

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
  const sorted = new Float64Array(MOST_WEEKS_AROUND);
  for (let place = 0; place < values.length; place++) {
    const known = sortWeeksAround(values, place, season, sorted);
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
