import { LEVEL_HALF_LIVES, recentLevels } from './recent-level.ts';
import { SHAPE_HALF_LIVES, weeklyShapes } from './weekly-shape.ts';
import { WEEKS_FOR_A_YEAR, YEARLY_CHANGES, yearlyChange } from './yearly-change.ts';

/** One forecast of the days after an origin: level x change of the level x shape of the week. */
export interface Candidate {
  readonly level: number;
  /** By slot of the week, at level 1. */
  readonly shape: Float64Array;
  /** Factor of the level so many weeks ahead, from 1. */
  levelChange(weeksAhead: number): number;
}

const SLOW_SHAPE = SHAPE_HALF_LIVES.indexOf(26);
const MIDDLE_LEVEL = LEVEL_HALF_LIVES.indexOf(1.5);
const unchanged = (): number => 1;

/**
 * The forecasts to choose from at an origin so many weeks before the end of the values: each shape with each level, and those that
 * expect the year's course again. Of the same number and order at all origins. `levels` are those of `weekLevels`.
 */
export function candidateLearner(
  values: Float64Array,
  season: number,
  levels: Float64Array,
): (weeksBack: number) => Candidate[] {
  const shapesAt = weeklyShapes(values, season, levels);
  const levelsAt = recentLevels(values, season);
  return (weeksBack) => {
    const plain = shapesAt(weeksBack).flatMap((shape) =>
      levelsAt(shape, values.length - weeksBack * season).map((level) => ({ level, shape, levelChange: unchanged })),
    );
    if (levels.length < WEEKS_FOR_A_YEAR) return plain;
    const base = plain[SLOW_SHAPE * LEVEL_HALF_LIVES.length + MIDDLE_LEVEL];
    return [
      ...plain,
      ...YEARLY_CHANGES.map((kind) => ({
        ...base,
        levelChange: (weeksAhead: number) => yearlyChange(levels, weeksBack, weeksAhead, kind),
      })),
    ];
  };
}
