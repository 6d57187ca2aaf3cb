import type { Components } from './components-at.ts';
import { SHAPE_HALF_LIVES } from './slot-shapes.ts';
import { WEEKDAY_HALF_LIVES } from './weekday-factors.ts';

/** A place to forecast. */
export interface Target {
  readonly slot: number;
  readonly weekday: number;
  readonly calendarDay: number;
}

const PAIRS = WEEKDAY_HALF_LIVES.length * SHAPE_HALF_LIVES.length;

/** How many combinations of level, weekday factor and shape there are. */
export const combinationCount = (levelKinds: number): number => levelKinds * PAIRS;

/** The levels on a calendar day, which may be the last one known, of which the rest is to come. */
function levelsOn({ levelsAhead, lastDay }: Components): (calendarDay: number) => Float64Array {
  const byDay = new Map<number, Float64Array>();
  return (calendarDay) => {
    let levels = byDay.get(calendarDay);
    if (levels === undefined) {
      levels = levelsAhead(Math.max(1, calendarDay - lastDay));
      byDay.set(calendarDay, levels);
    }
    return levels;
  };
}

/** The products of weekday factor and shape at a target, all pairs of them. */
function fillPairs(pairs: Float64Array, { weekdays, shapes }: Components, { slot, weekday }: Target): void {
  for (let b = 0, k = 0; b < weekdays.length; b++)
    for (let c = 0; c < shapes.length; c++, k++) pairs[k] = weekdays[b][weekday] * shapes[c][slot];
}

/** Sum over targets of weight x |value - forecast| for each combination. Targets without a value do not count. */
export function absoluteErrors(
  components: Components,
  targets: readonly Target[],
  values: Float64Array,
  weights: Float64Array,
): Float64Array {
  const levelsOf = levelsOn(components);
  const pairs = new Float64Array(PAIRS);
  const sums = new Float64Array(combinationCount(components.levelsAhead(1).length));
  for (const [i, target] of targets.entries()) {
    if (Number.isNaN(values[i])) continue;
    const levels = levelsOf(target.calendarDay);
    fillPairs(pairs, components, target);
    for (let a = 0, k = 0; a < levels.length; a++)
      for (let pair = 0; pair < PAIRS; pair++, k++)
        sums[k] += weights[i] * Math.abs(values[i] - levels[a] * pairs[pair]);
  }
  return sums;
}

/** The weighted mean of all combinations at each target. */
export function combinedForecast(
  components: Components,
  targets: readonly Target[],
  weights: Float64Array,
): Float64Array {
  const levelsOf = levelsOn(components);
  const pairs = new Float64Array(PAIRS);
  const point = new Float64Array(targets.length);
  for (let i = 0; i < point.length; i++) {
    const levels = levelsOf(targets[i].calendarDay);
    fillPairs(pairs, components, targets[i]);
    for (let a = 0, k = 0; a < levels.length; a++) {
      let ofLevel = 0;
      for (let pair = 0; pair < PAIRS; pair++, k++) ofLevel += weights[k] * pairs[pair];
      point[i] += ofLevel * levels[a];
    }
  }
  return point;
}
