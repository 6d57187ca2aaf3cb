import { risingOrder } from '../../../numeric/rising-order.ts';
import { weightedMedian } from '../../../numeric/weighted-median.ts';
import { decay } from './decay.ts';
import { weekBack } from './week-levels.ts';

/** Half-lives, in weeks, with which shapes forget, each about a third of the next: from a pattern that just changed to a half-year. */
export const SHAPE_HALF_LIVES = [3, 8, 26];

/** The known values of one slot of the week over the levels of their weeks. */
interface SlotRatios {
  readonly ratios: Float64Array;
  readonly order: Uint32Array;
  /** Of each, counted back from the end. */
  readonly weeks: Uint32Array;
}

/**
 * The shape of the week by origin, in the unit of the values at level 1, for each half-life of `SHAPE_HALF_LIVES`: the median of
 * value over level of the week, weighted by that level and by age. Origins are whole weeks before the end of the values.
 */
export function weeklyShapes(
  values: Float64Array,
  season: number,
  levels: Float64Array,
): (weeksBack: number) => readonly Float64Array[] {
  const slots = Array.from({ length: season }, (_, slot) => slotRatios(slot, values, season, levels));
  const decays = SHAPE_HALF_LIVES.map((halfLife) => decay(halfLife, levels.length));
  const weights = new Float64Array(levels.length);
  return (weeksBack) =>
    decays.map((byAge) =>
      Float64Array.from(slots, ({ ratios, order, weeks }) => {
        for (let i = 0; i < weeks.length; i++)
          weights[i] = weeks[i] < weeksBack ? 0 : levels[weeks[i]] * byAge[weeks[i] - weeksBack];
        return weightedMedian(ratios, weights, order);
      }),
    );
}

function slotRatios(slot: number, values: Float64Array, season: number, levels: Float64Array): SlotRatios {
  const ratios: number[] = [];
  const weeks: number[] = [];
  for (let place = slot; place < values.length; place += season) {
    const week = weekBack(place, values.length, season);
    if (Number.isNaN(values[place]) || !(levels[week] > 0)) continue;
    ratios.push(values[place] / levels[week]);
    weeks.push(week);
  }
  const all = Float64Array.from(ratios);
  return { ratios: all, order: risingOrder(all), weeks: Uint32Array.from(weeks) };
}
