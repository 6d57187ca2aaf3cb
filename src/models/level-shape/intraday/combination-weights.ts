import { combinationCount } from './combinations.ts';
import type { LevelKind } from './levels.ts';
import { SHAPE_HALF_LIVES } from './slot-shapes.ts';
import { WEEKDAY_HALF_LIVES } from './weekday-factors.ts';

/** The errors of all combinations at one inner origin. */
export interface CombinationErrors {
  /** Discounted sums of absolute errors. */
  readonly errors: Float64Array;
  /** Discounted number of days that they are of. */
  readonly days: number;
}

// What is expected before any error was seen: a memory of a day for the level, of a week for weekdays, two for shapes, give or
// take a factor of two.
const PRIOR = { levelDays: 1, weekdayWeeks: 1, shapeWeeks: 2 };
// How much evidence a day is: errors of the slots of a day hang together.
const EVIDENCE_PER_DAY = 2;

/** ln of the prior weight of each combination. */
export function logPrior(kinds: readonly LevelKind[]): Float64Array {
  const levels = logNormalPrior(
    kinds.map(({ halfLifeDays }) => halfLifeDays),
    PRIOR.levelDays,
  );
  const weekdays = logNormalPrior(WEEKDAY_HALF_LIVES, PRIOR.weekdayWeeks);
  const shapes = logNormalPrior(SHAPE_HALF_LIVES, PRIOR.shapeWeeks);
  const prior = new Float64Array(combinationCount(kinds.length));
  let k = 0;
  for (const level of levels)
    for (const weekday of weekdays) for (const shape of shapes) prior[k++] = level + weekday + shape;
  return prior;
}

/** Normal in the octaves from the expected half-life, standard deviation one octave; forever is the next member of the row. */
function logNormalPrior(halfLives: readonly number[], expected: number): number[] {
  const finite = [...new Set(halfLives)].filter(Number.isFinite).sort((a, b) => a - b);
  const longest = finite[finite.length - 1];
  const beyond = longest * (longest / finite[finite.length - 2]);
  return halfLives.map((halfLife) => -0.5 * Math.log2(Math.min(halfLife, beyond) / expected) ** 2);
}

/** Weights of the combinations, which sum to 1: the prior x exp(-2 days x (error / least error - 1)). The prior without errors. */
export function combinationWeights(prior: Float64Array, seen: readonly CombinationErrors[]): Float64Array {
  const errors = new Float64Array(prior.length);
  let days = 0;
  for (const origin of seen) {
    days += origin.days;
    for (let k = 0; k < errors.length; k++) errors[k] += origin.errors[k];
  }
  const least = Math.min(...errors);
  const logWeights = prior.map((each, k) =>
    errors[k] === least ? each : each - EVIDENCE_PER_DAY * days * (errors[k] / least - 1),
  );
  const greatest = Math.max(...logWeights);
  const weights = logWeights.map((each) => Math.exp(each - greatest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
