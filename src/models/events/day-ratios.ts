import { median } from '../../numeric/median.ts';
import { intervalStarts, type Series, wallDays } from '../../series/series.ts';
import { CLOSED, type SeasonalGrid } from '../seasonal-grid.ts';

/** How the open days of a history compare with what was usual around them. All lists are of one length. */
export interface DayRatios {
  /** Calendar days, ascending, counted from 1970-01-01. */
  readonly days: Int32Array;
  /** ln of size over usual size; NaN where either is not known. */
  readonly logRatios: Float64Array;
  /** 1 where not one contact came on a day that was observed. */
  readonly empty: Uint8Array;
  /** 1 where nothing was observed. */
  readonly missing: Uint8Array;
}

// Days on either side of which those of the same weekday tell what is usual.
const DAYS_EITHER_SIDE = 35;
const LEAST_NEIGHBOURS = 3;
// Added to sizes, of which an ordinary one is 1, so that ratios of an almost empty day are finite.
const SMALL_SHARE = 0.02;

/** Compares each day with the median of the same weekday in the five weeks on either side, days of events left out. */
export function dayRatios(history: Series, grid: SeasonalGrid, isEventDay: (day: number) => boolean): DayRatios {
  const { days, sizes, missing } = daySizes(history, grid);
  const usualSizes = sizes.map((size, i) => (isEventDay(days[i]) ? Number.NaN : size));
  const placeOf = new Map([...days].map((day, place) => [day, place]));
  const logRatios = sizes.map((size, i) => {
    const neighbours: number[] = [];
    for (let away = -DAYS_EITHER_SIDE; away <= DAYS_EITHER_SIDE; away += 7) {
      const place = placeOf.get(days[i] + away);
      if (away !== 0 && place !== undefined && !Number.isNaN(usualSizes[place])) neighbours.push(usualSizes[place]);
    }
    if (neighbours.length < LEAST_NEIGHBOURS) return Number.NaN;
    return Math.log((size + SMALL_SHARE) / (median(neighbours) + SMALL_SHARE));
  });
  return { days, logRatios, empty: Uint8Array.from(sizes, (size) => (size === 0 ? 1 : 0)), missing };
}

/** Sum of the values of each open day over the sum of what its times of the week bring on average; NaN where nothing is known. */
function daySizes(history: Series, { places, values, season }: SeasonalGrid) {
  const means = slotMeans(values, season);
  const wall = wallDays(history.timeZone, intervalStarts(history));
  const sums = new Map<number, { value: number; expected: number; known: number }>();
  for (const [i, place] of places.entries()) {
    if (place === CLOSED) continue;
    const day = Math.floor(wall[i]);
    const sum = sums.get(day) ?? { value: 0, expected: 0, known: 0 };
    sums.set(day, sum);
    if (Number.isNaN(history.values[i])) continue;
    sum.value += history.values[i];
    sum.expected += means[place % season];
    sum.known++;
  }
  const all = [...sums.values()];
  return {
    days: Int32Array.from(sums.keys()),
    sizes: Float64Array.from(all, ({ value, expected }) => (expected > 0 ? value / expected : Number.NaN)),
    missing: Uint8Array.from(all, ({ known }) => (known === 0 ? 1 : 0)),
  };
}

function slotMeans(values: Float64Array, season: number): Float64Array {
  const sums = new Float64Array(season);
  const counts = new Uint32Array(season);
  for (const [place, value] of values.entries()) {
    if (Number.isNaN(value)) continue;
    sums[place % season] += value;
    counts[place % season]++;
  }
  return sums.map((sum, slot) => sum / counts[slot]);
}
