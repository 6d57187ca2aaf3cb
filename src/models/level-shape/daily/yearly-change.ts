/** How much of the change of a year ago is expected again, and how many weeks are smoothed to see it. */
export const YEARLY_CHANGES = [
  { share: 0.5, windowWeeks: 4 },
  { share: 1, windowWeeks: 6 },
];

const YEAR_WEEKS = 52;
// A year, and some weeks on both sides of it.
export const WEEKS_FOR_A_YEAR = 60;

/**
 * The factor by which the level changed one and two years ago over as many weeks as are ahead, as far as the history reaches
 * back: the geometric mean of both. `levels` count back from the end, the origin is `weeksBack` weeks before it.
 */
export function yearlyChange(
  levels: Float64Array,
  weeksBack: number,
  weeksAhead: number,
  { share, windowWeeks }: (typeof YEARLY_CHANGES)[number],
): number {
  const within = ((weeksAhead - 1) % YEAR_WEEKS) + 1;
  const changes = [YEAR_WEEKS, 2 * YEAR_WEEKS]
    .map((lag) => {
      const at = (week: number): number => smoothed(levels, weeksBack, weeksBack + lag - week, windowWeeks);
      return Math.log(at(within) / at(0));
    })
    .filter(Number.isFinite);
  return changes.length === 0 ? 1 : Math.exp((share * changes.reduce((sum, each) => sum + each, 0)) / changes.length);
}

/** Mean level of the weeks around one, as far as they were known at the origin; NaN where fewer than half of them are. */
function smoothed(levels: Float64Array, weeksBack: number, week: number, windowWeeks: number): number {
  let sum = 0;
  let count = 0;
  for (let k = Math.max(weeksBack, week - windowWeeks / 2); k <= week + windowWeeks / 2; k++) {
    if (!(levels[k] > 0)) continue;
    sum += levels[k];
    count++;
  }
  return 2 * count > windowWeeks ? sum / count : Number.NaN;
}
