import { shapeBorrower } from './borrowed-shape.ts';
import { daySums } from './day-sums.ts';
import type { IntradayHistory } from './intraday-history.ts';
import { type LevelKind, levelsAhead } from './levels.ts';
import { ordinaryDayWeights } from './ordinary-days.ts';
import { slotShapes } from './slot-shapes.ts';
import { shapeSmoother } from './smoothed-shape.ts';
import { weekdayFactors } from './weekday-factors.ts';

/** What an origin knows: every level, factor of weekdays and shape to choose from. A forecast is the product of one of each. */
export interface Components {
  /** Calendar day of the last place before the origin. */
  readonly lastDay: number;
  readonly levelsAhead: (daysAhead: number) => Float64Array;
  /** By half-life, then weekday. */
  readonly weekdays: readonly Float64Array[];
  /** By half-life, then slot of the week. */
  readonly shapes: readonly Float64Array[];
}

/** Learns the components at origins, which are counts of places, of one history. */
export function componentLearner(
  history: IntradayHistory,
  kinds: readonly LevelKind[],
): (origin: number) => Components {
  const borrowed = shapeBorrower(history.week);
  const smoothed = shapeSmoother(history.week);
  return (origin) => {
    const days = daySums(history, origin, ordinaryDayWeights(history, origin));
    return {
      lastDay: history.days.calendar[history.days.ofPlace[origin - 1]],
      levelsAhead: levelsAhead(days, kinds),
      weekdays: weekdayFactors(days),
      shapes: slotShapes(history, origin, days).map((shape) => smoothed(borrowed(shape))),
    };
  };
}
